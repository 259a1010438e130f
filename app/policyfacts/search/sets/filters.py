"""A question in terms of sets: conditions, all of which must hold.

`parameter` says what asked for a condition; two that ask for the same are equal.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from policyfacts.search.sets.fact_sets import SetKey
from policyfacts.search.sets.text_query import TextQuery
from policyfacts.vocabulary import DateMatch

Span: TypeAlias = tuple[date, date]


@dataclass(frozen=True)
class InAny:
    """The fact is in at least one of the sets."""

    parameter: str = field(compare=False)
    keys: frozenset[SetKey]


@dataclass(frozen=True)
class NotInAny:
    """The fact is in none of the sets."""

    parameter: str = field(compare=False)
    keys: frozenset[SetKey]


@dataclass(frozen=True)
class DateRange:
    """The fact's date, or its term, meets one of the spans, each from a first day to a last."""

    parameter: str = field(compare=False)
    spans: tuple[Span, ...]
    match: DateMatch


@dataclass(frozen=True)
class TextMatch:
    """The words stand in the fact's statement, names or topics."""

    parameter: str = field(compare=False)
    query: TextQuery


@dataclass(frozen=True)
class HasFigure:
    """One and the same figure of the fact has all of this; an empty set of words is any word."""

    parameter: str = field(compare=False)
    measures: frozenset[str]
    units: frozenset[str]
    least: float
    most: float


# Nearly the largest number that a database keeps.
LARGEST = 1.7e308
ANY_FIGURE = HasFigure("measure", frozenset(), frozenset(), -LARGEST, LARGEST)


@dataclass(frozen=True)
class Or:
    """At least one of the filters holds."""

    parameter: str = field(compare=False)
    filters: tuple["FactFilter", ...]


@dataclass(frozen=True)
class Not:
    """The filter does not hold."""

    parameter: str = field(compare=False)
    filter: "FactFilter"


Condition: TypeAlias = InAny | NotInAny | DateRange | TextMatch | HasFigure | Or | Not


@dataclass(frozen=True)
class FactFilter:
    """All conditions must hold; none is every fact."""

    conditions: tuple[Condition, ...] = ()

    def without(self, parameter: str) -> "FactFilter":
        """The filter less what one parameter asks for."""
        return FactFilter(tuple(it for it in self.conditions if it.parameter != parameter))
