"""Filters of facts: conditions, all of which must hold.

`parameter` is the one that a condition comes from; it does not count when two are compared.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias

from policyfacts.search.sets.fact_sets import SetKey
from policyfacts.search.sets.text_query import TextQuery
from policyfacts.vocabulary import DateMatch, WordMatch

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
    """The words stand in the fact's statement, names or topics, or in a sentence that it cites."""

    parameter: str = field(compare=False)
    query: TextQuery


@dataclass(frozen=True)
class HasFigure:
    """One and the same figure of the fact has all of this; no measures are any, no units too."""

    parameter: str = field(compare=False)
    measures: frozenset[str]
    units: frozenset[str]
    min_value: float
    max_value: float


# Nearly the largest number that a database keeps.
MAX_VALUE = 1.7e308
ANY_FIGURE = HasFigure("measure", frozenset(), frozenset(), -MAX_VALUE, MAX_VALUE)


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
        """Return the filter less the conditions of one parameter."""
        return FactFilter(tuple(each for each in self.conditions if each.parameter != parameter))


def in_own_texts(fact_filter: FactFilter) -> FactFilter:
    """Return the filter by which words must stand in facts' own texts, not in sentences alone."""
    return FactFilter(tuple(map(_in_own_texts, fact_filter.conditions)))


def _in_own_texts(condition: Condition) -> Condition:
    match condition:
        case TextMatch(parameter, query):
            return TextMatch(parameter, replace(query, match=WordMatch.OWN))
        case Or(parameter, filters):
            return Or(parameter, tuple(map(in_own_texts, filters)))
        case _:
            # What is excluded is read so already.
            return condition
