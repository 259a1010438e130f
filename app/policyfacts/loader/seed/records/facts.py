"""The model of a fact as curators write it."""

from typing import Annotated, TypeVar

from pydantic import AfterValidator, Field

from policyfacts.loader.seed.records.base import Edtf, Record, Slug, Text, Truth
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

_Key = TypeVar("_Key", Role, LinkType)
_ORDER = {key: number for keys in (Role, LinkType) for number, key in enumerate(keys)}


def _in_order(listed: dict[_Key, tuple[str, ...]]) -> dict[_Key, tuple[str, ...]]:
    """Sort keys as the closed list has them: their order in a file carries no meaning."""
    if len(listed) < 2:
        return listed
    return {key: listed[key] for key in sorted(listed, key=_ORDER.__getitem__)}


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
    times: Annotated[int, Field(strict=True, ge=1, le=1_000_000)] | None = None
    trend: Trend | None = None
    parties: Annotated[
        dict[Role, Annotated[tuple[Text, ...], Field(min_length=1)]], AfterValidator(_in_order)
    ]
    unnamed: tuple[Text, ...] = ()
    parties_complete: Truth = True
    topics: Annotated[tuple[Text, ...], Field(min_length=1, max_length=5)]
    figures: tuple[FigureRecord, ...] = ()
    links: Annotated[dict[LinkType, tuple[Text, ...]], AfterValidator(_in_order)] = Field(
        default_factory=dict
    )
    evidence: Annotated[tuple[str, ...], Field(min_length=1)]
