"""What each tool takes, as a pydantic model, and JSON Schemas that are short enough for assistants.

Docstrings and descriptions of the models stand in the schemas. Values are parsed by the HTTP API.
"""

from collections.abc import Collection, Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, GetPydanticSchema
from pydantic_core.core_schema import literal_schema

from policyfacts.schemas.params.filters import COLUMN_FILTERS, FactFilters
from policyfacts.schemas.params.types import Params, Word, values
from policyfacts.schemas.suggest import SuggestionKind
from policyfacts.vocabulary import Dimension, Sort

MAX_FACTS = 25
MAX_FIGURES = 25
MAX_GROUPS = 50
MAX_NAMES = 20
MAX_VALUES = 100
MAX_CITED = 25
# Titles repeat names; what may be left out needs no default of null.
_OMITTED = ("title", "description", "default", "anyOf", "$defs", "$ref")
# Another tool's schema has them, and the API refuses what is out of bounds.
_OMITTED_IN_SHORT = (
    *("description", "examples", "default", "maxItems"),
    *("maxLength", "pattern", "minimum", "maximum"),
)
# For arguments that a model gets wrong without a word.
_SHORT_DESCRIPTIONS = {
    "country": "Ids, codes or exact names. All filters are explained in search_facts.",
    "party": "An id, with a role if wanted: BY:host.",
    "date_from": "2013-01-15, 2013-01 or 2013.",
    "date_to": "2013-01-15, 2013-01 or 2013.",
    "region_match": "Left out, facts that name the region or have a country of it.",
    "q": "Words that stand in a fact; prefer topic, type and country.",
}
_NULL = {"type": "null"}
_REPLACEMENTS = {
    " One or more, repeated or separated by commas.": "",
    "`/v1/vocabulary` lists them.": "`list_values` lists them.",
}

Style = Literal["text", "bibtex", "ris", "csl-json"]
# The vocabulary lists values of these, the statistics those of the others.
VOCABULARY_PARAMETERS = ("type", *COLUMN_FILTERS, "role", "measure", "unit")
STATS_PARAMETERS = tuple(each.value for each in Dimension if each not in VOCABULARY_PARAMETERS)


def _one_of(names: Sequence[str]) -> GetPydanticSchema:
    """Return the schema of a `Literal` of these names."""
    return GetPydanticSchema(lambda *_: literal_schema([*names]))


VocabularyParameter = Annotated[str, _one_of(VOCABULARY_PARAMETERS)]
StatsParameter = Annotated[str, _one_of(STATS_PARAMETERS)]


class _CursorParams(Params):
    """Where a list goes on."""

    cursor: str | None = Field(
        default=None,
        description="`next_cursor` of the answer before, with the same other arguments.",
    )


class SearchFactsParams(_CursorParams, FactFilters):
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
    limit: Annotated[int, Field(ge=0, le=MAX_FACTS)] = Field(
        default=10, description="Facts wanted; 0 gives the total alone."
    )


class FactIdParams(Params):
    """Which fact."""

    id: str = Field(
        description="Id of a fact, from `search_facts`.",
        examples=["by-2013-visa-free-travel-turkey"],
    )


class CountFactsParams(_CursorParams, FactFilters):
    """Which facts to count, and by what."""

    group_by: Annotated[list[Dimension], Field(min_length=1, max_length=3)] = Field(
        description="One to three of these. A fact with several values counts under each.",
        examples=[["year", "country"]],
    )
    limit: Annotated[int, Field(ge=0, le=MAX_GROUPS)] = Field(
        default=20, description="Groups wanted, the largest first; 0 gives the totals alone."
    )


class SearchFiguresParams(_CursorParams, FactFilters):
    """Which figures: filters of their facts, and of the figures themselves."""

    limit: Annotated[int, Field(ge=0, le=MAX_FIGURES)] = Field(
        default=10, description="Figures wanted; 0 gives the total alone."
    )


class ResolveNameParams(Params):
    """Which name."""

    q: Word = Field(
        description="A name, acronym or code, or the beginning of one, in any language or script.",
        examples=["Turkey", "ООН", "lukash"],
    )
    kind: Annotated[list[SuggestionKind], Field()] = values("What it may be; else anything.")
    limit: Annotated[int, Field(ge=1, le=MAX_NAMES)] = Field(
        default=5, description="Candidates wanted."
    )


class ListValuesParams(_CursorParams):
    """Values of which parameter."""

    parameter: VocabularyParameter | StatsParameter = Field(
        description="A parameter of `search_facts`; `role` is what follows the colon of `party`."
    )
    limit: Annotated[int, Field(ge=1, le=MAX_VALUES)] = Field(
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


def input_schema(params_model: type[BaseModel], short: Collection[str] = ()) -> dict[str, Any]:
    """Return the JSON Schema of a tool's arguments, which allows no others.

    Those in `short` are explained by another tool, so they have type and allowed values alone:
    assistants read all schemas at the start of each conversation.
    """
    schema = _simplify(params_model.model_json_schema(), optional_is_null=False)
    for name in schema["properties"].keys() & short:
        schema["properties"][name] = _shorten(name, schema["properties"][name])
    return schema


def output_schema(result_model: type[BaseModel]) -> dict[str, Any]:
    """Return the JSON Schema of a tool's structured content."""
    return _simplify(result_model.model_json_schema(mode="serialization"), optional_is_null=True)


def _shorten(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """Return type and allowed values of an argument, with a line where it is easily misread."""
    short = _without(schema, _OMITTED_IN_SHORT)
    if "items" in short:
        short["items"] = _without(short["items"], _OMITTED_IN_SHORT)
    description = _SHORT_DESCRIPTIONS.get(name)
    return short | ({"description": description} if description else {})


def _without(schema: dict[str, Any], keywords: Collection[str]) -> dict[str, Any]:
    return {keyword: value for keyword, value in schema.items() if keyword not in keywords}


def _simplify(document: dict[str, Any], *, optional_is_null: bool) -> dict[str, Any]:
    definitions = document.get("$defs", {})

    def resolve(schema: dict[str, Any]) -> dict[str, Any]:
        """Return the schema with its references replaced by what they refer to."""
        if "$ref" in schema:
            schema = {**definitions[schema["$ref"].rpartition("/")[2]], **schema}
        result = _without(schema, _OMITTED)
        alternatives = schema.get("anyOf", ())
        choices = [resolve(each) for each in alternatives if optional_is_null or each != _NULL]
        result |= choices[0] if len(choices) == 1 else {"anyOf": choices} if choices else {}
        if "items" in schema:
            result["items"] = resolve(schema["items"])
        if "properties" in schema:
            result["properties"] = {
                name: resolve(each) for name, each in schema["properties"].items()
            }
        return result | _annotations(schema)

    return resolve(document)


def _annotations(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the default, unless it is null, and the description in the words of tools."""
    annotations = {}
    if schema.get("default") is not None:
        annotations["default"] = schema["default"]
    if "description" in schema:
        annotations["description"] = schema["description"]
        for phrase, replacement in _REPLACEMENTS.items():
            annotations["description"] = annotations["description"].replace(phrase, replacement)
    return annotations
