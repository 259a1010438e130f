"""Questions with parts joined by all, any and not: the body of a search."""

from typing import Annotated, Any

from pydantic import Field, model_validator

from policyfacts.schemas.params.filters import NAME_FILTERS, FactFilters
from policyfacts.schemas.params.lists import FactParams
from policyfacts.schemas.params.types import Params, quote_names

MAX_PARTS = 20
MAX_DEPTH = 5
MAX_CLAUSES = 100
# Bodies that find facts, by name, for the documentation.
EXAMPLES: dict[str, Any] = {
    "either": {
        "summary": "State visits, and all that was done with Turkey",
        "value": {"any": [{"type": ["visit"], "form": ["state"]}, {"country": ["TR"]}]},
    },
    "but-not": {
        "summary": "Visits on which no head of state went",
        "value": {"type": ["visit"], "not": {"level": ["head-of-state"]}},
    },
    "nested": {
        "summary": "Trade or figures in Asia without China, the oldest first, five on a page",
        "value": {
            "region": ["asia"],
            "all": [
                {"any": [{"topic": ["trade"]}, {"has_figures": True}]},
                {"not": {"country": ["CN"]}},
            ],
            "sort": "date",
            "limit": 5,
        },
    },
}


class Clauses(Params):
    """Parts that are filters themselves, at most five deep and a hundred in all."""

    @model_validator(mode="before")
    @classmethod
    def quote_names(cls, members: object) -> object:
        """Keep each name of a list whole, whatever commas it has."""
        if not isinstance(members, dict):
            return members
        return {
            name: quote_names(value) if name in NAME_FILTERS and isinstance(value, list) else value
            for name, value in members.items()
        }

    all_of: Annotated[list["Clause"], Field(max_length=MAX_PARTS)] = Field(
        default_factory=list, alias="all", description="All of these must hold."
    )
    any_of: Annotated[list["Clause"], Field(max_length=MAX_PARTS)] = Field(
        default_factory=list, alias="any", description="At least one of these must hold."
    )
    not_of: "Clause | None" = Field(default=None, alias="not", description="This must not hold.")


def count_parts(clauses: Clauses) -> int:
    """Return how many parts stand in a search, at whatever depth."""
    parts = [*clauses.all_of, *clauses.any_of, *filter(None, [clauses.not_of])]
    return len(parts) + sum(map(count_parts, parts))


class Clause(Clauses, FactFilters):
    """Filters that must all hold, with parts of their own if need be."""


class SearchQuestion(Clauses, FactParams):
    """A question of `/v1/facts` as an object, whose filters may be joined by all, any and not."""
