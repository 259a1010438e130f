"""Answers that are rows: streamed in pieces, and counted so that a cut-off one can be told.

A stream that breaks off has no proper end (HTTP says so to the client), and fewer rows than its
`X-Row-Count` header names.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

from fastapi.responses import StreamingResponse

from policyfacts.errors import ReleaseChanged
from policyfacts.http.context import RequestContext
from policyfacts.http.negotiation import RowOptions, content_type
from policyfacts.http.service import Service
from policyfacts.renderers.columns import FACT_COLUMNS
from policyfacts.renderers.csv import Column, select_columns, write_csv
from policyfacts.renderers.fields import select_fields
from policyfacts.renderers.ndjson import select_members, write_facts, write_rows
from policyfacts.schemas.base import ResponseModel
from policyfacts.search.results.facts import FactHits, read_bodies
from policyfacts.search.snapshot import ReadSession
from policyfacts.vocabulary import Format

T = TypeVar("T")
U = TypeVar("U")

# Facts read at once: each batch has a connection for as short as it takes to read it.
_BATCH = 500


@dataclass(frozen=True)
class Rows:
    """What is sent: under which name, of which release, how many rows out of how many."""

    name: str
    release: str
    count: int
    total: int


@dataclass(frozen=True)
class Source(Generic[T]):
    """Where rows stand, and how a batch of them is read."""

    places: Sequence[T]
    read: Callable[[ReadSession, Sequence[T]], Iterable[Mapping[str, Any]]]


@dataclass(frozen=True)
class Table:
    """What can be chosen of rows: columns of CSV, members of NDJSON."""

    columns: Sequence[Column]
    members: Sequence[str] = ()


def stream_facts(
    context: RequestContext, manner: RowOptions, found: FactHits, release: str
) -> StreamingResponse:
    """Facts as CSV or NDJSON, read a batch at a time while they are sent."""
    # Tables have no column for highlighted words.
    query = None if manner.format is Format.CSV else found.highlight
    read = partial(read_bodies, query=query)
    bodies = map(bytes.decode, _in_batches(context.service, release, found.ordinals, read))
    if manner.format is Format.CSV:
        columns = select_columns(FACT_COLUMNS, manner.fields)
        text = write_csv(columns, map(json.loads, bodies), bom=manner.bom)
    else:
        text = write_facts(bodies, select_members(manner.fields))
    return _send(manner.format, text, Rows("facts", release, len(found.ordinals), found.total))


def stream_rows(
    context: RequestContext,
    manner: RowOptions,
    rows: Rows,
    table: Table,
    source: Source[T],
) -> StreamingResponse:
    """Rows as CSV or NDJSON, read a batch at a time while they are sent."""
    items = _in_batches(context.service, rows.release, source.places, source.read)
    return send_rows(manner, rows, table, items)


def dump(schemas: Iterable[ResponseModel]) -> list[dict[str, Any]]:
    """Shapes as rows."""
    return [it.model_dump(mode="json") for it in schemas]


def send_rows(
    manner: RowOptions, rows: Rows, table: Table, items: Iterable[Mapping[str, Any]]
) -> StreamingResponse:
    """Rows that are at hand, as CSV or NDJSON."""
    if manner.format is Format.CSV:
        text = write_csv(select_columns(table.columns, manner.fields), items, bom=manner.bom)
    else:
        members = select_fields(manner.fields, table.members)
        text = write_rows({name: item[name] for name in members} for item in items)
    return _send(manner.format, text, rows)


def _send(wanted: Format, text: Iterator[str], rows: Rows) -> StreamingResponse:
    headers = {
        "Content-Disposition": f'attachment; filename="{rows.name}-{rows.release}.{wanted}"',
        "X-Row-Count": str(rows.count),
        "X-Total-Count": str(rows.total),
    }
    return StreamingResponse(text, headers=headers, media_type=content_type(wanted))


def _in_batches(
    service: Service,
    release: str,
    places: Sequence[T],
    read: Callable[[ReadSession, Sequence[T]], Iterable[U]],
) -> Iterator[U]:
    """What stands at these places, on a connection of its own for each batch."""
    for start in range(0, len(places), _BATCH):
        with service.session() as session:
            if session.snapshot.release.id != release:
                raise ReleaseChanged(f"{release} was replaced meanwhile: ask again.")
            items = list(read(session, places[start : start + _BATCH]))
        yield from items
