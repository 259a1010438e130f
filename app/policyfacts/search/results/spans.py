"""Spans of days: what the other reading of dates would add to an answer."""

from dataclasses import replace

from policyfacts.search.parse.match_modes import YEAR_WITHIN
from policyfacts.search.sets.filters import Condition, DateRange, FactFilter, InAny
from policyfacts.search.sets.matcher import Matcher
from policyfacts.vocabulary import DateMatch, Dimension


def date_warnings(matcher: Matcher, wanted: FactFilter, total: int) -> list[str]:
    """A warning where more facts overlap the dates asked for than lie within them."""
    if not any(map(_is_narrow, wanted.conditions)):
        return []
    wider = FactFilter(tuple(map(_overlapping, wanted.conditions)))
    more = len(matcher.match(wider)) - total
    return [overlap_warning("fact", more)] if more else []


def _is_narrow(condition: Condition) -> bool:
    """Whether facts must lie within dates: to overlap them is not enough."""
    match condition:
        case DateRange():
            return condition.match is DateMatch.WITHIN
        case InAny(parameter, keys) if parameter == Dimension.YEAR:
            return any(dimension == YEAR_WITHIN for dimension, _ in keys)
        case _:
            return False


def _overlapping(condition: Condition) -> Condition:
    """The same condition on dates, which the fact need only overlap."""
    match condition:
        case DateRange():
            return replace(condition, match=DateMatch.OVERLAPS)
        case InAny(parameter, keys) if parameter == Dimension.YEAR:
            return InAny(parameter, frozenset((Dimension.YEAR.value, year) for _, year in keys))
        case _:
            return condition


def overlap_warning(what: str, more: int) -> str:
    """That so many more overlap the dates."""
    things = f"1 more {what} overlaps" if more == 1 else f"{more} more {what}s overlap"
    return (
        f"{things} these dates without lying within them: add date_match=overlaps to see them too."
    )
