"""Releases and what loads did to facts, as questions and as answers."""

import datetime
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from policyfacts.schemas.base import ResponseModel
from policyfacts.schemas.envelope import ItemList
from policyfacts.schemas.params.lists import Paging
from policyfacts.schemas.params.types import AnyCase, Word, split, values
from policyfacts.vocabulary import Change


class ChangeParams(Paging):
    """Which changes."""

    since: Word | None = Field(
        default=None,
        description="Id of a release: what came after it. One that was current several times "
        "counts from the latest. Left out, everything since the first load.",
    )
    change: Annotated[list[AnyCase[Change]], BeforeValidator(split)] = values(
        "What a load did to a fact.", "added"
    )
    sort: AnyCase[Literal["date", "-date"]] | None = Field(
        default=None,
        description="`date`: the oldest first, to be applied in their order; `-date`: the newest "
        "first. Left out, `-date` in Atom and `date` elsewhere.",
        examples=["-date"],
    )
    format: AnyCase[Literal["json", "ndjson", "atom"]] | None = Field(
        default=None,
        description="Form of the answer; left out, what `Accept` prefers, else JSON. ndjson holds "
        "the whole log unless `limit` is given.",
        examples=["atom"],
    )


class ChangeCounts(ResponseModel):
    """How many facts a load added, changed and withdrew."""

    added: int
    changed: int
    withdrawn: int


class ReleaseLinks(ResponseModel):
    """Addresses."""

    changes: str = Field(description="What came after this release.")


class PastRelease(ResponseModel):
    """A state that a load brought the data to."""

    id: str
    loaded_at: datetime.datetime
    facts: int = Field(description="Facts held then.")
    changes: ChangeCounts = Field(description="What the load did, against the release before it.")
    links: ReleaseLinks


class ReleaseList(ItemList[PastRelease]):
    """Releases, the newest first; one that was current several times stands there several times."""


class ChangeLinks(ResponseModel):
    """Addresses."""

    fact: str


class FactChange(ResponseModel):
    """One entry of the log: what one load did to one fact."""

    id: str = Field(description="Of the fact.")
    change: Change
    release: str = Field(description="The release that the load made.")
    loaded_at: datetime.datetime
    replaced_by: str | None = Field(description="Of a withdrawn fact, the id of its successor.")
    reason: str | None = Field(description="Why a fact was withdrawn.")
    links: ChangeLinks


class ChangeList(ItemList[FactChange]):
    """Changes, the oldest first, so that they can be applied in their order."""
