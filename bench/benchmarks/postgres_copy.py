"""A load into PostgreSQL, and its writing of rows alone, against the database's own COPY."""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg
from sqlalchemy import Table

from bench.benchmarks.loading import BATCH, TABLES, WriteTiming, time_load
from bench.environment import Environment
from bench.postgres import new_database, psycopg_url
from bench.table import Row
from policyfacts.database import SCHEMA, Database, write_rows
from policyfacts.models import Base
from policyfacts.settings import Settings

_BLOCK = 1 << 20
# In turn, since whoever writes first finds everything cold.
_TURNS = 2
_AS_TEXT = {"JSON", "SpelledWords"}


def load_rows(env: Environment, server: str, url: str) -> Iterator[Row]:
    """Load into an empty database, and compare with writing the same rows."""
    env.run(url, "migrate")
    load = time_load(env, url)
    files = _export(env, url)
    copy_seconds, writes = [], []
    for _ in range(_TURNS):
        with new_database(server) as other:
            env.run(other, "migrate")
            copy_seconds.append(_copy(other, files))
        with new_database(server) as other:
            env.run(other, "migrate")
            writes.append(_write(url, other))
    for file in files.values():
        file.unlink()
    raw, path = min(copy_seconds), min(write.seconds for write in writes)
    yield Row(
        "COPY path on PostgreSQL / raw COPY of the same rows",
        raw / path,
        at_least=0.5,
        note=f"{writes[0].rows:,} rows: {path:.1f} against {raw:.1f} s, the better of {_TURNS} "
        "turns each, both with keys, indexes and commit",
    )
    yield Row(
        f"load of {env.facts:,} facts into PostgreSQL, validation included "
        "/ raw COPY of the same rows",
        raw / load.seconds,
        note=f"{load.seconds:.1f} s ({load.cpu:.1f} s of processor time, that of PostgreSQL not "
        f"counted, at most {load.memory:,.0f} MiB) against {raw:.1f} s",
    )


def _export(env: Environment, url: str) -> dict[str, Path]:
    """Write every row to files in the text format of COPY, one for each table."""
    files = {}
    with psycopg.connect(psycopg_url(url)) as connection, connection.cursor() as cursor:
        for table in TABLES:
            files[table] = env.folder / f"{table}.copy"
            with (
                files[table].open("wb") as file,
                cursor.copy(f"COPY {SCHEMA}.{table} TO STDOUT") as copy,
            ):
                for block in copy:
                    file.write(block)
    return files


def _copy(url: str, files: dict[str, Path]) -> float:
    """Return the seconds for writing the rows in one transaction, keys and indexes included."""
    began = time.perf_counter()
    with psycopg.connect(psycopg_url(url)) as connection, connection.cursor() as cursor:
        for table, path in files.items():
            with (
                path.open("rb") as file,
                cursor.copy(f"COPY {SCHEMA}.{table} FROM STDIN") as copy,
            ):
                while block := file.read(_BLOCK):
                    copy.write(block)
    return time.perf_counter() - began


def _write(source: str, target: str) -> WriteTiming:
    """Write the rows as the loader does: values of Python, in batches, in one transaction."""
    timing = WriteTiming()
    database = Database(Settings(database_url=target))
    with ExitStack() as transaction, psycopg.connect(psycopg_url(source)) as source_connection:
        connection = transaction.enter_context(database.write_transaction())
        for table in Base.metadata.sorted_tables:
            with source_connection.cursor(name="bench") as cursor:
                cursor.execute(_select(table))
                while batch := cursor.fetchmany(BATCH):
                    with timing.timed():
                        write_rows(connection, table.name, tuple(table.columns.keys()), batch)
                    timing.rows += len(batch)
        with timing.timed():
            transaction.close()
    database.dispose()
    return timing


def _select(table: Table) -> bytes:
    """Return the SELECT of all rows; columns of other than plain values are read as text."""
    columns = ", ".join(
        f'"{column.name}"{"::text" if type(column.type).__name__ in _AS_TEXT else ""}'
        for column in table.columns
    )
    return f"SELECT {columns} FROM {SCHEMA}.{table.name}".encode()
