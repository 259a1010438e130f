"""A question in plain words, for citations and headings."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from policyfacts.edtf import parse_edtf
from policyfacts.wording.dates_and_figures import say_date, say_number, say_span

Canonical = Mapping[str, Any]
Label = Callable[[str, str], str]

# Who facts are about, and what they are in themselves, with the words around each value.
_ABOUT = ("country", "region", "organization", "entity")
_QUALITIES = {
    "topic": "{}",
    "type": "{}",
    "kind": "kind {}",
    "status": "{}",
    "level": "level {}",
    "form": "{} visit",
}
# Written with hyphens where they are codes.
HYPHENATED = frozenset(("kind", "status", "level", "form", "section"))
MATCH_MODES = {
    ("region_match", "named"): "regions as they are named",
    ("region_match", "members"): "regions by their countries",
    ("organization_match", "named"): "organizations as they are named",
    ("organization_match", "members"): "organizations by their members",
    ("organization_match", "any"): "organizations by their bodies and members",
    ("date_match", "overlaps"): "days that overlap",
    ("date_match", "within"): "days that lie within",
}
_FIGURES = ("has_figures", "measure", "unit", "value_min", "value_max")


def describe_query(canonical: Canonical, label: Label) -> str:
    """A canonical question in words: "Facts about China: Trade, 2012 to 2014".

    `label(filter, value)` names a value: `label("country", "CN")` is China. It is asked by the
    filter's own name (`country` for `country_all` too), and by `entity` for parties.
    """
    about = list(_named(_ABOUT, canonical, label, "about "))
    topics = [] if about else list(_named(("topic",), canonical, label, "on "))
    heads = [" and ".join(about or topics), *_besides(canonical, label)]
    qualities = [it for it in _QUALITIES if not (topics and it == "topic")]
    said = ", ".join(_named(qualities, canonical, label))
    times = list(_times(canonical))
    if not any(heads) and not said and not times:
        return "All facts"
    wanted = " ".join(["Facts", *filter(None, heads)]) + (f": {said}" if said else "")
    notes = [MATCH_MODES[name, it] for name, it in canonical.items() if name.endswith("_match")]
    return ", ".join([wanted, *times]) + (f" ({', '.join(notes)})" if notes else "")


def say_days(first: str | None, last: str | None) -> str:
    """Days from a first to a last, either of which may be open: all of May 2013 is May 2013."""
    if first is not None and last is not None:
        return say_span(parse_edtf(first).start, parse_edtf(last).end)
    ends = (("from", first), ("until", last))
    return "".join(f"{word} {say_date(day)}" for word, day in ends if day is not None)


def _named(
    filters: Sequence[str], canonical: Canonical, label: Label, before: str = ""
) -> Iterator[str]:
    """Values of filters: `China or Türkiye`, `China and Türkiye`, `not China or Türkiye`."""
    joined = (("", " or ", ""), ("_all", " and ", ""), ("_not", " or ", "not "))
    for (end, between, denied), own in product(joined, filters):
        if values := canonical.get(own + end):
            words = _QUALITIES.get(own, "{}")
            labels = (words.format(_name_value(own, it, label)) for it in values)
            yield denied + before + between.join(labels)


def _besides(canonical: Canonical, label: Label) -> Iterator[str]:
    for name, between in (("party", " or "), ("party_all", " and ")):
        if name in canonical:
            parties = (name_party(it, label) for it in canonical[name])
            yield f"with {between.join(parties)}"
    if "q" in canonical:
        yield f"that mention “{canonical['q']}”"
    if not canonical.keys().isdisjoint(_FIGURES):
        yield _of_figures(canonical, label)
    yield from _named(("review",), canonical, label, "of review ")
    yield from _named(("section",), canonical, label, "of section ")


def _of_figures(canonical: Canonical, label: Label) -> str:
    if canonical.get("has_figures") is False:
        return "without figures"
    ends = (("at least", canonical.get("value_min")), ("at most", canonical.get("value_max")))
    said = [
        *_named(("measure",), canonical, label, "of "),
        *_named(("unit",), canonical, label, "in "),
        *(f"{words} {say_number(it)}" for words, it in ends if it is not None),
    ]
    return f"with figures {', '.join(said)}".rstrip()


def _name_value(name: str, value: object, label: Label) -> str:
    named = label(name, str(value))
    return named.replace("-", " ") if name in HYPHENATED else named


def name_party(value: str, label: Label) -> str:
    """`BY:host` is Belarus as host."""
    entity, _, role = value.partition(":")
    return label("entity", entity) + (f" as {role}" if role else "")


def _times(canonical: Canonical) -> Iterator[str]:
    if "year" in canonical:
        yield " or ".join(map(str, canonical["year"]))
    for what in ("year", "date"):
        first, last = canonical.get(f"{what}_from"), canonical.get(f"{what}_to")
        if first is not None or last is not None:
            # A year is a number in questions, and has four digits in dates.
            yield say_days(*(None if it is None else str(it).zfill(4) for it in (first, last)))
