"""Entities, topics and years: the ways in, as lists and as profiles."""

import datetime

from pydantic import Field

from policyfacts.schemas.base import ResponseModel
from policyfacts.schemas.envelope import Count, ItemList, Meta
from policyfacts.vocabulary import EntityKind, NameKind


class Named(ResponseModel):
    """An id with its name."""

    id: str
    name: str


class Codes(ResponseModel):
    """Codes of an entity; null where the field has none."""

    alpha2: str | None = Field(description="ISO 3166-1 alpha-2; XK is user-assigned.")
    alpha3: str | None = Field(description="ISO 3166-1 alpha-3.")
    m49: str | None = Field(description="UN M49, three digits.")
    acronym: str | None
    cow: str | None = Field(description="Correlates of War, number of the state.")
    cowc: str | None = Field(description="Correlates of War, letters of the state.")
    gw: str | None = Field(description="Gleditsch and Ward, number of the state.")
    wikidata: str | None = Field(description="Wikidata item.")
    fips: str | None = Field(description="FIPS 10-4.")


class Links(ResponseModel):
    """Addresses."""

    self: str
    facts: str


class Entity(ResponseModel):
    """An entity, with the number of facts that its own filter finds."""

    id: str
    kind: EntityKind
    name: str
    type: str | None = Field(
        description="What sort of country, organization or instrument; of a country, what it is to "
        "the UN: `un-member`, `un-observer` or `other`."
    )
    codes: Codes
    parent: Named | None = Field(description="The region or organization directly above.")
    country: Named | None = Field(description="The state of a national body; where a place lies.")
    facts: int
    links: Links


class EntityList(ItemList[Entity]):
    """Entities, those with most facts first."""


class EntityName(ResponseModel):
    """A name; `since` and `until` (both included) where it changed."""

    name: str
    language: str = Field(description="ISO 639-1, or `und` where not recorded.")
    kind: NameKind
    since: datetime.date | None
    until: datetime.date | None


class Membership(ResponseModel):
    """A membership; null where the data knows no limit."""

    id: str
    name: str
    since: datetime.date | None
    until: datetime.date | None


class Office(ResponseModel):
    """An office held."""

    title: str
    of: Named
    since: datetime.date | None
    until: datetime.date | None


class Counts(ResponseModel):
    """Facts by value; a fact with several values counts under each, so sums exceed totals."""

    years: list[Count]
    topics: list[Count]
    types: list[Count]
    partners: list[Count] = Field(description="Countries in the same facts.")


class EntityProfile(Entity):
    """An entity with all that is known of it."""

    scheme: str | None = Field(
        description="Who publishes a region: `m49` or the name of a grouping."
    )
    names: list[EntityName]
    memberships: list[Membership] = Field(description="Organizations and groupings of a country.")
    members: list[Membership] = Field(description="Countries of an organization or region.")
    parts: list[Named] = Field(description="Bodies of an organization, regions of a region.")
    offices: list[Office]
    counts: Counts
    meta: Meta


class Topic(ResponseModel):
    """A topic; its facts are those of its narrower topics too."""

    id: str
    name: str
    aliases: list[str] = Field(description="Other names that `topic` takes.")
    description: str
    parent: Named | None
    facts: int
    links: Links


class TopicList(ItemList[Topic]):
    """Topics, in the order of the tree."""


class TopicProfile(Topic):
    """A topic with its narrower ones and counts."""

    narrower: list[Named]
    counts: Counts
    meta: Meta


class Year(ResponseModel):
    """A year, with the number of facts that overlap it."""

    year: int
    facts: int
    links: Links


class YearList(ItemList[Year]):
    """Years that facts touch, the latest first."""


class YearProfile(Year):
    """A year with counts."""

    counts: Counts
    meta: Meta
