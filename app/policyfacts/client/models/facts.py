"""A fact, as every answer shows it."""

import datetime
from typing import ClassVar

from policyfacts.client.columns import (
    FACT,
    CellType,
    Columns,
    attribute_of_each,
    attributes,
    nested,
    pairs,
    participants,
)
from policyfacts.client.models.answers import ItemList
from policyfacts.client.models.base import Model


class FactDate(Model):
    """When it happens; `stated` is false where it is only the review's year."""

    edtf: str
    start: datetime.date
    end: datetime.date
    precision: str
    stated: bool


class Term(Model):
    """The time for which it holds: a mandate, a programme, a period of validity."""

    edtf: str
    start: datetime.date
    end: datetime.date


class Party(Model):
    """An entity in a fact, with its English name at the time."""

    id: str
    name: str
    role: str
    named: bool


class PersonParty(Party):
    """A person in a fact, with the office held at the time."""

    office: str | None


class TopicName(Model):
    """A topic."""

    id: str
    name: str


class Figure(Model):
    """A quantity in its base unit, to be read with its bound and basis."""

    measure: str
    value: int | float
    unit: str
    bound: str
    basis: str
    period: str | None
    of: str | None


class Plover(Model):
    """Code of the PLOVER ontology."""

    type: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]


class Link(Model):
    """Another fact, and how this one is joined to it."""

    type: str
    id: str


class Evidence(Model):
    """A sentence that says so; `quote` is null where the server does not hold the text."""

    review: str
    locator: str
    section: str
    quote: str | None


class Source(Model):
    """Whose account it is."""

    id: str
    name: str


class Match(Model):
    """A text of the fact that holds words asked for, as HTML with `<mark>`."""

    field: str
    html: str


class Fact(Model):
    """One fact of a review: what the publishing government says."""

    in_columns: ClassVar[Columns | None] = FACT

    id: str
    review: str
    kind: str
    type: str
    form: str | None
    status: str
    level: str | None
    statement: str
    date: FactDate
    term: Term | None
    times: int | None
    trend: str | None
    countries: tuple[Party, ...]
    regions: tuple[Party, ...]
    organizations: tuple[Party, ...]
    people: tuple[PersonParty, ...]
    places: tuple[Party, ...]
    instruments: tuple[Party, ...]
    projects: tuple[Party, ...]
    parties_complete: bool
    topics: tuple[TopicName, ...]
    figures: tuple[Figure, ...]
    plover: Plover | None
    links: tuple[Link, ...]
    evidence: tuple[Evidence, ...]
    asserted_by: Source
    match: tuple[Match, ...] | None


class FactList(ItemList[Fact]):
    """Facts that match."""


class FigureRow(Figure):
    """A figure with its fact. Never add up rows of other units, bounds or scopes."""

    in_columns: ClassVar[Columns | None] = {
        **attributes("fact measure"),
        **attributes("value", CellType.FLOAT),
        **attributes("unit bound basis period"),
        **attributes("period_start period_end", CellType.DATE),
        **attributes("of review type status"),
        "date": nested("date", "edtf"),
        "countries": participants("countries"),
        "organizations": participants("organizations"),
        "topics": attribute_of_each("topics", "id"),
        **attributes("statement"),
        "evidence": pairs("evidence", "review", "locator"),
    }

    fact: str
    period_start: datetime.date | None
    period_end: datetime.date | None
    review: str
    type: str
    status: str
    date: FactDate
    countries: tuple[Party, ...]
    regions: tuple[Party, ...]
    organizations: tuple[Party, ...]
    topics: tuple[TopicName, ...]
    statement: str
    evidence: tuple[Evidence, ...]
    asserted_by: Source


class FigureList(ItemList[FigureRow]):
    """Figures, those of the newest facts first."""
