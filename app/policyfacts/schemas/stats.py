"""Facts counted by what they have."""

from pydantic import Field

from policyfacts.schemas.base import ResponseModel
from policyfacts.schemas.envelope import FacetValue, Meta, Page
from policyfacts.vocabulary import Dimension


class GroupLinks(ResponseModel):
    """Addresses."""

    facts: str | None = Field(
        description="The facts that were counted; null where no address can ask for them."
    )


class Group(ResponseModel):
    """A combination of values, one of each dimension, with the number of facts that have it."""

    values: dict[Dimension, str]
    labels: dict[Dimension, str]
    facts: int
    links: GroupLinks


class Counted(ResponseModel):
    """How many facts were counted."""

    total: int = Field(description="Facts that match.")
    grouped: int = Field(description="Those of them that have a value in every dimension.")


class Stats(ResponseModel):
    """Groups, the largest first; a fact with several values is counted under each."""

    items: list[Group]
    counted: Counted
    page: Page
    facets: dict[str, list[FacetValue]]
    meta: Meta
