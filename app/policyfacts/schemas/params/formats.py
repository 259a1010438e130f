"""In which form an answer is wanted; each kind of answer has its own."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from policyfacts.schemas.params.filters import FactFilters
from policyfacts.schemas.params.lists import (
    MAX_LIMIT,
    CountryParams,
    CursorParams,
    EntityParams,
    FactParams,
    FactRowParams,
    GraphParams,
    OrganizationParams,
    Paging,
    PartnerParams,
    StatsParams,
)
from policyfacts.schemas.params.types import WHOLE, AnyCase, Flag, Params, Word, Words, values
from policyfacts.sent_text import try_read


def _format(example: str, more: str = "", title: str | None = None) -> Any:
    """Declare `format`; by a title the contract tells apart those that stand on several paths."""
    return Field(
        default=None,
        title=title,
        description=f"Form of the answer; left out, what `Accept` prefers, else JSON.{more}",
        examples=[example],
    )


_UNLIMITED = " csv and ndjson hold the whole result unless `limit` is given."


def _empty_as_none(value: object) -> object:
    plain = try_read(value)
    return None if isinstance(plain, str) and not plain.strip() else value


class _Rows(Params):
    """Forms of rows."""

    fields: Words = values(
        "Columns of csv, or members of ndjson, in the order wanted; all if left out. JSON is "
        "always complete.",
        "id",
    )
    bom: Flag = Field(
        default=False,
        description="Begin csv with a byte order mark, by which Excel knows UTF-8.",
        examples=[True],
    )


class _Table(_Rows):
    """Forms of tables."""

    format: AnyCase[Literal["json", "csv"]] | None = _format("csv", _UNLIMITED, "Table format")


class FactListParams(_Rows, CursorParams, FactParams):
    """Facts as JSON, JSON-LD, CSV or NDJSON."""

    format: AnyCase[Literal["json", "csv", "ndjson", "jsonld"]] | None = _format("csv", _UNLIMITED)


class ExplorerParams(CursorParams, FactParams):
    """Facts as a page. An empty field of its form asks for nothing.

    `ask` is a question in plain language, which is read as filters (`/v1/interpret`).
    """

    ask: Annotated[Word | None, BeforeValidator(_empty_as_none)] = None
    q: Annotated[Word | None, BeforeValidator(_empty_as_none)] = None
    limit: Annotated[int, Field(ge=1, le=MAX_LIMIT), WHOLE] = 20


class FactRowListParams(_Rows, FactRowParams):
    """Rows made of facts, such as figures, as JSON, CSV or NDJSON."""

    format: AnyCase[Literal["json", "csv", "ndjson"]] | None = _format("csv", _UNLIMITED)


class StatsListParams(_Table, StatsParams):
    """Counts as JSON or CSV."""


class PartnerListParams(_Table, PartnerParams):
    """Partners as JSON or CSV."""


class PageOfEntities(_Table, Paging):
    """Entities of one kind as JSON or CSV."""


class CountryListParams(_Table, CountryParams):
    """Countries as JSON or CSV."""


class OrganizationListParams(_Table, OrganizationParams):
    """Organizations as JSON or CSV."""


class EntityListParams(_Table, EntityParams):
    """Entities as JSON or CSV."""


class GraphFormatParams(GraphParams):
    """A graph as JSON or GraphML."""

    format: AnyCase[Literal["json", "graphml"]] | None = _format("graphml")


class ItemParams(Params):
    """One fact or entity as JSON or JSON-LD."""

    format: AnyCase[Literal["json", "jsonld"]] | None = _format("jsonld", title="Item format")


class _Citation(Params):
    """Forms of citations."""

    format: AnyCase[Literal["text", "bibtex", "ris", "csl-json"]] | None = Field(
        default=None,
        title="Citation format",
        description="Form of the citation; left out, what `Accept` prefers, else text.",
        examples=["bibtex"],
    )


class FactCitationParams(_Citation):
    """A citation of one fact."""


class QueryCitationParams(_Citation, FactFilters):
    """A citation of the facts that match."""
