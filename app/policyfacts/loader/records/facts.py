"""The shape of a fact as curators write it."""

from typing import Annotated

from pydantic import Field

from policyfacts.loader.records.base import (
    Edtf,
    Record,
    Slug,
    Text,
)
from policyfacts.vocabulary import (
    Basis,
    Bound,
    FactKind,
    Form,
    Level,
    LinkType,
    Role,
    Status,
    Trend,
)


class FigureRecord(Record):
    """A quantity."""

    measure: Text
    value: Annotated[float, Field(strict=True, allow_inf_nan=False, ge=-1e15, le=1e15)]
    unit: Text
    bound: Bound
    basis: Basis
    period: Edtf | None = None
    of: Text | None = None


class FactRecord(Record):
    """A fact as curators write it; docs/curation.md gives the rules."""

    id: Slug
    kind: FactKind
    type: Text
    form: Form | None = None
    status: Status
    level: Level | None = None
    statement: Annotated[Text, Field(max_length=600)]
    date: Edtf | None = None
    term: Edtf | None = None
    times: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    trend: Trend | None = None
    parties: dict[Role, Annotated[tuple[Text, ...], Field(min_length=1)]]
    unnamed: tuple[Text, ...] = ()
    parties_complete: bool = True
    topics: Annotated[tuple[Text, ...], Field(min_length=1, max_length=4)]
    figures: tuple[FigureRecord, ...] = ()
    links: dict[LinkType, tuple[Text, ...]] = Field(default_factory=dict)
    evidence: Annotated[tuple[str, ...], Field(min_length=1)]
