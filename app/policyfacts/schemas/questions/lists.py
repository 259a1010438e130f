"""Questions whose answers are lists: filters, and which page in which order."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from policyfacts.schemas.questions.filters import FactFilters
from policyfacts.schemas.questions.parameters import (
    AnyCase,
    Question,
    WholeNumber,
    split,
    values,
)
from policyfacts.vocabulary import EntityKind, Sort

MAX_LIMIT = 500


class Paging(Question):
    """Which page of a list."""

    limit: WholeNumber = Field(
        default=50,
        ge=0,
        le=MAX_LIMIT,
        description="Items on a page; 0 gives the total alone.",
        examples=[5],
    )
    cursor: str | None = Field(
        default=None,
        description="Where the page begins: "
        "taken from `page.next` of the page before, never made up.",
    )


class EntityQuestion(Paging):
    """Which entities."""

    kind: Annotated[list[AnyCase[EntityKind]], BeforeValidator(split)] = values(
        "Kind of entity.", "person"
    )


class FactQuestion(Paging, FactFilters):
    """Which facts, in which order, and which page of them."""

    sort: AnyCase[Sort] = Field(
        default=Sort.NEWEST,
        description="By end, start and id: newest first, or oldest.",
        examples=["date"],
    )
