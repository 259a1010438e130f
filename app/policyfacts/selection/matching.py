"""Evaluating a filter on the sets of a release."""

from collections.abc import Callable
from functools import reduce
from operator import and_

from pyroaring import BitMap

from policyfacts.selection.filters import AnyOf, Condition, FactFilter, InTime, NoneOf
from policyfacts.selection.sets import FactSets
from policyfacts.vocabulary import DateMatch

_KINDS_OF_TIME = ("date", "term")


def match(wanted: FactFilter, sets: FactSets) -> BitMap:
    """Positions of the facts for which every condition holds; the smallest sets are met first."""
    required: list[BitMap] = []
    excluded: list[BitMap] = []
    for condition in wanted.conditions:
        (excluded if isinstance(condition, NoneOf) else required).append(_match(condition, sets))
    required.sort(key=len)
    found = reduce(and_, required) if required else sets.everything()
    return reduce(lambda left, right: left - right, excluded, found)


def _match(condition: Condition, sets: FactSets) -> BitMap:
    if isinstance(condition, InTime):
        return _in_time(condition, sets)
    if isinstance(condition, AnyOf) and len(condition.keys) == 1:
        return sets.get(next(iter(condition.keys)))
    return sets.union(iter(condition.keys))


def _in_time(condition: InTime, sets: FactSets) -> BitMap:
    """A fact meets a span of days if its date does, or its term."""
    return BitMap.union(
        *(
            _meeting(kind, first.isoformat(), last.isoformat(), condition.match, sets)
            for kind in _KINDS_OF_TIME
            for first, last in condition.spans
        )
    )


def _meeting(kind: str, first: str, last: str, how: DateMatch, sets: FactSets) -> BitMap:
    # ISO dates of four-digit years order as text.
    if how is DateMatch.WITHIN:
        starts = _days(sets, f"{kind}_start", lambda day: day >= first)
        ends = _days(sets, f"{kind}_end", lambda day: day <= last)
    else:
        starts = _days(sets, f"{kind}_start", lambda day: day <= last)
        ends = _days(sets, f"{kind}_end", lambda day: day >= first)
    return starts & ends


def _days(sets: FactSets, dimension: str, fits: Callable[[str], bool]) -> BitMap:
    return sets.union((dimension, day) for day in sets.values(dimension) if fits(day))
