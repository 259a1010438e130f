"""Facts and figures, counted."""

from pydantic import Field

from policyfacts.schemas.answers import Count, FacetValue, Meta, Page
from policyfacts.schemas.base import Shape
from policyfacts.schemas.entities import Links
from policyfacts.vocabulary import Dimension, EntityKind


class GroupLinks(Shape):
    """Addresses."""

    facts: str | None = Field(
        description="The facts that were counted; null where no address can ask for them."
    )


class Group(Shape):
    """A combination of values, one of each dimension, with the number of facts that have it."""

    values: dict[Dimension, str]
    labels: dict[Dimension, str]
    facts: int
    links: GroupLinks


class Grouped(Shape):
    """How many facts were counted."""

    total: int = Field(description="Facts that match.")
    grouped: int = Field(description="Those of them that have a value in every dimension.")


class Stats(Shape):
    """Groups, the largest first; a fact with several values is counted under each."""

    items: list[Group]
    facts: Grouped
    page: Page
    facets: dict[str, list[FacetValue]]
    meta: Meta


class Partner(Shape):
    """An entity in the same facts, with what these are about."""

    id: str
    kind: EntityKind
    name: str
    facts: int = Field(description="Facts that have both.")
    topics: list[Count] = Field(description="What these facts are about, most facts first.")
    links: Links


class PartnerList(Shape):
    """Entities in the same facts, those with most first."""

    items: list[Partner]
    page: Page
    facets: dict[str, list[FacetValue]]
    meta: Meta
