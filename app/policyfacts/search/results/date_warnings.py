"""Warnings of how many more facts would match if they need only overlap the dates asked for."""

from dataclasses import replace

from policyfacts.search.parse.parser import YEAR_WITHIN
from policyfacts.search.sets.filters import Condition, DateRange, FactFilter, InAny
from policyfacts.search.sets.matcher import Matcher
from policyfacts.vocabulary import DateMatch, Dimension


def date_warnings(matcher: Matcher, fact_filter: FactFilter, total: int) -> list[str]:
    """Return a warning where more facts overlap the dates of a filter than lie within them."""
    if not any(map(_is_narrow, fact_filter.conditions)):
        return []
    wider = FactFilter(tuple(map(_overlapping, fact_filter.conditions)))
    more = len(matcher.match(wider)) - total
    return [overlap_warning("fact", more)] if more else []


def overlap_warning(noun: str, more: int) -> str:
    """Say that so many more facts, or figures, overlap the dates."""
    items = f"1 more {noun} overlaps" if more == 1 else f"{more} more {noun}s overlap"
    return (
        f"{items} these dates without lying within them: add date_match=overlaps to see them too."
    )


def _is_narrow(condition: Condition) -> bool:
    """Return True where facts must lie within dates: to overlap them is not enough."""
    match condition:
        case DateRange():
            return condition.match is DateMatch.WITHIN
        case InAny(parameter, keys) if parameter == Dimension.YEAR:
            return any(dimension == YEAR_WITHIN for dimension, _ in keys)
        case _:
            return False


def _overlapping(condition: Condition) -> Condition:
    """Return the same condition, with dates that the fact need only overlap."""
    match condition:
        case DateRange():
            return replace(condition, match=DateMatch.OVERLAPS)
        case InAny(parameter, keys) if parameter == Dimension.YEAR:
            return InAny(parameter, frozenset((Dimension.YEAR.value, year) for _, year in keys))
        case _:
            return condition
