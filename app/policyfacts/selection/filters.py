"""A question in terms of sets: conditions, all of which must hold."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from policyfacts.selection.sets import SetKey
from policyfacts.vocabulary import DateMatch


@dataclass(frozen=True)
class AnyOf:
    """The fact is in at least one of the sets."""

    parameter: str
    keys: frozenset[SetKey]


@dataclass(frozen=True)
class NoneOf:
    """The fact is in none of the sets."""

    parameter: str
    keys: frozenset[SetKey]


@dataclass(frozen=True)
class InTime:
    """The fact's date, or its term, meets one of the spans, each from a first day to a last."""

    parameter: str
    spans: tuple[tuple[date, date], ...]
    match: DateMatch


Condition: TypeAlias = AnyOf | NoneOf | InTime


@dataclass(frozen=True)
class FactFilter:
    """All conditions must hold; none is every fact."""

    conditions: tuple[Condition, ...] = ()
