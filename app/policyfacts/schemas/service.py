"""The service itself: what it holds, its vocabulary, its reviews, its health."""

import datetime
from typing import Literal

from pydantic import Field

from policyfacts.schemas.base import ResponseModel
from policyfacts.schemas.entities import Links, Named
from policyfacts.schemas.envelope import ItemList, Meta
from policyfacts.vocabulary import EntityKind, FactKind


class Release(ResponseModel):
    """What is loaded; equal data has an equal id wherever it is loaded."""

    id: str
    loaded_at: datetime.datetime


class Holdings(ResponseModel):
    """How much is held."""

    facts: int
    reviews: int
    topics: int
    entities: dict[EntityKind, int]


class Overview(ResponseModel):
    """The entrance: what is held, under which terms, and where to go."""

    title: str
    description: str
    release: Release
    license: str
    license_url: str
    contact: str
    citation: str
    counts: Holdings
    links: dict[str, str]


class Section(ResponseModel):
    """A section of a review."""

    id: str
    title: str
    sentences: int
    cited: int = Field(description="Sentences that at least one fact cites.")
    facts: int
    links: dict[str, str]


class Coverage(ResponseModel):
    """How much of the review is in the facts."""

    sentences: int
    cited: int
    context: int
    text_held: bool = Field(description="Whether this server has the text, and so quotes it.")


class Review(ResponseModel):
    """A government's account of its foreign policy in one year."""

    id: str
    title: str
    country: Named
    publisher: Named
    year: int
    url: str
    language: str
    sha256: str = Field(description="Of the text whose sentences are numbered.")
    coverage: Coverage
    facts: int
    links: Links


class ReviewList(ItemList[Review]):
    """Reviews, the newest first."""


class ReviewProfile(Review):
    """A review with its sections."""

    sections: list[Section]
    context: list[str] = Field(description="Locators of sentences that carry no fact.")
    meta: Meta


class ListedValue(ResponseModel):
    """A word of a closed list."""

    value: str
    description: str


class FactType(ResponseModel):
    """A type of facts."""

    id: str
    kind: FactKind
    name: str
    aliases: list[str] = Field(description="Other names that `type` takes.")
    description: str
    facts: int


class Measure(ResponseModel):
    """A measure of figures, and the units that it may carry."""

    id: str
    name: str
    aliases: list[str] = Field(description="Other names that `measure` takes.")
    description: str
    units: list[str]


class Vocabulary(ResponseModel):
    """Every closed list, with descriptions."""

    types: list[FactType]
    measures: list[Measure]
    kinds: list[ListedValue]
    statuses: list[ListedValue]
    forms: list[ListedValue]
    levels: list[ListedValue]
    roles: list[ListedValue]
    bounds: list[ListedValue]
    bases: list[ListedValue]
    precisions: list[ListedValue]
    trends: list[ListedValue]
    link_types: list[ListedValue]
    entity_kinds: list[ListedValue]
    organization_types: list[ListedValue]
    instrument_types: list[ListedValue]
    meta: Meta


class Alive(ResponseModel):
    """The process answers."""

    status: Literal["alive"]


class Ready(ResponseModel):
    """The database answers and holds a release."""

    status: Literal["ready"]
    release: str
    version: str = Field(description="Of the program.")
