"""Who appears in the same facts."""

from pydantic import Field

from policyfacts.schemas.base import ResponseModel
from policyfacts.schemas.entities import Links
from policyfacts.schemas.envelope import Count, ItemList
from policyfacts.vocabulary import EntityKind


class Partner(ResponseModel):
    """An entity in the same facts, with what these are about."""

    id: str
    kind: EntityKind
    name: str
    facts: int = Field(description="Facts that have both.")
    topics: list[Count] = Field(description="What these facts are about, most facts first.")
    links: Links


class PartnerList(ItemList[Partner]):
    """Entities in the same facts, those with most first."""
