"""Questions made up by chance: mostly about one fact, so that many of them find something."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hypothesis import strategies as st

from oracle import (
    Fact,
    Reference,
    countries_of,
    days,
    organizations_of,
    parties_of,
    regions_of,
    topics_of,
    written_parties_of,
)

Question = dict[str, list[str]]
MANY = (
    *("country", "country_all", "country_not", "region", "region_all", "region_not"),
    *("organization", "organization_all", "organization_not", "topic", "topic_all", "topic_not"),
    *("entity", "party", "party_all", "year", "kind", "type", "status", "level", "form"),
    *("review", "section"),
)
SPANS = ("years", "dates")
SINGLE = {
    "region_match": ["any", "named", "members"],
    "organization_match": ["organs", "named", "members", "any"],
    "date_match": ["overlaps", "within"],
    "sort": ["-date", "date"],
}
DATES = (
    *("2010", "2011-12-31", "2012", "2013", "2013-01", "2013-01-15", "2013-01-17", "2013-02"),
    *("2013-05", "2013-07", "2013-09-30", "2013-10-10", "2013-12", "2013-12-31", "2014"),
    *("2014-01-01", "2015", "2016-02-29", "2016-12", "2017", "2017-12-31", "2020"),
)
YEARS = (
    *("1", "1990", "2010", "2011", "2012", "2013"),
    *("2014", "2015", "2016", "2017", "2018", "9999"),
)


@dataclass(frozen=True)
class World:
    """All facts of a release, and the values that could be asked for."""

    facts: Sequence[Fact]
    reference: Reference
    about: Mapping[str, Mapping[str, Sequence[str]]]
    occurring: Mapping[str, Sequence[str]]
    known: Mapping[str, Sequence[str]]


def make_world(facts: Sequence[Fact], reference: Reference) -> World:
    """Gather which values each fact has, which any has, and which there are."""
    about = {fact["id"]: _values_of(fact, reference) for fact in facts}
    occurring = {
        name: sorted({value for values in about.values() for value in values[name]})
        for name in about[facts[0]["id"]]
    }
    organizations = {it for it in reference.above if it not in _regions(reference)}
    everything = {
        "country": reference.regions_of,
        "region": _regions(reference),
        "organization": organizations,
        "topic": reference.topics,
        "entity": {*reference.regions_of, *reference.above},
        "party": {f"{it}:chair" for it in [*reference.regions_of, *organizations]},
        "kind": ["event", "figure", "state", "assessment"],
        "status": ["done", "ongoing", "planned", "considered"],
        "year": YEARS,
    }
    known = {name: sorted({*values}) for name, values in everything.items()}
    return World(facts, reference, about, occurring, {**occurring, **known})


@st.composite
def questions(draw: st.DrawFn, world: World) -> Question:
    """One to four filters, with the readings and the order that go with them."""
    fact = draw(st.sampled_from(world.facts))["id"]
    question: Question = {}
    filters = st.lists(st.sampled_from([*MANY, *SPANS]), min_size=1, max_size=4, unique=True)
    for name in draw(filters):
        if name in SPANS:
            question.update(draw(_spans(name)))
        else:
            question[name] = draw(_values(world, fact, name))
    for name, choices in SINGLE.items():
        if draw(st.booleans()):
            question[name] = [draw(st.sampled_from(choices))]
    return question


def _values(world: World, fact: str, name: str) -> st.SearchStrategy[list[str]]:
    plain = name.removesuffix("_all").removesuffix("_not")
    own = world.about[fact][plain] or world.occurring[plain]
    if name.endswith("_not"):
        own = world.occurring[plain]
    of_the_fact, of_any = st.sampled_from(own), st.sampled_from(world.occurring[plain])
    value = st.one_of(of_the_fact, of_the_fact, of_any, st.sampled_from(world.known[plain]))
    longest = 2 if name.endswith("_all") else 3
    return st.lists(of_the_fact, min_size=1, max_size=2, unique=True) | st.lists(
        value, min_size=1, max_size=longest, unique=True
    )


@st.composite
def _spans(draw: st.DrawFn, unit: str) -> Question:
    """A span that is open at one end or at none, and not empty."""
    choices = st.sampled_from(DATES if unit == "dates" else YEARS)
    first, last = draw(choices), draw(choices)
    if days(first)[0] > days(last)[1]:
        first, last = last, first
    name = unit.removesuffix("s")
    span = {f"{name}_from": [first], f"{name}_to": [last]}
    left_out = draw(st.sampled_from([None, None, *span]))
    return {it: value for it, value in span.items() if it != left_out}


def _values_of(fact: Fact, reference: Reference) -> dict[str, list[str]]:
    found: dict[str, Iterable[str | None]] = {
        "country": countries_of(fact),
        "region": regions_of(fact, "any", reference),
        "organization": organizations_of(fact, "any", reference),
        "topic": topics_of(fact, reference),
        "entity": [id_ for id_, _ in parties_of(fact)],
        "party": written_parties_of(fact),
        "year": {it[:4] for time in _times(fact) for it in (time["start"], time["end"])},
        "section": [it["section"] for it in fact["evidence"]],
        **{name: [fact[name]] for name in ("kind", "type", "status", "level", "form", "review")},
    }
    return {name: sorted({it for it in values if it}) for name, values in found.items()}


def _times(fact: Fact) -> list[Mapping[str, str]]:
    return [it for it in (fact["date"], fact["term"]) if it is not None]


def _regions(reference: Reference) -> set[str]:
    return set().union(*reference.regions_of.values()) | {"western-countries"}
