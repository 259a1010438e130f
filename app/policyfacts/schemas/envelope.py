"""What surrounds the items of an answer, and what goes wrong."""

from typing import Any, Generic, TypeVar

from pydantic import Field

from policyfacts.schemas.base import ResponseModel
from policyfacts.schemas.facts import Fact

T = TypeVar("T")


class Page(ResponseModel):
    """Where in the result the items stand."""

    limit: int
    count: int = Field(description="Items on this page.")
    total: int = Field(description="Items in the whole result, exactly.")
    next: str | None = Field(description="Address of the next page; null on the last.")


class Count(ResponseModel):
    """A value with the number of facts that have it."""

    value: str
    label: str
    count: int


class FacetValue(Count):
    """A value of a facet: `count` is what the total would be with it alone."""

    selected: bool = Field(description="Whether the question asks for it.")
    toggle_url: str | None = Field(
        description="The question with this value added, or without it where it is selected; null "
        "where the question is a body."
    )


class Meta(ResponseModel):
    """About the answer as a whole."""

    release: str
    query: dict[str, Any] = Field(
        description="The question as it was understood, with ids for names."
    )
    license: str
    citation: str
    warnings: list[str]


class ItemList(ResponseModel, Generic[T]):
    """One page of a list."""

    items: list[T]
    page: Page
    facets: dict[str, list[FacetValue]]
    meta: Meta


class FactList(ItemList[Fact]):
    """Facts that match."""


class ParameterProblem(ResponseModel):
    """One thing wrong with one parameter."""

    parameter: str
    code: str
    message: str
    did_you_mean: list[str]
    allowed: list[str]


class Problem(ResponseModel):
    """What went wrong, as RFC 9457 problem details."""

    type: str = Field(description="The kind of problem, as a URN ending in `code`.")
    title: str
    status: int
    code: str = Field(description="A stable word for programs.")
    detail: str = Field(description="A sentence for people.")
    instance: str = Field(description="The path that was asked.")
    errors: list[ParameterProblem]
    request_id: str
