"""Responses that are rows: streamed in batches, and counted so that a cut-off one shows.

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
from policyfacts.http.costly import StreamInTurn
from policyfacts.http.gate import Work
from policyfacts.http.negotiation import RowOptions, content_type
from policyfacts.http.service import Service
from policyfacts.renderers.columns import FACT_COLUMNS
from policyfacts.renderers.csv import Column, select_columns, write_csv
from policyfacts.renderers.fields import select_fields
from policyfacts.renderers.ndjson import select_members, write_facts, write_rows
from policyfacts.schemas.base import ResponseModel
from policyfacts.search.results.facts import FactHits, read_bodies
from policyfacts.search.results.highlighting import NO_HIGHLIGHTS
from policyfacts.search.snapshot import ReadSession
from policyfacts.vocabulary import Format

T = TypeVar("T")
U = TypeVar("U")

# Facts read at once: each batch has a connection for as short as it takes to read it.
_BATCH = 500


@dataclass(frozen=True)
class Rows:
    """What is sent: its name, its release, how many rows out of how many."""

    name: str
    release: str
    count: int
    total: int


@dataclass(frozen=True)
class Source(Generic[T]):
    """Keys of rows, and how a batch of them is read."""

    keys: Sequence[T]
    read: Callable[[ReadSession, Sequence[T]], Iterable[Mapping[str, Any]]]


@dataclass(frozen=True)
class Table:
    """What clients can choose of rows: columns of CSV, members of NDJSON."""

    columns: Sequence[Column]
    members: Sequence[str] = ()


def stream_facts(
    context: RequestContext, options: RowOptions, hits: FactHits, release: str
) -> StreamingResponse:
    """Stream facts as CSV or NDJSON, read a batch at a time while they are sent."""
    # Tables have no column for highlighted words.
    highlights = NO_HIGHLIGHTS if options.format is Format.CSV else hits.highlights
    read = partial(read_bodies, highlights=highlights)
    bodies = map(bytes.decode, _in_batches(context.service, release, hits.ordinals, read))
    if options.format is Format.CSV:
        columns = select_columns(FACT_COLUMNS, options.fields)
        text = write_csv(columns, map(json.loads, bodies), bom=options.bom)
    else:
        text = write_facts(bodies, select_members(options.fields))
    rows = Rows("facts", release, len(hits.ordinals), hits.total)
    return _send(context, options.format, text, rows)


def stream_rows(
    context: RequestContext,
    options: RowOptions,
    rows: Rows,
    table: Table,
    source: Source[T],
) -> StreamingResponse:
    """Stream rows as CSV or NDJSON, read a batch at a time while they are sent."""
    items = _in_batches(context.service, rows.release, source.keys, source.read)
    return send_rows(context, options, rows, table, items)


def dump(schemas: Iterable[ResponseModel]) -> list[dict[str, Any]]:
    """Turn responses into rows."""
    return [schema.model_dump(mode="json") for schema in schemas]


def send_rows(
    context: RequestContext,
    options: RowOptions,
    rows: Rows,
    table: Table,
    items: Iterable[Mapping[str, Any]],
) -> StreamingResponse:
    """Answer with rows that are in memory, as CSV or NDJSON."""
    if options.format is Format.CSV:
        text = write_csv(select_columns(table.columns, options.fields), items, bom=options.bom)
    else:
        members = select_fields(options.fields, table.members)
        text = write_rows({name: item[name] for name in members} for item in items)
    return _send(context, options.format, text, rows)


def _send(
    context: RequestContext, format_: Format, text: Iterator[str], rows: Rows
) -> StreamingResponse:
    """Answer with rows; more than a batch of them take turns at the gate."""
    headers = {
        "Content-Disposition": f'attachment; filename="{rows.name}-{rows.release}.{format_}"',
        "X-Row-Count": str(rows.count),
        "X-Total-Count": str(rows.total),
    }
    options: dict[str, Any] = {"headers": headers, "media_type": content_type(format_)}
    if rows.count > _BATCH:
        return StreamInTurn(context.service.gates[Work.LONG], text, **options)
    return StreamingResponse(text, **options)


def _in_batches(
    service: Service,
    release: str,
    keys: Sequence[T],
    read: Callable[[ReadSession, Sequence[T]], Iterable[U]],
) -> Iterator[U]:
    """Read rows by their keys, with a connection of its own for each batch."""
    for start in range(0, len(keys), _BATCH):
        with service.session() as session:
            if session.snapshot.release.id != release:
                raise ReleaseChanged(f"{release} was replaced meanwhile: ask again.")
            items = list(read(session, keys[start : start + _BATCH]))
        yield from items
