"""Filters of a query as chips, each with the URL of the query without it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from policyfacts.search.results.nothing_found import NothingFound
from policyfacts.site.page_urls import PageUrls
from policyfacts.site.rendering import say_word
from policyfacts.vocabulary import Sort
from policyfacts.wording.dates_and_figures import say_number
from policyfacts.wording.query import HYPHENATED, MATCH_MODES, Label, name_party, say_days

Words: TypeAlias = Mapping[tuple[str, str], str]

_DAYS = ("date_from", "date_to")
# Shown with other filters, or without a chip.
_WITHOUT_CHIP = frozenset(("sort", "seed", "limit", *_DAYS))
_NAMES = {
    "q": "Words",
    "entity": "With",
    "party": "With",
    "year_from": "From",
    "year_to": "Until",
    "value_min": "Value at least",
    "value_max": "Value at most",
    "has_figures": "Figures",
    "named": "Parties",
}
_FLAGS = {
    "has_figures": ("none", "yes"),
    "named": ("meant and not named", "named in the sentences"),
}
_NUMBERS = frozenset(("value_min", "value_max"))


@dataclass(frozen=True)
class Chip:
    """One filter of a query in words; `href` leads to the query without it.

    `source` are the words of a question that it was made of.
    """

    name: str
    label: str
    href: str
    source: str = ""


def list_chips(
    parameters: Mapping[str, Any], label: Label, page_urls: PageUrls, words: Words | None = None
) -> list[Chip]:
    """List the filters of a canonical query, in its order; `label(filter, value)` names a value.

    `words` are those of a question, by the filter and the value that they were read as.
    """
    return list(_chips(parameters, label, page_urls, words or {}))


@dataclass(frozen=True)
class WayOut:
    """What to leave out of a query that finds nothing, how many facts there are then, and where."""

    left_out: str
    total: int
    href: str


def list_ways_out(
    nothing_found: NothingFound | None,
    parameters: Mapping[str, Any],
    label: Label,
    page_urls: PageUrls,
) -> list[WayOut]:
    """List what may be left out of a query, each with the URL of the query without it."""
    ways = []
    for hint in nothing_found.hints if nothing_found else ():
        dropped = {name: parameters[name] for name, value in hint.parameters.items() if not value}
        rest = {
            name: value
            for name, value in {**parameters, **hint.parameters}.items()
            if value is not None
        }
        if "q" not in rest and rest.get("sort") == Sort.RELEVANCE:
            rest = _without(rest, "sort")
        chips = () if "q" in dropped else list_chips(dropped, label, page_urls)
        words = ", ".join(f"{chip.name.lower()} {chip.label}" for chip in chips)
        ways.append(WayOut(words or hint.left_out, hint.total, page_urls.explorer(rest)))
    return ways


def _chips(
    parameters: Mapping[str, Any], label: Label, page_urls: PageUrls, words: Words
) -> Iterator[Chip]:
    if days := say_days(*(parameters.get(name) for name in _DAYS)):
        dates = ((name, str(parameters.get(name))) for name in _DAYS)
        source = next((words[date] for date in dates if date in words), "")
        yield Chip("Time", days, page_urls.explorer(_without(parameters, *_DAYS)), source)
    for name, value in parameters.items():
        if name in _WITHOUT_CHIP:
            continue
        values = value if isinstance(value, list) else [value]
        for one in values:
            others = [other for other in values if other != one]
            removed = ("sample", "seed") if name == "sample" else (name,)
            rest = {**parameters, name: others} if others else _without(parameters, *removed)
            named = _say_name(name), _say_value(name, one, label)
            yield Chip(*named, page_urls.explorer(rest), words.get((name, str(one)), ""))


def _without(parameters: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in parameters.items() if name not in names}


def _say_name(name: str) -> str:
    """Return a filter in words: `country_all` is Country as well, `country_not` is Not country."""
    if name.endswith("_match"):
        return "Read as"
    base = name.removesuffix("_all").removesuffix("_not")
    words = _NAMES.get(base, say_word(base))
    return f"Not {words.lower()}" if name.endswith("_not") else words


def _say_value(name: str, value: object, label: Label) -> str:
    base = name.removesuffix("_all").removesuffix("_not")
    if name.endswith("_match"):
        return MATCH_MODES[name, str(value)]
    if isinstance(value, bool):
        no, yes = _FLAGS[name]
        return yes if value else no
    if name in _NUMBERS and isinstance(value, int | float):
        return say_number(value)
    if base == "party":
        return name_party(str(value), label)
    if base == "form":
        return f"{say_word(str(value))} visit"
    return say_word(str(value)) if base in HYPHENATED else label(base, str(value))
