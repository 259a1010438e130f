"""Questions whose answers are lists: filters, and which page in which order."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from policyfacts.schemas.params.filters import FactFilters
from policyfacts.schemas.params.types import WHOLE, AnyCase, Cursor, Params, split, values
from policyfacts.vocabulary import CountryType, Dimension, EntityKind, OrganizationType, Sort

MAX_LIMIT = 500
MAX_NODES = 300


class Limited(Params):
    """How much of a list."""

    limit: Annotated[int, Field(ge=0, le=MAX_LIMIT), WHOLE] = Field(
        default=50,
        description="Items on a page; 0 gives the total alone.",
        examples=[5],
    )


class CursorParams(Params):
    """Where a list goes on."""

    cursor: Cursor | None = Field(
        default=None,
        description="Where the page begins: "
        "taken from `page.next` of the page before, never made up.",
    )


class Paging(Limited, CursorParams):
    """Which page of a list."""


class CountryParams(Paging):
    """Which countries."""

    type: Annotated[list[AnyCase[CountryType]], BeforeValidator(split)] = values(
        "What the country is to the United Nations, by the UN's own lists.", "un-observer"
    )


class OrganizationParams(Paging):
    """Which organizations."""

    type: Annotated[list[AnyCase[OrganizationType]], BeforeValidator(split)] = values(
        "What sort of organization it is.", "bloc"
    )


class EntityParams(Paging):
    """Which entities."""

    kind: Annotated[list[AnyCase[EntityKind]], BeforeValidator(split)] = values(
        "Kind of entity.", "person"
    )


class FactParams(Limited, FactFilters):
    """Which facts, in which order, which page of them, and how they are counted."""

    sort: AnyCase[Sort] = Field(
        default=Sort.NEWEST,
        description="By end, start and id: newest first, or oldest; `relevance` needs `q`.",
        examples=["date"],
    )
    facet: Annotated[list[AnyCase[Dimension]], BeforeValidator(split)] = values(
        "Count what is found by these. A facet ignores the filter of its own name, so its counts "
        "are what the total would be with that value instead; with `limit=0` they come alone.",
        "topic",
        "year",
    )
    sample: Annotated[int, Field(ge=1, le=MAX_LIMIT), WHOLE] | None = Field(
        default=None,
        description="So many facts picked by chance out of all that match, in place of a page: "
        "`limit` is not used.",
        examples=[20],
    )
    seed: Annotated[int, Field(ge=0, le=2**31 - 1), WHOLE] | None = Field(
        default=None,
        description="Which chance: the same seed picks the same facts of a release. 0 if left out.",
        examples=[7],
    )

    def dimensions(self) -> list[Dimension]:
        """Return the facets."""
        return self.facet


class FactRowParams(Paging, FactFilters):
    """Which rows of a list made of facts: filters of the facts, and which page."""


class StatsParams(FactRowParams):
    """Which facts to count, and by what."""

    group_by: Annotated[
        list[AnyCase[Dimension]], BeforeValidator(split), Field(min_length=1, max_length=3)
    ] = Field(
        description="One to three dimensions, repeated or separated by commas. A fact with several "
        "values counts under each.",
        examples=[["year", "country"]],
    )

    def dimensions(self) -> list[Dimension]:
        """Return what is grouped by."""
        return self.group_by


class PartnerParams(FactRowParams):
    """Which facts to look for partners in, and of which kind."""

    partner_kind: Annotated[list[AnyCase[EntityKind]], BeforeValidator(split)] = values(
        "Kind of partner; every kind if left out.", "country"
    )

    def dimensions(self) -> list[Dimension]:
        """Return those of which an entity whose partners are listed may be a value."""
        return [Dimension.REGION, Dimension.ORGANIZATION]


class GraphParams(FactFilters):
    """Which facts to draw, and how much of the drawing."""

    node_kind: Annotated[list[AnyCase[EntityKind]], BeforeValidator(split)] = values(
        "Kind of entity to draw; countries and organizations if left out.", "country"
    )
    nodes: Annotated[int, Field(ge=1, le=MAX_NODES), WHOLE] = Field(
        default=100, description="Draw so many entities, those with most facts.", examples=[20]
    )
    facts_min: Annotated[int, Field(ge=1, le=10**9), WHOLE] = Field(
        default=1, description="Join those that share at least so many facts.", examples=[2]
    )
