"""Evaluating a filter on the sets of a release."""

from collections.abc import Callable
from functools import reduce
from operator import and_, or_
from typing import TypeAlias

from pyroaring import BitMap

from policyfacts.cancellation import check_cancelled
from policyfacts.search.sets.days import match_days
from policyfacts.search.sets.fact_sets import FactSets
from policyfacts.search.sets.filters import (
    Condition,
    DateRange,
    FactFilter,
    HasFigure,
    InAny,
    Not,
    NotInAny,
    Or,
    TextMatch,
    in_own_texts,
)

_KINDS_OF_TIME = ("date", "term")

Search: TypeAlias = Callable[[TextMatch | HasFigure], BitMap]
"""Returns the ordinals for which a condition holds that takes SQL: on words, and on figures."""


def match(fact_filter: FactFilter, sets: FactSets) -> BitMap:
    """Return the ordinals that match a filter for which no SQL is needed."""
    return Matcher(sets, _no_search).match(fact_filter)


class Matcher:
    """Filters evaluated on one release, each condition once however many filters have it."""

    def __init__(self, sets: FactSets, search: Search) -> None:
        self.sets = sets
        self._search = search
        self._cache: dict[Condition, BitMap] = {}

    def match(self, fact_filter: FactFilter) -> BitMap:
        """Return the ordinals for which all conditions hold; the smallest sets are met first."""
        required: list[BitMap] = []
        excluded: list[BitMap] = []
        for condition in fact_filter.conditions:
            sets = excluded if isinstance(condition, NotInAny | Not) else required
            sets.append(self.ordinals(condition))
        required.sort(key=len)
        matches = reduce(and_, required) if required else self.sets.everything()
        return reduce(lambda left, right: left - right, excluded, matches)

    def ordinals(self, condition: Condition) -> BitMap:
        """Return the ordinals that a condition names; of NotInAny and Not, those left out."""
        ordinals = self._cache.get(condition)
        if ordinals is None:
            ordinals = self._cache[condition] = self._evaluate(condition)
        return ordinals

    def _evaluate(self, condition: Condition) -> BitMap:
        match condition:
            case DateRange():
                return _in_date_range(condition, self.sets)
            case TextMatch() | HasFigure():
                return self._search(condition)
            case Or():
                check_cancelled()
                return reduce(or_, map(self.match, condition.filters), BitMap())
            case Not():
                check_cancelled()
                # As excluded words are: nobody could see why a fact is left out.
                return self.match(in_own_texts(condition.filter))
            case InAny() | NotInAny() if len(condition.keys) == 1:
                return self.sets.get(next(iter(condition.keys)))
            case _:
                return self.sets.union(iter(condition.keys))


def _no_search(condition: TextMatch | HasFigure) -> BitMap:
    raise NotImplementedError(f"{condition.parameter} is answered by a database")


def _in_date_range(condition: DateRange, sets: FactSets) -> BitMap:
    """Return the facts of which the date, or the term, meets one of the spans."""
    return BitMap.union(
        *(
            match_days(sets, kind, first, last, condition.match)
            for kind in _KINDS_OF_TIME
            for first, last in condition.spans
        )
    )
