"""Evaluating a filter on the sets of a release."""

from collections.abc import Callable
from datetime import date
from functools import reduce
from operator import and_, or_
from typing import TypeAlias

from pyroaring import BitMap

from policyfacts.search.sets.days import on_or_after, on_or_before
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
)
from policyfacts.vocabulary import DateMatch

_KINDS_OF_TIME = ("date", "term")

Search: TypeAlias = Callable[[TextMatch | HasFigure], BitMap]
"""Finds the ordinals that SQL knows: of words, and of figures."""


def match(wanted: FactFilter, sets: FactSets) -> BitMap:
    """Positions of the facts for which every condition holds, where sets answer them all."""
    return Matcher(sets, _no_search).match(wanted)


class Matcher:
    """Evaluates filters, and each condition once however often it is asked for.

    `known` is what was found before on the same sets; several matchers may share it.
    """

    def __init__(
        self, sets: FactSets, search: Search, known: dict[Condition, BitMap] | None = None
    ) -> None:
        self.sets = sets
        self._search = search
        self._known = {} if known is None else known

    def match(self, wanted: FactFilter) -> BitMap:
        """Positions of facts for which every condition holds; the smallest sets are met first."""
        required: list[BitMap] = []
        excluded: list[BitMap] = []
        for condition in wanted.conditions:
            places = excluded if isinstance(condition, NotInAny | Not) else required
            places.append(self.ordinals(condition))
        required.sort(key=len)
        found = reduce(and_, required) if required else self.sets.everything()
        return reduce(lambda left, right: left - right, excluded, found)

    def ordinals(self, condition: Condition) -> BitMap:
        """Positions that a condition names; of NoneOf and Not, those that it leaves out."""
        found = self._known.get(condition)
        if found is None:
            found = self._known[condition] = self._evaluate(condition)
        return found

    def _evaluate(self, condition: Condition) -> BitMap:
        match condition:
            case DateRange():
                return _in_time(condition, self.sets)
            case TextMatch() | HasFigure():
                return self._search(condition)
            case Or():
                return reduce(or_, (self.match(it) for it in condition.filters), BitMap())
            case Not():
                return self.match(condition.filter)
            case InAny() | NotInAny() if len(condition.keys) == 1:
                return self.sets.get(next(iter(condition.keys)))
            case _:
                return self.sets.union(iter(condition.keys))


def _no_search(condition: TextMatch | HasFigure) -> BitMap:
    raise NotImplementedError(f"{condition.parameter} is answered by a database")


def _in_time(condition: DateRange, sets: FactSets) -> BitMap:
    """A fact meets a span of days if its date does, or its term."""
    return BitMap.union(
        *(
            meeting(kind, first, last, condition.match, sets)
            for kind in _KINDS_OF_TIME
            for first, last in condition.spans
        )
    )


def meeting(kind: str, first: date, last: date, how: DateMatch, sets: FactSets) -> BitMap:
    """Positions of the facts whose span of a kind lies within these days, or overlaps them."""
    start, end = f"{kind}_start", f"{kind}_end"
    if how is DateMatch.WITHIN:
        return on_or_after(sets, start, first) & on_or_before(sets, end, last)
    return on_or_before(sets, start, last) & on_or_after(sets, end, first)
