"""Readers of exports that use zip, CSV and SQLite alone."""

import csv
import io
import json
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policyfacts.database import Database
from policyfacts.renderers.release_files import Manifest, export_release
from policyfacts.search.snapshot import SnapshotKeeper

Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Package:
    """A Data Package: its description, the bytes of its members, its rows with their types."""

    description: dict[str, Any]
    members: dict[str, bytes]
    tables: dict[str, Rows]

    def of(self, table: str, fact: str) -> Rows:
        """Return the rows of one fact, in their order."""
        return [row for row in self.tables[table] if row["fact_id"] == fact]


def export(database: Database, folder: Path) -> Manifest:
    """Export the release of a database into a folder."""
    with database.read_transaction() as connection:
        return export_release(SnapshotKeeper().open_session(connection), folder)


def read_package(file: Path) -> Package:
    """Unpack a Data Package and read its tables by their schemas."""
    with zipfile.ZipFile(file) as package:
        members = {name: package.read(name) for name in package.namelist()}
    description = json.loads(members["datapackage.json"])
    tables = {
        resource["name"]: _read_csv(members[resource["path"]], resource["schema"]["fields"])
        for resource in description["resources"]
    }
    return Package(description, members, tables)


def _read_csv(content: bytes, fields: Rows) -> Rows:
    lines = list(csv.reader(io.StringIO(content.decode("utf-8"), newline=""), strict=True))
    assert lines[0] == [field["name"] for field in fields]
    return [
        {
            field["name"]: _value(cell, field["type"])
            for field, cell in zip(fields, line, strict=True)
        }
        for line in lines[1:]
    ]


def _value(cell: str, kind: str) -> object:
    if cell == "":
        return None
    match kind:
        case "boolean":
            return {"true": True, "false": False}[cell]
        case "integer" | "year":
            return int(cell)
        case "number":
            return float(cell)
        case _:
            return cell


def read_sqlite(file: Path, description: dict[str, Any]) -> dict[str, Rows]:
    """Return the rows of a SQLite export by table, with the types of the Data Package."""
    tables: dict[str, Rows] = {}
    with closing(sqlite3.connect(file)) as connection:
        connection.row_factory = sqlite3.Row
        for resource in description["resources"]:
            name = resource["name"].replace("-", "_")
            booleans = [f["name"] for f in resource["schema"]["fields"] if f["type"] == "boolean"]
            rows = map(dict, connection.execute(f'SELECT * FROM "{name}" ORDER BY rowid'))
            tables[resource["name"]] = [
                row | {column: bool(row[column]) for column in booleans} for row in rows
            ]
    return tables
