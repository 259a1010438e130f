"""A fact, as every answer shows it."""

import datetime
from typing import Annotated

from pydantic import Field, WithJsonSchema

from policyfacts.schemas.base import ResponseModel
from policyfacts.vocabulary import (
    Basis,
    Bound,
    FactKind,
    Form,
    Level,
    LinkType,
    MatchField,
    Precision,
    Role,
    Status,
    Trend,
)

# Whole numbers are written without a point. Programs read all as one type: of a union, many lose
# digits or read none.
Quantity = Annotated[int | float, WithJsonSchema({"type": "number", "format": "double"})]


class FactDate(ResponseModel):
    """When it happens.

    `stated` is false where no cited sentence gives a time: then it is the review's year.
    """

    edtf: str = Field(
        description="EDTF (ISO 8601-2): 2013, 2013-05, 2013-05-17 or 2013-07/2013-12."
    )
    start: datetime.date
    end: datetime.date
    precision: Precision
    stated: bool


class Term(ResponseModel):
    """The time for which it holds: a mandate, a programme, a period of validity."""

    edtf: str
    start: datetime.date
    end: datetime.date


class Party(ResponseModel):
    """An entity in a fact; `named` is false where the source refers to it without its name."""

    id: str
    name: str = Field(description="Its English name at the time of the fact.")
    role: Role
    named: bool


class PersonParty(Party):
    """A person in a fact, with the office held at the time."""

    office: str | None


class TopicName(ResponseModel):
    """A topic."""

    id: str
    name: str


class Figure(ResponseModel):
    """A quantity, to be read with its bound and basis.

    Never add figures of other units, bounds or scopes.
    """

    measure: str
    value: Quantity = Field(description="In the base unit: 1900000000, not 1.9 billion.")
    unit: str = Field(description="ISO 4217 code, `percent`, or what is counted.")
    bound: Bound
    basis: Basis
    period: str | None = Field(description="EDTF; null where the source gives none.")
    of: str | None = Field(description="What it is a part or share of.")


class Plover(ResponseModel):
    """Code of the PLOVER ontology, 2.0 draft."""

    type: str
    modes: list[str]
    contexts: list[str]


class Link(ResponseModel):
    """Another fact, and how this one is joined to it."""

    type: LinkType
    id: str


class Evidence(ResponseModel):
    """A sentence that says so. `quote` is null where the operator does not hold the text."""

    review: str
    locator: str = Field(description="p51s1 is sentence 1 of paragraph 51.")
    section: str
    quote: str | None


class Source(ResponseModel):
    """Whose account it is."""

    id: str
    name: str


class Match(ResponseModel):
    """A text of the fact that holds words asked for."""

    field: MatchField
    html: str = Field(
        description="The text as HTML, escaped; what hit stands in `<mark>`. Empty for a sentence, "
        "which is not shown."
    )


class Fact(ResponseModel):
    """One fact of a review.

    What the publishing government says happened, stands, is planned or holds true.
    """

    id: str
    review: str
    kind: FactKind
    type: str
    form: Form | None
    status: Status
    level: Level | None
    statement: str
    date: FactDate
    term: Term | None
    times: int | None = Field(description="How many times, for events given as a number.")
    trend: Trend | None
    countries: list[Party]
    regions: list[Party]
    organizations: list[Party]
    people: list[PersonParty]
    places: list[Party]
    instruments: list[Party]
    projects: list[Party]
    parties_complete: bool = Field(
        description="False where the source says that there were others."
    )
    topics: list[TopicName]
    figures: list[Figure]
    plover: Plover | None
    links: list[Link]
    evidence: list[Evidence]
    asserted_by: Source
    match: list[Match] | None = Field(
        default=None, description="Where `q` hit; null where no text was asked for."
    )
