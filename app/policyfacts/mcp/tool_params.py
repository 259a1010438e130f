"""What each tool may be asked, as models: they are its input schema, and name its arguments.

Values themselves are read by the HTTP API, in the same words and with the same refusals.
"""

from typing import Annotated, Literal, get_args

from pydantic import Field

from policyfacts.schemas.params import FactFilters, Params, Word, values
from policyfacts.schemas.suggest import SuggestionKind
from policyfacts.vocabulary import Dimension, Sort

MOST_FACTS = 25
MOST_FIGURES = 25
MOST_GROUPS = 50
MOST_NAMES = 20
MOST_VALUES = 100
MOST_CITED = 25

Style = Literal["text", "bibtex", "ris", "csl-json"]
# What the vocabulary explains; the values of other parameters are counted.
Explained = Literal["type", "kind", "status", "level", "form", "role", "measure", "unit"]
Counted = Literal["country", "region", "organization", "topic", "year", "review", "section"]
EXPLAINED: tuple[str, ...] = get_args(Explained)
COUNTED: tuple[str, ...] = get_args(Counted)


class _Continued(Params):
    """Where a list goes on."""

    cursor: str | None = Field(
        default=None,
        description="`next_cursor` of the answer before, with the same other arguments.",
    )


class SearchQuestion(_Continued, FactFilters):
    """Which facts."""

    # A phrase of several words would teach to miss what says the same in other words.
    q: Word | None = Field(
        default=None,
        description=FactFilters.model_fields["q"].description,
        examples=["readmission"],
    )
    sort: Sort = Field(
        default=Sort.NEWEST,
        description="Newest first, oldest first (`date`), or `relevance`, which needs `q`.",
    )
    limit: Annotated[int, Field(ge=0, le=MOST_FACTS)] = Field(
        default=10, description="Facts wanted; 0 gives the total alone."
    )


class FactIdParams(Params):
    """Which fact."""

    id: str = Field(
        description="Id of a fact, from `search_facts`.",
        examples=["by-2013-visa-free-travel-turkey"],
    )


class CountFactsParams(_Continued, FactFilters):
    """Which facts to count, and by what."""

    group_by: Annotated[list[Dimension], Field(min_length=1, max_length=3)] = Field(
        description="One to three of these. A fact with several values counts under each.",
        examples=[["year", "country"]],
    )
    limit: Annotated[int, Field(ge=0, le=MOST_GROUPS)] = Field(
        default=20, description="Groups wanted, the largest first; 0 gives the totals alone."
    )


class SearchFiguresParams(_Continued, FactFilters):
    """Which figures: filters of their facts, and of the figures themselves."""

    limit: Annotated[int, Field(ge=0, le=MOST_FIGURES)] = Field(
        default=10, description="Figures wanted; 0 gives the total alone."
    )


class ResolveNameParams(Params):
    """Which name."""

    q: Word = Field(
        description="A name, acronym or code, or the beginning of one, in any language or script.",
        examples=["Turkey", "ООН", "lukash"],
    )
    kind: Annotated[list[SuggestionKind], Field()] = values("What it may be; else anything.")
    limit: Annotated[int, Field(ge=1, le=MOST_NAMES)] = Field(
        default=5, description="Candidates wanted."
    )


class ListValuesParams(_Continued):
    """Values of which parameter."""

    parameter: Explained | Counted = Field(
        description="A parameter of `search_facts`; `role` is what follows the colon of `party`."
    )
    limit: Annotated[int, Field(ge=1, le=MOST_VALUES)] = Field(
        default=50, description="Values wanted."
    )


class CitationParams(FactFilters):
    """What to cite, and how it is written."""

    id: str | None = Field(
        default=None,
        description="Id of the one fact to cite. Without it, the filters say which facts.",
        examples=["by-2013-visa-free-travel-turkey"],
    )
    format: Style = Field(default="text", description="Form of the citation.")
