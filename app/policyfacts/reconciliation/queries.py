"""Questions of both versions of the protocol, and the one form in which they are answered."""

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

from policyfacts.reconciliation.bodies import Sent

MAX_QUERIES = 50
MAX_ROWS = 1000
DEFAULT_LIMIT = 10
_MOST_VALUES = 20
# Each is compared with all names held.
_MOST_NAMES = 5
# What is longer names nothing; the other rows of a table are answered all the same.
LONGEST_NAME = 2000


def readable(text: str) -> str:
    """The text, unless it holds what no name does and no database takes."""
    if "\x00" in text:
        raise ValueError("it holds a NUL character")
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise ValueError("it holds half a character")
    return text


def _whole(value: object) -> object:
    """The protocol calls limits numbers: 5.0 is five, and True is none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("it must be a whole number")
    return value


def _as_text(value: object) -> object:
    """One value as text: an entity is what its id says, a number is written out."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, int | float):
        return str(value)
    return value.get("id") if isinstance(value, dict) else value


def _as_list(value: object) -> object:
    return value if isinstance(value, list) else [value]


Cell = Annotated[str, Field(strict=True), AfterValidator(readable)]
Text = Annotated[Cell, Field(max_length=LONGEST_NAME)]
Value = Annotated[Cell, BeforeValidator(_as_text)]
Values = Annotated[list[Value], Field(max_length=_MOST_VALUES), BeforeValidator(_as_list)]
Limit = Annotated[int, Field(ge=1, le=100), BeforeValidator(_whole)]
Strictness = Literal["any", "should", "all"]
Quantifier = Literal["any", "all", "none"]


class Assignment(Sent):
    """A property of 0.2 with the values that it is said to have."""

    pid: Text
    v: Values


class Query(Sent):
    """A query of 0.2."""

    query: Cell | None = None
    type: Annotated[list[Text], Field(max_length=20), BeforeValidator(_as_list)] = Field(
        default_factory=list
    )
    type_strict: Strictness = "any"
    limit: Limit = DEFAULT_LIMIT
    properties: Annotated[list[Assignment], Field(max_length=20)] = Field(default_factory=list)

    @model_validator(mode="after")
    def _asks(self) -> "Query":
        if self.query is None and not self.properties:
            raise ValueError("it needs a 'query' or at least one of 'properties'")
        return self


class InLanguage(Sent):
    """What may be said of the language of a question; names are compared in every language."""

    lang: Text | None = None
    dir: Literal["ltr", "rtl", "auto"] | None = None


class DraftCondition(InLanguage):
    """A condition of 1.0-draft."""

    match_type: Literal["name", "id", "property"] = Field(alias="matchType")
    property_id: Text | None = Field(default=None, alias="propertyId")
    property_value: Values = Field(alias="propertyValue")
    required: Annotated[bool, Field(strict=True)] = False
    match_quantifier: Quantifier = Field(default="any", alias="matchQuantifier")

    @model_validator(mode="after")
    def _is_whole(self) -> "DraftCondition":
        if (self.match_type == "property") is (self.property_id is None):
            raise ValueError("'propertyId' goes with matchType 'property', and with no other")
        if self.match_type == "name" and len(self.property_value) > _MOST_NAMES:
            raise ValueError(f"it may name at most {_MOST_NAMES} names")
        return self


class DraftQuery(InLanguage):
    """A query of 1.0-draft."""

    conditions: Annotated[list[DraftCondition], Field(min_length=1, max_length=20)]
    type: Text | None = None
    limit: Limit = DEFAULT_LIMIT


class DraftBatch(Sent):
    """The queries of 1.0-draft, which are answered in their order."""

    queries: list[DraftQuery]


class WantedProperty(Sent):
    """A property to extend rows by."""

    id: Text
    settings: dict[str, Any] = Field(default_factory=dict)


class Extension(Sent):
    """What rows are to be extended by, in both versions."""

    ids: list[Text]
    properties: Annotated[list[WantedProperty], Field(max_length=50)]


QUERIES = TypeAdapter(dict[Text, Query])
DRAFT_QUERIES = TypeAdapter(DraftBatch)
EXTENSION = TypeAdapter(Extension)


@dataclass(frozen=True)
class Evidence:
    """What is said of an entity beside the name that is looked for; `place` is where.

    Blank values are left out: an empty cell says that nothing is known.
    """

    place: str
    property: str
    values: tuple[str, ...]
    is_required: bool = False
    quantifier: Quantifier = "any"


@dataclass(frozen=True)
class Asked:
    """One query, whatever the version; `place` is where it stands in what was sent.

    Empty types are left out: clients send one for all types.
    """

    place: str
    names: Sequence[str]
    evidence: Sequence[Evidence]
    types: Sequence[str]
    strictness: Strictness
    limit: int


def read_query(key: str, sent: Query) -> Asked:
    """A query of 0.2."""
    evidence = [
        Evidence(f"{key}.properties[{number}].pid", it.pid, _filled(it.v))
        for number, it in enumerate(sent.properties)
    ]
    names = [] if sent.query is None else [sent.query]
    return Asked(key, names, evidence, _filled(sent.type), sent.type_strict, sent.limit)


def read_draft_query(number: int, sent: DraftQuery) -> Asked:
    """A query of 1.0-draft: its first plain condition on names is the name that is looked for."""
    place = f"queries[{number}]"
    names: Sequence[str] = ()
    evidence = []
    for at, it in enumerate(sent.conditions):
        is_name = it.match_type == "name" and it.match_quantifier == "any" and not names
        if is_name:
            names = it.property_value
        if not is_name or it.required:
            path = f"{place}.conditions[{at}].propertyId"
            property_ = it.property_id or it.match_type
            values = _filled(it.property_value)
            evidence.append(Evidence(path, property_, values, it.required, it.match_quantifier))
    types = _filled([] if sent.type is None else [sent.type])
    return Asked(place, names, evidence, types, "any", sent.limit)


def _filled(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(it for it in cells if it.strip())


def at_most(most: int, what: str, member: str | None = None) -> Callable[[Any], None]:
    """Refuses a batch of more than that, before anything in it is read.

    `member` is where it stands in what was sent; left out, it is the whole.
    """

    def refuse(value: Any) -> None:
        batch = value.get(member) if member and isinstance(value, dict) else value
        if isinstance(batch, list | dict) and len(batch) > most:
            detail = f"{len(batch)} {what} in one request: send at most {most}."
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, detail)

    return refuse
