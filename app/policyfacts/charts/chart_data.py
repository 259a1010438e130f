"""The data of charts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from policyfacts.vocabulary import Basis, Bound, EntityKind


@dataclass(frozen=True, slots=True)
class DataPoint:
    """A country, month, year or topic with its number of facts.

    `value` is its id (`CN`, `2013-05`, `2013`, `trade`), `label` its name for people. `href` leads
    to its facts; `selected` says that the page is about them.
    """

    value: str
    label: str
    count: int
    href: str | None = None
    selected: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """Facts dated no more exactly than between two days, both included."""

    start: date
    end: date
    label: str
    count: int
    href: str | None = None


Points = Sequence[DataPoint]
Spans = Sequence[Span]


@dataclass(frozen=True, slots=True)
class Node:
    """An entity of the partner graph, and its number of facts; nodes of one group stand together.

    `group` is a name for people (a region, a kind), or empty.
    """

    value: str
    label: str
    count: int
    kind: EntityKind = EntityKind.COUNTRY
    group: str = ""
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """Two nodes, by value, that share facts."""

    source: str
    target: str
    count: int


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure: what it measures, how much, and how the value is to be read.

    `words` are the whole figure (`more than 500 million USD`), `period` when. `upper` is the other
    end of a stated range, `note` tells it from others with the same label.
    """

    label: str
    value: float
    unit: str
    words: str
    bound: Bound = Bound.EXACT
    basis: Basis = Basis.ACTUAL
    upper: float | None = None
    period: str = ""
    note: str = ""
    href: str | None = None
