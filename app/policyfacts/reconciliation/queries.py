"""Queries of both versions of the protocol, and the one form into which both are parsed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Any, Literal

from fastapi import HTTPException
from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    TypeAdapter,
    model_validator,
)

from policyfacts.reconciliation.bodies import BodyModel
from policyfacts.sent_text import read_sent

MAX_QUERIES = 50
MAX_ROWS = 1000
DEFAULT_LIMIT = 10
_MAX_VALUES = 20
# Each is compared with all names of the registry.
_MAX_NAMES = 5
# A longer text names nothing, but the other rows of its table are answered.
MAX_NAME_LENGTH = 2000


def read_text(text: str) -> str:
    """Return a text in its plain form; ValueError where it has characters that no name has."""
    try:
        return read_sent(text)
    except ValueError as error:
        raise ValueError(f"it {error}") from None


def _check_key(text: str) -> str:
    """Return a text that stands in the response as it is; ValueError as for other texts."""
    read_text(text)
    return text


def _check_number(value: object) -> object:
    """Return the value; ValueError for True, which is no number. 5.0 is one in the protocol."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("it must be a whole number")
    return value


def _as_text(value: object) -> object:
    """Return the id of an entity, a number or boolean as text, and other values unchanged."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, int | float):
        return str(value)
    return value.get("id") if isinstance(value, dict) else value


def _as_list(value: object) -> object:
    return value if isinstance(value, list) else [value]


Cell = Annotated[str, Field(strict=True), AfterValidator(read_text)]
Text = Annotated[Cell, Field(max_length=MAX_NAME_LENGTH)]
# Rows and queries are found again by what was sent.
Key = Annotated[str, Field(strict=True, max_length=MAX_NAME_LENGTH), AfterValidator(_check_key)]
Value = Annotated[Cell, BeforeValidator(_as_text)]
Values = Annotated[list[Value], Field(max_length=_MAX_VALUES), BeforeValidator(_as_list)]
Limit = Annotated[int, Field(ge=1, le=100), BeforeValidator(_check_number)]
Strictness = Literal["any", "should", "all"]
Quantifier = Literal["any", "all", "none"]


class PropertyValues(BodyModel):
    """A property of a query of 0.2, with its values."""

    pid: Text
    v: Values


class QueryBody(BodyModel):
    """A query of 0.2."""

    query: Cell | None = None
    type: Annotated[list[Text], Field(max_length=20), BeforeValidator(_as_list)] = Field(
        default_factory=list
    )
    type_strict: Strictness = "any"
    limit: Limit = DEFAULT_LIMIT
    properties: Annotated[list[PropertyValues], Field(max_length=20)] = Field(default_factory=list)

    @model_validator(mode="after")
    def _check_not_empty(self) -> "QueryBody":
        if self.query is None and not self.properties:
            raise ValueError("it needs a 'query' or at least one of 'properties'")
        return self


class LanguageFields(BodyModel):
    """Language of a query, which is ignored: names are compared in every language."""

    lang: Text | None = None
    dir: Literal["ltr", "rtl", "auto"] | None = None


class DraftCondition(LanguageFields):
    """A condition of 1.0-draft."""

    match_type: Literal["name", "id", "property"] = Field(alias="matchType")
    property_id: Text | None = Field(default=None, alias="propertyId")
    property_value: Values = Field(alias="propertyValue")
    required: Annotated[bool, Field(strict=True)] = False
    match_quantifier: Quantifier = Field(default="any", alias="matchQuantifier")

    @model_validator(mode="after")
    def _check_match_type(self) -> "DraftCondition":
        if (self.match_type == "property") is (self.property_id is None):
            raise ValueError("'propertyId' goes with matchType 'property', and with no other")
        if self.match_type == "name" and len(self.property_value) > _MAX_NAMES:
            raise ValueError(f"it may name at most {_MAX_NAMES} names")
        return self


class DraftQueryBody(LanguageFields):
    """A query of 1.0-draft."""

    conditions: Annotated[list[DraftCondition], Field(min_length=1, max_length=20)]
    type: Text | None = None
    limit: Limit = DEFAULT_LIMIT


class DraftBatch(BodyModel):
    """Queries of 1.0-draft, which are answered in their order."""

    queries: list[DraftQueryBody]


class ExtensionProperty(BodyModel):
    """A property to extend rows by."""

    id: Text
    settings: dict[str, Any] = Field(default_factory=dict)


class ExtensionQuery(BodyModel):
    """Ids of rows and the properties to extend them by, in both versions."""

    ids: list[Key]
    properties: Annotated[list[ExtensionProperty], Field(max_length=50)]


QUERIES = TypeAdapter(dict[Key, QueryBody])
DRAFT_QUERIES = TypeAdapter(DraftBatch)
EXTENSION = TypeAdapter(ExtensionQuery)


@dataclass(frozen=True)
class Evidence:
    """Values of a property in a query, and the path of the property in the body.

    Blank values are left out: an empty cell says that nothing is known.
    """

    path: str
    property: str
    values: tuple[str, ...]
    is_required: bool = False
    quantifier: Quantifier = "any"


@dataclass(frozen=True)
class ReconciliationQuery:
    """A parsed query of either version, and its path in the body.

    Empty types are left out: clients send one for all types.
    """

    path: str
    names: Sequence[str]
    evidence: Sequence[Evidence]
    types: Sequence[str]
    strictness: Strictness
    limit: int


def parse_query(key: str, body: QueryBody) -> ReconciliationQuery:
    """Return a query of 0.2 parsed."""
    evidence = [
        Evidence(f"{key}.properties[{index}].pid", entry.pid, _non_blank(entry.v))
        for index, entry in enumerate(body.properties)
    ]
    names = [] if body.query is None else [body.query]
    types = _non_blank(body.type)
    return ReconciliationQuery(key, names, evidence, types, body.type_strict, body.limit)


def parse_draft_query(index: int, body: DraftQueryBody) -> ReconciliationQuery:
    """Return a query of 1.0-draft parsed; its name is its first condition on names with `any`."""
    path = f"queries[{index}]"
    names: Sequence[str] = ()
    evidence = []
    for number, condition in enumerate(body.conditions):
        quantifier, values = condition.match_quantifier, condition.property_value
        is_name = condition.match_type == "name" and quantifier == "any" and not names
        if is_name:
            names = values
        if not is_name or condition.required:
            property_path = f"{path}.conditions[{number}].propertyId"
            property_ = condition.property_id or condition.match_type
            is_required = condition.required
            evidence.append(
                Evidence(property_path, property_, _non_blank(values), is_required, quantifier)
            )
    types = _non_blank([] if body.type is None else [body.type])
    return ReconciliationQuery(path, names, evidence, types, "any", body.limit)


def _non_blank(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(cell for cell in cells if cell.strip())


def limit_batch(max_items: int, noun: str, member: str | None = None) -> Callable[[Any], None]:
    """Return a check that refuses a batch of more items with 413, before it is validated.

    `member` names the batch in the body; without it, the batch is the whole body.
    """

    def check(value: Any) -> None:
        batch = value.get(member) if member and isinstance(value, dict) else value
        if isinstance(batch, list | dict) and len(batch) > max_items:
            detail = f"{len(batch)} {noun} in one request: send at most {max_items}."
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, detail)

    return check
