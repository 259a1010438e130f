"""The tables as CSV files: UTF-8, one header line, empty for no value, guarded against formulas."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from policyfacts.renderers.cells import format_cell
from policyfacts.renderers.release_files.tables import Row, Table


class CsvTables:
    """Writes rows to one file per table, all of them open at once."""

    def __init__(self, folder: Path, files: ExitStack) -> None:
        self._folder = folder
        self._files = files
        self._writers: dict[str, Any] = {}
        self.counts: Counter[str] = Counter()

    def begin(self, table: Table[Any]) -> None:
        """Open the table's file and write its header."""
        path = self.path_of(table)
        file = self._files.enter_context(path.open("w", encoding="utf-8", newline=""))
        self._writers[table.name] = csv.writer(file)
        self._writers[table.name].writerow([column.name for column in table.columns])

    def add(self, table: Table[Any], rows: Iterable[Row]) -> None:
        """Write rows of a table that was begun."""
        writer = self._writers[table.name]
        for row in rows:
            writer.writerow([format_cell(value) for value in table.values(row)])
            self.counts[table.name] += 1

    def path_of(self, table: Table[Any]) -> Path:
        """Return the path of the table's file."""
        return self._folder / file_name(table)


@contextmanager
def write_csv(folder: Path, tables: Iterable[Table[Any]]) -> Iterator[CsvTables]:
    """Open the tables' files, with their headers; close them at the end of the block."""
    with ExitStack() as files:
        csv_tables = CsvTables(folder, files)
        for table in tables:
            csv_tables.begin(table)
        yield csv_tables


def file_name(table: Table[Any]) -> str:
    """Return the name of a table's file."""
    return f"{table.name}.csv"
