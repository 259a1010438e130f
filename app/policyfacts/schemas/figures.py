"""Figures as rows: one quantity each, with as much of its fact as is needed to read it."""

import datetime

from pydantic import Field

from policyfacts.schemas.envelope import ItemList
from policyfacts.schemas.facts import Evidence, FactDate, Figure, Party, Source, TopicName
from policyfacts.vocabulary import Status


class FigureRow(Figure):
    """A figure with its fact. Never add up rows of other units, bounds or scopes."""

    fact: str = Field(description="Id of the fact that it is a figure of.")
    period_start: datetime.date | None = Field(
        description="First day of `period`; null where the source gives none."
    )
    period_end: datetime.date | None
    review: str
    type: str
    status: Status
    date: FactDate = Field(description="When the fact happens.")
    countries: list[Party]
    regions: list[Party]
    organizations: list[Party]
    topics: list[TopicName]
    statement: str
    evidence: list[Evidence]
    asserted_by: Source


class FigureList(ItemList[FigureRow]):
    """Figures, those of the newest facts first."""
