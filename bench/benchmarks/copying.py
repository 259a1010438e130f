"""A load into PostgreSQL, and the part of it that writes rows, against the database's own COPY."""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg
from sqlalchemy import Table

from bench.benchmarks.loading import BATCH, TABLES, Written, time_load
from bench.environment import Workshop
from bench.postgres import new_database, plain
from bench.table import Row
from policyfacts.database import SCHEMA, Database, write_rows
from policyfacts.models import Base
from policyfacts.settings import Settings

_BLOCK = 1 << 20
# In turn, since whoever writes first finds everything cold.
_TURNS = 2
_AS_TEXT = {"JSON", "SpelledWords"}


def load_rows(shop: Workshop, server: str, url: str) -> Iterator[Row]:
    """Load into an empty database, and measure against writing what the load left."""
    shop.run(url, "migrate")
    load = time_load(shop, url)
    files = _read(shop, url)
    copied, written = [], []
    for _ in range(_TURNS):
        with new_database(server) as other:
            shop.run(other, "migrate")
            copied.append(_copy(other, files))
        with new_database(server) as other:
            shop.run(other, "migrate")
            written.append(_write(url, other))
    for file in files.values():
        file.unlink()
    raw, path = min(copied), min(it.seconds for it in written)
    yield Row(
        "COPY path on PostgreSQL / raw COPY of the same rows",
        raw / path,
        at_least=0.5,
        note=f"{written[0].rows:,} rows: {path:.1f} against {raw:.1f} s, the better of {_TURNS} "
        "turns each, both with keys, indexes and commit",
    )
    yield Row(
        f"load of {shop.facts:,} facts into PostgreSQL, validation included "
        "/ raw COPY of the same rows",
        raw / load.seconds,
        note=f"{load.seconds:.1f} s ({load.cpu:.1f} s of processor time, that of PostgreSQL not "
        f"counted, at most {load.memory:,.0f} MiB) against {raw:.1f} s",
    )


def _read(shop: Workshop, url: str) -> dict[str, Path]:
    """Every row in the text format of COPY."""
    files = {}
    with psycopg.connect(plain(url)) as connection, connection.cursor() as cursor:
        for table in TABLES:
            files[table] = shop.folder / f"{table}.copy"
            with (
                files[table].open("wb") as file,
                cursor.copy(f"COPY {SCHEMA}.{table} TO STDOUT") as copy,
            ):
                for block in copy:
                    file.write(block)
    return files


def _copy(url: str, files: dict[str, Path]) -> float:
    """Seconds for writing the rows in one transaction, keys and indexes included."""
    began = time.perf_counter()
    with psycopg.connect(plain(url)) as connection, connection.cursor() as cursor:
        for table, path in files.items():
            with (
                path.open("rb") as file,
                cursor.copy(f"COPY {SCHEMA}.{table} FROM STDIN") as copy,
            ):
                while block := file.read(_BLOCK):
                    copy.write(block)
    return time.perf_counter() - began


def _write(source: str, target: str) -> Written:
    """The same by what the loader writes with: values of Python, in batches, one transaction."""
    written = Written()
    database = Database(Settings(database_url=target))
    with ExitStack() as transaction, psycopg.connect(plain(source)) as reading:
        connection = transaction.enter_context(database.write_transaction())
        for table in Base.metadata.sorted_tables:
            with reading.cursor(name="bench") as cursor:
                cursor.execute(_select(table))
                while batch := cursor.fetchmany(BATCH):
                    with written.timed():
                        write_rows(connection, table.name, tuple(table.columns.keys()), batch)
                    written.rows += len(batch)
        with written.timed():
            transaction.close()
    database.dispose()
    return written


def _select(table: Table) -> bytes:
    """All rows; what is no plain value is read as text."""
    columns = ", ".join(
        f'"{column.name}"{"::text" if type(column.type).__name__ in _AS_TEXT else ""}'
        for column in table.columns
    )
    return f"SELECT {columns} FROM {SCHEMA}.{table.name}".encode()
