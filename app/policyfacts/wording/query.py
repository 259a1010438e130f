"""Queries in plain words, for citations and headings."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from policyfacts.edtf import parse_edtf
from policyfacts.schemas.params.filters import COLUMN_FILTERS
from policyfacts.wording.dates_and_figures import say_date, say_number, say_span

Canonical = Mapping[str, Any]
Label = Callable[[str, str], str]

# Filters of parties, and filters of properties with the words around each value.
_ABOUT = ("country", "region", "organization", "entity")
_QUALITIES = {
    "topic": "{}",
    "type": "{}",
    **{name: column.phrase for name, column in COLUMN_FILTERS.items()},
}
# Filters whose values are codes with hyphens, which words have not.
HYPHENATED = frozenset((*COLUMN_FILTERS, "section"))
MATCH_MODES = {
    ("region_match", "named"): "regions as they are named",
    ("region_match", "members"): "regions by their countries",
    ("organization_match", "named"): "organizations as they are named",
    ("organization_match", "members"): "organizations by their members",
    ("organization_match", "any"): "organizations by their bodies and members",
    ("text_match", "own"): "words of the facts themselves",
    ("date_match", "overlaps"): "days that overlap",
    ("date_match", "within"): "days that lie within",
}
_FIGURES = ("has_figures", "measure", "unit", "value_min", "value_max")


def describe_query(canonical: Canonical, label: Label) -> str:
    """Describe a canonical query in words: "Facts about China: Trade, 2012 to 2014".

    `label(filter, value)` names a value: `label("country", "CN")` is China. It is called with the
    name of the filter (`country` for `country_all` too), and with `entity` for parties.
    """
    about = list(_say_filters(_ABOUT, canonical, label, "about "))
    topics = [] if about else list(_say_filters(("topic",), canonical, label, "on "))
    heads = [" and ".join(about or topics), *_conditions(canonical, label)]
    qualities = [name for name in _QUALITIES if not (topics and name == "topic")]
    values = ", ".join(_say_filters(qualities, canonical, label))
    times = list(_times(canonical))
    if not any(heads) and not values and not times:
        return "All facts"
    words = " ".join(["Facts", *filter(None, heads)]) + (f": {values}" if values else "")
    notes = [MATCH_MODES[name, mode] for name, mode in canonical.items() if name.endswith("_match")]
    return ", ".join([words, *times]) + (f" ({', '.join(notes)})" if notes else "")


def say_days(first: str | None, last: str | None) -> str:
    """Say the days from a first to a last, either may be open: all of May 2013 is May 2013."""
    if first is not None and last is not None:
        return say_span(parse_edtf(first).start, parse_edtf(last).end)
    ends = (("from", first), ("until", last))
    return "".join(f"{word} {say_date(day)}" for word, day in ends if day is not None)


def _say_filters(
    filters: Sequence[str], canonical: Canonical, label: Label, before: str = ""
) -> Iterator[str]:
    """Yield filters in words: `China or Türkiye`, `China and Türkiye`, `not China or Türkiye`."""
    joined = (("", " or ", ""), ("_all", " and ", ""), ("_not", " or ", "not "))
    for (end, between, denied), own in product(joined, filters):
        if values := canonical.get(own + end):
            words = _QUALITIES.get(own, "{}")
            labels = (words.format(_name_value(own, value, label)) for value in values)
            yield denied + before + between.join(labels)


def _conditions(canonical: Canonical, label: Label) -> Iterator[str]:
    for name, between in (("party", " or "), ("party_all", " and ")):
        if name in canonical:
            parties = (name_party(value, label) for value in canonical[name])
            yield f"with {between.join(parties)}"
    if "named" in canonical:
        how = "that are named" if canonical["named"] else "that are meant and not named"
        yield f"with parties {how}"
    if "q" in canonical:
        yield f"that mention “{canonical['q']}”"
    if not canonical.keys().isdisjoint(_FIGURES):
        yield _of_figures(canonical, label)
    yield from _say_filters(("review",), canonical, label, "of review ")
    yield from _say_filters(("section",), canonical, label, "of section ")


def _of_figures(canonical: Canonical, label: Label) -> str:
    if canonical.get("has_figures") is False:
        return "without figures"
    ends = (("at least", canonical.get("value_min")), ("at most", canonical.get("value_max")))
    conditions = [
        *_say_filters(("measure",), canonical, label, "of "),
        *_say_filters(("unit",), canonical, label, "in "),
        *(f"{words} {say_number(value)}" for words, value in ends if value is not None),
    ]
    return f"with figures {', '.join(conditions)}".rstrip()


def _name_value(name: str, value: object, label: Label) -> str:
    named = label(name, str(value))
    return named.replace("-", " ") if name in HYPHENATED else named


def name_party(value: str, label: Label) -> str:
    """Name a party: `BY:host` is Belarus as host."""
    entity, _, role = value.partition(":")
    return label("entity", entity) + (f" as {role}" if role else "")


def _times(canonical: Canonical) -> Iterator[str]:
    if "year" in canonical:
        yield " or ".join(map(str, canonical["year"]))
    for what in ("year", "date"):
        first, last = canonical.get(f"{what}_from"), canonical.get(f"{what}_to")
        if first is not None or last is not None:
            # A year is a number in questions, and has four digits in dates.
            yield say_days(*(None if day is None else str(day).zfill(4) for day in (first, last)))
