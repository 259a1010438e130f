"""Tables as CSV (RFC 4180): a header line, CRLF, UTF-8."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from policyfacts.renderers.cells import Cell, format_cell
from policyfacts.renderers.chunks import in_chunks
from policyfacts.renderers.fields import select_fields

Row = Mapping[str, Any]
_BOM = "\ufeff"


@dataclass(frozen=True)
class Column:
    """A column: its name, what it means, and how its cell is taken from a row.

    Names and their order are part of the contract: new columns go to the end.
    """

    name: str
    description: str
    take: Callable[[Row], Cell]


def select_columns(columns: Sequence[Column], asked: Sequence[str]) -> tuple[Column, ...]:
    """The columns asked for, in that order; all of them where none is asked for."""
    by_name = {column.name: column for column in columns}
    return tuple(by_name[name] for name in select_fields(asked, tuple(by_name)))


def write_csv(columns: Sequence[Column], rows: Iterable[Row], *, bom: bool) -> Iterator[str]:
    """The table in pieces; `bom` puts the mark before it by which Excel knows UTF-8."""
    return in_chunks(_lines(columns, rows, bom))


class _Lines:
    """Hands back what a csv writer writes."""

    def write(self, text: str) -> str:
        return text


def _lines(columns: Sequence[Column], rows: Iterable[Row], bom: bool) -> Iterator[str]:
    writer = csv.writer(_Lines())
    if bom:
        yield _BOM
    yield writer.writerow([column.name for column in columns])
    for row in rows:
        yield writer.writerow([format_cell(column.take(row)) for column in columns])
