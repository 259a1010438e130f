"""Read tables (CSV): rows by column, each with its line."""

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from policyfacts.errors import SeedError
from policyfacts.loader.seed.characters import compose, find_character_fault, refuse_invisible
from policyfacts.loader.seed.documents import Document, KeyPath, Unreadable, Value
from policyfacts.loader.seed.files import read_text
from policyfacts.loader.seed.suggestions import did_you_mean

_OPEN_QUOTE = "a quote is opened on this line and not closed as it should be"
_LINE_END_IN_CELL = "a cell holds a line end: close its quote on the line where it opens"
_MAX_SHOWN = 80


def read_csv(path: Path, file: str, columns: Sequence[str], written_before: str = "") -> Document:
    """Read rows as dicts by column name; `|` is left alone, an empty cell is absent.

    `written_before` says how to rewrite a table whose columns were others once.
    """
    text = read_text(path, file)
    refuse_invisible(text, file)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    table = _Lines(file)
    end = 0
    try:
        header = next(reader, [])
        _check_header(header, columns, file, written_before)
        end = reader.line_num
        for cells in reader:
            start, end = end + 1, reader.line_num
            message = _row_fault(cells, header, is_one_line=end == start)
            if cells and message is None:
                table.add_row(start, header, cells)
            elif message is not None:
                table.skip(start, message, " ".join(cells))
    except csv.Error as error:
        # Where a quote went wrong, what follows cannot be parted into cells.
        rest = "\n".join(text.splitlines()[end:])
        table.skip(end + 1, f"bad CSV: {_reason(error, reader.line_num - end)}", rest)
    return table.document()


def _reason(error: csv.Error, lines: int) -> str:
    message = str(error)
    if lines > 1 or "unexpected end" in message:
        return _OPEN_QUOTE
    if "field limit" in message:
        return f"a cell is longer than {csv.field_size_limit():,} characters"
    return f"{message}: inside quotes, a quote is written twice"


def _check_header(
    header: list[str], columns: Sequence[str], file: str, written_before: str
) -> None:
    """Raise Unreadable, once, for whatever is wrong with the names of columns."""
    expected = ",".join(columns)
    if not any(header):
        raise Unreadable(file, 1, f"the first line names the columns and is empty: {expected}")
    if len(header) == 1 and re.search(r"[;\t]", header[0]):
        raise Unreadable(file, 1, f"columns are parted by commas, not as in '{header[0]}'")
    twice = next((name for name, count in Counter(header).items() if count > 1), None)
    if twice is not None:
        raise Unreadable(file, 1, f"the column '{_shorten(twice)}' stands here twice")
    unknown = [name for name in header if name not in columns]
    missing = [name for name in columns if name not in header]
    if not unknown and not missing:
        return
    if len(missing) == len(columns) and not any(
        name.strip().casefold() in columns for name in header
    ):
        raise Unreadable(file, 1, f"the first line must name the columns: {expected}")
    if "" in unknown:
        raise Unreadable(file, 1, f"a column has no name (the columns are {expected})")
    faults = [
        f"unknown column '{_shorten(name)}'{did_you_mean(name.strip(), missing or columns)}"
        for name in unknown
    ] or [f"the column '{name}' is missing" for name in missing]
    remedy = f": {written_before}" if written_before else ""
    raise Unreadable(file, 1, f"{'; '.join(faults)} (the columns are {expected}){remedy}")


def _shorten(text: str) -> str:
    return text if len(text) <= _MAX_SHOWN else f"{text[:_MAX_SHOWN]}..."


def _row_fault(cells: list[str], header: list[str], *, is_one_line: bool) -> str | None:
    """Say why a line below the header is no row."""
    if cells == header:
        return "the names of the columns stand here again: delete the line"
    if cells and not any(cell.strip() for cell in cells):
        return "the row holds nothing: delete the line"
    if not cells or len(cells) == len(header):
        return None
    return _wrong_width(cells, header) if is_one_line else _OPEN_QUOTE


def _wrong_width(cells: list[str], header: list[str]) -> str:
    if cells[0].startswith("#"):
        return "a table has no comments: delete the line"
    message = f"the row has {len(cells)} cells and the header {len(header)}"
    if len(cells) > len(header):
        return f"{message}: put a cell that holds a comma in quotes"
    parted_otherwise = any(mark in cell for cell in cells for mark in ";\t")
    return f"{message}: columns are parted by commas" if parted_otherwise else message


class _Lines:
    """The lines of a table: those read, and what is wrong with the others."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.rows: list[Value] = []
        self.numbers: dict[KeyPath, int] = {}
        self.errors: list[SeedError] = []
        self.unparsed: list[str] = []

    def add_row(self, number: int, header: list[str], cells: list[str]) -> None:
        row: dict[str, Value] = {}
        for name, cell in zip(header, cells, strict=True):
            if cell:
                row[name] = text = cell if cell.isascii() else compose(cell)
                if "\n" in cell or "\r" in cell:
                    self.errors.append(SeedError(self.file, number, _LINE_END_IN_CELL))
                elif fault := find_character_fault(text):
                    self.errors.append(SeedError(self.file, number, f"{name}: {fault}"))
        self.numbers[(len(self.rows),)] = number
        self.rows.append(row)

    def skip(self, number: int, message: str, text: str) -> None:
        self.errors.append(SeedError(self.file, number, message))
        self.unparsed.append(text)

    def document(self) -> Document:
        errors, unparsed = tuple(self.errors), "\n".join(self.unparsed)
        return Document(self.file, self.rows, self.numbers, errors, unparsed)
