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
    """A column: its name, its meaning, and the function that takes its cell from a row.

    Names and their order are part of the contract: new columns go to the end.
    """

    name: str
    description: str
    take: Callable[[Row], Cell]


def select_columns(columns: Sequence[Column], names: Sequence[str]) -> tuple[Column, ...]:
    """Return the columns of these names, in that order; all of them without names."""
    by_name = {column.name: column for column in columns}
    return tuple(by_name[name] for name in select_fields(names, tuple(by_name)))


def write_csv(columns: Sequence[Column], rows: Iterable[Row], *, bom: bool) -> Iterator[str]:
    """Yield the table in chunks; `bom` adds the byte-order mark by which Excel knows UTF-8."""
    return in_chunks(_lines(columns, rows, bom))


class _Echo:
    """A file whose `write` returns the text, for a csv writer to return it too."""

    def write(self, text: str) -> str:
        return text


def _lines(columns: Sequence[Column], rows: Iterable[Row], bom: bool) -> Iterator[str]:
    writer = csv.writer(_Echo())
    if bom:
        yield _BOM
    yield writer.writerow([column.name for column in columns])
    for row in rows:
        yield writer.writerow([format_cell(column.take(row)) for column in columns])
