"""Write the files of one release in one pass over its facts.

Equal data makes equal bytes, whatever the database and whenever it was loaded, as long as the
versions of SQLite and zlib are the same.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TextIO

from policyfacts.queries.exports import stream_bodies
from policyfacts.renderers.release_files.csv_tables import CsvTables, write_csv
from policyfacts.renderers.release_files.data_package import write_package
from policyfacts.renderers.release_files.fact_tables import FACT_TABLES, Body
from policyfacts.renderers.release_files.manifest import ExportedFile, Manifest, sha256_of
from policyfacts.renderers.release_files.reference_tables import REFERENCE_TABLES
from policyfacts.renderers.release_files.sqlite import SqliteTables, write_sqlite
from policyfacts.renderers.release_files.tables import Row, Table
from policyfacts.search.snapshot import ReadSession

FACTS = "facts.ndjson"
PACKAGE = "datapackage.zip"
SQLITE = "policyfacts.sqlite"
TABLES: tuple[Table[Any], ...] = (*FACT_TABLES, *REFERENCE_TABLES)
_ABOUT = {
    FACTS: (
        "application/x-ndjson",
        "Every fact on a line of its own, as the API answers it, without quotes of sentences.",
    ),
    PACKAGE: (
        "application/zip",
        "Data Package: every table as CSV, described in datapackage.json.",
    ),
    SQLITE: (
        "application/vnd.sqlite3",
        "Every table in one SQLite database, with keys and indexes.",
    ),
}
NAMES = tuple(_ABOUT)


def write_files(session: ReadSession, folder: Path) -> Manifest:
    """Write all files into an existing folder; raise OSError or sqlite3.Error where that fails."""
    with TemporaryDirectory(dir=folder) as scratch:
        with (
            (folder / FACTS).open("w", encoding="utf-8", newline="") as facts,
            write_csv(Path(scratch), TABLES) as tables,
            write_sqlite(folder / SQLITE, TABLES) as database,
        ):
            _write_rows(session, _OpenFiles(facts, tables, database))
            database.finish(session.snapshot.release)
        write_package(folder / PACKAGE, session, tables, TABLES)
    rows = tables.counts.total()
    return _manifest(session, folder, {FACTS: tables.counts["facts"], PACKAGE: rows, SQLITE: rows})


@dataclass(frozen=True)
class _OpenFiles:
    """The files while they are being written."""

    facts: TextIO
    tables: CsvTables
    database: SqliteTables

    def add(self, table: Table[Any], rows: Iterable[Row]) -> None:
        listed = list(rows)
        if listed:
            self.tables.add(table, listed)
            self.database.add(table, listed)


def _write_rows(session: ReadSession, files: _OpenFiles) -> None:
    for reference in REFERENCE_TABLES:
        files.add(reference, reference.rows(session))
    for text in stream_bodies(
        session.connection, session.snapshot.order.everything(), session.snapshot.release
    ):
        body = _without_quotes(json.loads(text))
        line = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
        files.facts.write(f"{line}\n")
        for table in FACT_TABLES:
            files.add(table, table.rows(body))


def _without_quotes(body: Body) -> Body:
    return {**body, "evidence": [{**sentence, "quote": None} for sentence in body["evidence"]]}


def _manifest(session: ReadSession, folder: Path, rows: dict[str, int]) -> Manifest:
    release = session.snapshot.release
    files = tuple(
        ExportedFile(
            name=name,
            media_type=media_type,
            bytes=(folder / name).stat().st_size,
            sha256=sha256_of(folder / name),
            rows=rows[name],
            description=description,
        )
        for name, (media_type, description) in _ABOUT.items()
    )
    return Manifest(
        release=release.id,
        title=release.title,
        license=release.license,
        license_url=release.license_url,
        citation=release.citation,
        files=files,
    )
