"""The Data Package (version 2): CSV files with a `datapackage.json` that describes them."""

import json
import shutil
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from policyfacts.queries.reviews import list_reviews
from policyfacts.renderers.release_files.csv_tables import CsvTables, file_name
from policyfacts.renderers.release_files.manifest import sha256_of
from policyfacts.renderers.release_files.tables import Column, ForeignKey, Table
from policyfacts.search.snapshot import ReadSession

_PROFILES = "https://datapackage.org/profiles/2.0"
# The earliest that a zip allows: the time of writing must not change its bytes.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o644 << 16


def write_package(
    path: Path, session: ReadSession, csv_tables: CsvTables, tables: Sequence[Table[Any]]
) -> None:
    """Zip the tables' files with their description."""
    description = _describe(session, csv_tables, tables)
    text = json.dumps(description, indent=2, ensure_ascii=False) + "\n"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(_member("datapackage.json"), text)
        for table in tables:
            source = csv_tables.path_of(table)
            member = _member(file_name(table))
            member.file_size = source.stat().st_size
            with source.open("rb") as file, package.open(member, "w") as target:
                shutil.copyfileobj(file, target)


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, _NO_TIME)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.create_system = 3
    member.external_attr = _READABLE
    return member


def _describe(
    session: ReadSession, csv_tables: CsvTables, tables: Sequence[Table[Any]]
) -> dict[str, Any]:
    release = session.snapshot.release
    return {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": "policyfacts",
        "title": release.title,
        "description": release.description,
        "version": release.id,
        "citation": release.citation,
        "licenses": [{"name": release.license, "path": release.license_url}],
        "contributors": [{"title": release.contact, "roles": ["publisher", "contact"]}],
        "sources": [
            {"title": row["title"], "path": row["url"]} for row in list_reviews(session.connection)
        ],
        "resources": [_resource(table, csv_tables.path_of(table)) for table in tables],
    }


def _resource(table: Table[Any], path: Path) -> dict[str, Any]:
    return {
        "$schema": f"{_PROFILES}/dataresource.json",
        "name": table.name,
        "type": "table",
        "path": path.name,
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{sha256_of(path)}",
        "schema": {
            "$schema": f"{_PROFILES}/tableschema.json",
            "fields": [_field(column, table) for column in table.columns],
            "missingValues": [""],
            "primaryKey": list(table.key),
            "foreignKeys": [_foreign_key(key, table) for key in table.foreign_keys],
        },
    }


def _field(column: Column, table: Table[Any]) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": column.required}
    if table.key == (column.name,):
        constraints["unique"] = True
    if column.allowed is not None:
        constraints["enum"] = list(column.allowed)
    return {
        "name": column.name,
        "type": column.kind,
        "description": column.description,
        "constraints": constraints,
    }


def _foreign_key(key: ForeignKey, table: Table[Any]) -> dict[str, Any]:
    """Describe a foreign key; a table refers to itself by the empty name."""
    resource = "" if key.table == table.name else key.table
    return {
        "fields": list(key.columns),
        "reference": {"resource": resource, "fields": list(key.target)},
    }
