"""What a question asks for, each part with the address of the question without it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from policyfacts.site.page_urls import Places
from policyfacts.site.rendering import say_word
from policyfacts.wording.dates_and_figures import say_number
from policyfacts.wording.query import HYPHENATED, MATCH_MODES, Label, name_party, say_days

_DAYS = ("date_from", "date_to")
# Said beside others, or not by a chip.
_NOT_ASKED = frozenset(("sort", "seed", "limit", *_DAYS))
_NAMES = {
    "q": "Words",
    "entity": "With",
    "party": "With",
    "year_from": "From",
    "year_to": "Until",
    "value_min": "Value at least",
    "value_max": "Value at most",
    "has_figures": "Figures",
}
_NUMBERS = frozenset(("value_min", "value_max"))


@dataclass(frozen=True)
class Chip:
    """One part of a question in words; `href` asks without it."""

    name: str
    label: str
    href: str


def list_chips(parameters: Mapping[str, Any], label: Label, places: Places) -> list[Chip]:
    """The parts of a canonical question, in its order; `label(filter, value)` names a value."""
    return list(_chips(parameters, label, places))


def _chips(parameters: Mapping[str, Any], label: Label, places: Places) -> Iterator[Chip]:
    if days := say_days(*(parameters.get(it) for it in _DAYS)):
        yield Chip("Time", days, places.explorer(_without(parameters, *_DAYS)))
    for name, value in parameters.items():
        if name in _NOT_ASKED:
            continue
        for one in value if isinstance(value, list) else [value]:
            left = [it for it in value if it != one] if isinstance(value, list) else []
            gone = ("sample", "seed") if name == "sample" else (name,)
            rest = {**parameters, name: left} if left else _without(parameters, *gone)
            yield Chip(_say_name(name), _say_value(name, one, label), places.explorer(rest))


def _without(parameters: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in parameters.items() if name not in names}


def _say_name(name: str) -> str:
    """`country_all` is Country as well, `country_not` is Not country."""
    if name.endswith("_match"):
        return "Read as"
    own = name.removesuffix("_all").removesuffix("_not")
    said = _NAMES.get(own, say_word(own))
    return f"Not {said.lower()}" if name.endswith("_not") else said


def _say_value(name: str, value: object, label: Label) -> str:
    own = name.removesuffix("_all").removesuffix("_not")
    if name.endswith("_match"):
        return MATCH_MODES[name, str(value)]
    if isinstance(value, bool):
        return "yes" if value else "none"
    if name in _NUMBERS and isinstance(value, int | float):
        return say_number(value)
    if own == "party":
        return name_party(str(value), label)
    if own == "form":
        return f"{say_word(str(value))} visit"
    return say_word(str(value)) if own in HYPHENATED else label(own, str(value))
