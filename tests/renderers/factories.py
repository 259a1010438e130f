"""Facts with text that is hard to render."""

from typing import Any

from hypothesis import strategies as st

from policyfacts.schemas.facts import Fact

HARD = (
    *('=HYPERLINK("x")', "+1+1", "-cmd|' /C calc'!A0", "@SUM(1)", "\t=1", "\r=1", "\n=1", "＝1"),
    *('he said "no"', "a,b;c", "one\r\ntwo", "a|b\\c", "\x00\x0b\x1b\x7f\x85", "\ufffe\uffff"),
    *(
        "\u202eright to left\u202c",
        "\u2028\u2029",
        "🇧🇾👩‍👩‍👧",
        "]]><b>&amp;",
        "{}%$#_~^\\",
        "-0.5",
        "''",
        " ",
    ),
)
texts = st.one_of(st.sampled_from(HARD), st.text(max_size=40))


def make_fact(statement: str, name: str, value: float = -0.5) -> dict[str, Any]:
    """Return a fact that has a value in every member."""
    fact = {
        "id": "by-2013-made",
        "review": "by-2013",
        "kind": "event",
        "type": "visit",
        "form": "state",
        "status": "planned",
        "level": "minister",
        "statement": statement,
        "date": {
            "edtf": "2013-07/2013-12",
            "start": "2013-07-01",
            "end": "2013-12-31",
            "precision": "range",
            "stated": True,
        },
        "term": {"edtf": "2014/2016", "start": "2014-01-01", "end": "2016-12-31"},
        "times": 3,
        "trend": "improving",
        "countries": [party("BY", "visitor", name), party("RU", "excluded", name)],
        "regions": [party("africa", "subject", name)],
        "organizations": [party("eu", "organizer", name), party("cis", "donor", name)],
        "people": [{**party("somebody", "visitor", name), "office": name}],
        "places": [party("minsk", "venue", name)],
        "instruments": [party("treaty", "mentioned", name)],
        "projects": [party("programme", "subject", name), party("programme", "mentioned", name)],
        "parties_complete": False,
        "topics": [{"id": "trade", "name": name}, {"id": "visas", "name": name}],
        "figures": [make_figure(value=value, period="2013", of=name), make_figure(value=3)],
        "plover": {"type": "AGREE", "modes": ["visit"], "contexts": ["diplomatic", "legal"]},
        "links": [
            {"type": "follows", "id": "by-2013-other"},
            {"type": "part-of", "id": "by-2013-whole"},
        ],
        "evidence": [
            {"review": "by-2013", "locator": "p1s1", "section": "asia", "quote": statement},
            {"review": "by-2013", "locator": "p1s2", "section": "asia", "quote": None},
        ],
        "asserted_by": {"id": "mfa-belarus", "name": name},
    }
    return Fact.model_validate(fact).model_dump(mode="json")


def make_figure(value: float, period: str | None = None, of: str | None = None) -> dict[str, Any]:
    return {
        "measure": "trade-turnover",
        "value": value,
        "unit": "USD",
        "bound": "about",
        "basis": "actual",
        "period": period,
        "of": of,
    }


def party(id_: str, role: str, name: str) -> dict[str, Any]:
    return {"id": id_, "name": name, "role": role, "named": True}
