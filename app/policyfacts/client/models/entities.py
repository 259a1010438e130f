"""Entities, topics, years and partners: the ways in, as lists and as profiles."""

import datetime
from typing import ClassVar

from policyfacts.client.columns import CellType, Columns, attribute_of_each, attributes, nested
from policyfacts.client.models.answers import Count, ItemList, Meta
from policyfacts.client.models.base import Model


class Named(Model):
    """An id with its name."""

    id: str
    name: str


class Codes(Model):
    """Codes of an entity; null where the field has none.

    They are those of ISO 3166-1 and UN M49, initials, the number and letters of the Correlates of
    War project, the number of Gleditsch and Ward, the item of Wikidata, and that of FIPS 10-4.
    """

    alpha2: str | None
    alpha3: str | None
    m49: str | None
    acronym: str | None
    cow: str | None
    cowc: str | None
    gw: str | None
    wikidata: str | None
    fips: str | None


class Links(Model):
    """Addresses."""

    self: str
    facts: str


class Entity(Model):
    """An entity, with the number of facts that its own filter finds."""

    in_columns: ClassVar[Columns | None] = {
        **attributes("id kind name type"),
        **{name: nested("codes", name) for name in ("alpha2", "alpha3", "m49", "acronym")},
        "parent": nested("parent", "id"),
        "country": nested("country", "id"),
        **attributes("facts", CellType.INTEGER),
        **{name: nested("codes", name) for name in ("cow", "cowc", "gw", "wikidata", "fips")},
    }

    id: str
    kind: str
    name: str
    type: str | None
    codes: Codes
    parent: Named | None
    country: Named | None
    facts: int
    links: Links


class EntityList(ItemList[Entity]):
    """Entities, those with most facts first."""


class EntityName(Model):
    """A name; `since` and `until` (both included) where it changed."""

    name: str
    language: str
    kind: str
    since: datetime.date | None
    until: datetime.date | None


class Membership(Model):
    """A membership; null where the data knows no limit."""

    id: str
    name: str
    since: datetime.date | None
    until: datetime.date | None


class Office(Model):
    """An office held."""

    title: str
    of: Named
    since: datetime.date | None
    until: datetime.date | None


class Counts(Model):
    """Facts by value; a fact with several values counts under each, so sums exceed totals."""

    years: tuple[Count, ...]
    topics: tuple[Count, ...]
    types: tuple[Count, ...]
    partners: tuple[Count, ...]


class EntityProfile(Entity):
    """An entity with all that is known of it."""

    scheme: str | None
    names: tuple[EntityName, ...]
    memberships: tuple[Membership, ...]
    members: tuple[Membership, ...]
    parts: tuple[Named, ...]
    offices: tuple[Office, ...]
    counts: Counts
    meta: Meta


class Topic(Model):
    """A topic; its facts are those of its narrower topics too."""

    id: str
    name: str
    aliases: tuple[str, ...]
    description: str
    parent: Named | None
    facts: int
    links: Links


class TopicList(ItemList[Topic]):
    """Topics, in the order of the tree."""


class TopicProfile(Topic):
    """A topic with its narrower ones and counts."""

    narrower: tuple[Named, ...]
    counts: Counts
    meta: Meta


class Year(Model):
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


class Partner(Model):
    """An entity in the same facts, with what these are about."""

    in_columns: ClassVar[Columns | None] = {
        **attributes("id kind name"),
        **attributes("facts", CellType.INTEGER),
        "topics": attribute_of_each("topics", "value"),
    }

    id: str
    kind: str
    name: str
    facts: int
    topics: tuple[Count, ...]
    links: Links


class PartnerList(ItemList[Partner]):
    """Entities in the same facts, those with most first."""


class Suggestion(Model):
    """Something that can be asked for by its id; `codes` is null for topics and types."""

    id: str
    kind: str
    name: str
    codes: Codes | None
    matched: str
    match: str
    facts: int
    links: Links


class SuggestionList(ItemList[Suggestion]):
    """Suggestions, the best first."""
