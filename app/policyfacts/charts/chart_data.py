"""What drawings are made from."""

from dataclasses import dataclass
from datetime import date

from policyfacts.vocabulary import Basis, Bound, EntityKind


@dataclass(frozen=True, slots=True)
class DataPoint:
    """Something with a number of facts: a country, a month, a year, a topic.

    `value` is what it is known by (`CN`, `2013-05`, `2013`, `trade`), `label` what people read.
    `href` leads to its facts; `selected` where they are what is looked at.
    """

    value: str
    label: str
    count: int
    href: str | None = None
    selected: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """Facts of which no more is known than that they lie between two days, both included."""

    start: date
    end: date
    label: str
    count: int
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """An entity of the partner graph, and its number of facts; nodes of one group stand together.

    `group` is a word for people (a region, a kind), or nothing.
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

    `words` say the whole of it (`more than 500 million USD`), `period` when. `upper` is the other
    end where a range is stated, `note` tells it from others with the same label.
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
