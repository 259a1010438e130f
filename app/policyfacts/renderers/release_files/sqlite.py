"""The tables as one SQLite file, with keys and indexes, for people with a database browser."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from policyfacts.queries.releases import ReleaseInfo
from policyfacts.renderers.release_files.tables import Column, Row, Table

_TYPES = {
    "string": "TEXT",
    "integer": "INTEGER",
    "number": "NUMERIC",
    "boolean": "INTEGER",
    "date": "TEXT",
    "year": "INTEGER",
}
# The file is read only when it is complete, and nothing is rolled back.
_FAST = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 4096;"
_RELEASE = (
    "CREATE TABLE release (id TEXT PRIMARY KEY NOT NULL, title TEXT NOT NULL, "
    "license TEXT NOT NULL, license_url TEXT NOT NULL, citation TEXT NOT NULL)"
)


class SqliteTables:
    """Writes rows into the tables of an open file."""

    def __init__(self, connection: sqlite3.Connection, tables: Iterable[Table[Any]]) -> None:
        self._connection = connection
        self._tables = tuple(tables)
        self._inserts = {table.name: _insert(table) for table in self._tables}
        for table in self._tables:
            connection.execute(_create(table))

    def add(self, table: Table[Any], rows: Iterable[Row]) -> None:
        """Write rows of a table."""
        self._connection.executemany(self._inserts[table.name], map(table.values, rows))

    def finish(self, release: ReleaseInfo) -> None:
        """Write the release, and index what refers to other tables."""
        terms = (release.id, release.title, release.license, release.license_url, release.citation)
        self._connection.execute(_RELEASE)
        self._connection.execute("INSERT INTO release VALUES (?, ?, ?, ?, ?)", terms)
        for table in self._tables:
            for statement in _indexes(table):
                self._connection.execute(statement)
        self._connection.commit()


@contextmanager
def write_sqlite(path: Path, tables: Iterable[Table[Any]]) -> Iterator[SqliteTables]:
    """Create the tables in a new file; close it at the end of the block."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(_FAST)
        yield SqliteTables(connection, tables)


def table_name(name: str) -> str:
    """Return the table's name in SQL."""
    return name.replace("-", "_")


def _create(table: Table[Any]) -> str:
    lines = [_column(column) for column in table.columns]
    keys = [f"PRIMARY KEY ({_names(table.key)})"]
    keys += [
        f"FOREIGN KEY ({_names(key.columns)}) "
        f'REFERENCES "{table_name(key.table)}" ({_names(key.target)})'
        for key in table.foreign_keys
    ]
    body = "".join(f"  {line}\n" for line in lines) + "  " + ",\n  ".join(keys)
    return f'CREATE TABLE "{table_name(table.name)}" (\n{body}\n)'


def _column(column: Column) -> str:
    """Write a column with its description as a comment: SQLite keeps the text of the statement."""
    required = " NOT NULL" if column.required else ""
    return f'"{column.name}" {_TYPES[column.kind]}{required}, -- {column.description}'


def _indexes(table: Table[Any]) -> Iterator[str]:
    name = table_name(table.name)
    for key in table.foreign_keys:
        # The primary key is an index of the columns that it begins with.
        if key.columns != table.key[: len(key.columns)]:
            label = f"ix_{name}_{'_'.join(key.columns)}"
            yield f'CREATE INDEX "{label}" ON "{name}" ({_names(key.columns)})'


def _insert(table: Table[Any]) -> str:
    parameters = ", ".join("?" for _ in table.columns)
    return f'INSERT INTO "{table_name(table.name)}" VALUES ({parameters})'


def _names(columns: Iterable[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)
