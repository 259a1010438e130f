"""A question in plain words, for citations and headings."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

Canonical = Mapping[str, Any]
Label = Callable[[str, str], str]

_TIMES = ("year", "year_from", "year_to", "date_from", "date_to")
_WORDS = {"q": "text", "value_min": "value at least", "value_max": "value at most"}
READINGS = {
    ("region_match", "named"): "regions as they are named",
    ("region_match", "members"): "regions by their countries",
    ("organization_match", "named"): "organizations as they are named",
    ("organization_match", "members"): "organizations by their members",
    ("organization_match", "any"): "organizations by their bodies and members",
    ("date_match", "overlaps"): "days that overlap",
    ("date_match", "within"): "days that lie within",
}
_FLAGS = {True: "", False: "no "}


def describe_question(canonical: Canonical, label: Label) -> str:
    """A canonical question in words: "Facts with country China and topic Trade, 2012 to 2014".

    `label(filter, value)` names a value: `label("country", "CN")` is China. It is asked by the
    filter's own name (`country` for `country_all` too), and by `entity` for parties.
    """
    conditions, times = list(_conditions(canonical, label)), list(_times(canonical))
    if not conditions and not times:
        return "All facts"
    wanted = f"Facts with {' and '.join(conditions)}" if conditions else "Facts"
    notes = [READINGS[name, it] for name, it in canonical.items() if name.endswith("_match")]
    return ", ".join([wanted, *times]) + (f" ({', '.join(notes)})" if notes else "")


def _conditions(canonical: Canonical, label: Label) -> Iterator[str]:
    for name, value in canonical.items():
        if name in _TIMES or name.endswith("_match"):
            continue
        if isinstance(value, bool):
            yield f"{_FLAGS[value]}{name.removeprefix('has_')}"
        else:
            yield _condition(name, value if isinstance(value, list) else [value], label)


def _condition(name: str, values: list[Any], label: Label) -> str:
    """`country China or Turkey`, `country China and Turkey`, `no country China or Turkey`."""
    own = name.removesuffix("_all").removesuffix("_not")
    labels = [_name_value(own, str(value), label) for value in values]
    between = " and " if name.endswith("_all") else " or "
    denied = "no " if name.endswith("_not") else ""
    return f"{denied}{_WORDS.get(own, own.replace('_', ' '))} {between.join(labels)}"


def _name_value(name: str, value: str, label: Label) -> str:
    if name == "q":
        return f"“{value}”"
    if name != "party":
        return label(name, value)
    entity, _, role = value.partition(":")
    return label("entity", entity) + (f" as {role}" if role else "")


def _times(canonical: Canonical) -> Iterator[str]:
    if "year" in canonical:
        yield " or ".join(map(str, canonical["year"]))
    for what in ("year", "date"):
        first, last = canonical.get(f"{what}_from"), canonical.get(f"{what}_to")
        if first is not None and last is not None:
            yield f"{first} to {last}" if first != last else str(first)
        elif first is not None:
            yield f"from {first}"
        elif last is not None:
            yield f"until {last}"
