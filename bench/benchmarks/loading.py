"""A load, measured as a curator starts it, against writing the rows that it leaves and no more."""

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.environment import Workshop, sqlite
from bench.machine import rough_resident
from bench.table import NotMeasured, Row
from policyfacts.models import Base

TABLES = tuple(table.name for table in Base.metadata.sorted_tables)
BATCH = 10_000
_LOOKED = 0.05
_MOST_MEMORY = 512
_CHECKED, _UNCHECKED = "PRAGMA foreign_keys = ON", "PRAGMA foreign_keys = OFF"


@dataclass(frozen=True)
class Load:
    """What a load took: seconds by the clock and of the processor, the most memory in MiB."""

    seconds: float
    cpu: float
    memory: float


@dataclass
class Written:
    """What writing rows took."""

    rows: int = 0
    seconds: float = 0.0
    cpu: float = 0.0

    @contextmanager
    def timed(self) -> Iterator[None]:
        """Count what happens in the block."""
        began, cpu = time.perf_counter(), time.process_time()
        yield
        self.seconds += time.perf_counter() - began
        self.cpu += time.process_time() - cpu


def measure(shop: Workshop) -> Iterator[Row]:
    """The lines; the database is kept for those of answers."""
    made = shop.folder / "load.db"
    remove(made)
    shop.run(sqlite(made), "migrate")
    load = time_load(shop, sqlite(made))
    raw = _write(shop, made, _UNCHECKED)
    checked = _write(shop, made, _CHECKED)
    bare = _write_bare(shop, made)
    kept = shop.database_file(shop.facts)
    remove(kept)
    made.rename(kept)
    yield Row(
        f"load of {shop.facts:,} facts, validation included "
        "/ raw sqlite3 executemany of every row that it leaves",
        raw.seconds / load.seconds,
        at_least=0.25,
        note=f"{raw.rows:,} rows: {load.seconds:.1f} s against {raw.seconds:.1f} s into the same "
        "tables with their indexes and triggers, foreign keys not checked; processor time "
        f"{load.cpu:.1f} against {raw.cpu:.1f} s ({raw.cpu / load.cpu:.2f}); with foreign keys "
        f"checked, as the load has them, {checked.seconds:.1f} s; into tables without keys, "
        f"indexes and triggers {bare.seconds:.1f} s",
    )
    yield Row(
        f"peak memory of the load of {shop.facts:,} facts",
        load.memory,
        unit=" MiB",
        at_most=_MOST_MEMORY,
        note="resident, all its processes together",
    )


def time_load(shop: Workshop, url: str) -> Load:
    """Run `policyfacts load` and watch it."""
    command = [sys.executable, "-m", "policyfacts", "load", str(shop.corpus(shop.facts))]
    environment = {**os.environ, "POLICYFACTS_DATABASE_URL": url}
    with shop.cores.released():
        began, memory = time.perf_counter(), 0.0
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        while True:
            memory = max(memory, rough_resident(process.pid))
            pid, status, used = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            time.sleep(_LOOKED)
        seconds = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise NotMeasured("policyfacts load failed")
    return Load(seconds, used.ru_utime + used.ru_stime, max(memory, used.ru_maxrss / 1024))


def remove(path: Path) -> None:
    """Remove a SQLite file and what stands beside it."""
    for beside in ("", "-wal", "-shm"):
        path.with_name(path.name + beside).unlink(missing_ok=True)


def _write(shop: Workshop, source: Path, pragma: str) -> Written:
    """Write the rows into a database that the same migrations made."""
    target = shop.folder / "raw.db"
    remove(target)
    shop.run(sqlite(target), "migrate")
    written = _copy(source, target, pragma)
    remove(target)
    return written


def _write_bare(shop: Workshop, source: Path) -> Written:
    """The same into tables that have no keys, no indexes and no triggers."""
    target = shop.folder / "raw.db"
    remove(target)
    connection = sqlite3.connect(target)
    connection.execute("PRAGMA journal_mode = WAL")
    for table in TABLES:
        columns = ", ".join(f'"{name}"' for name in _columns(source, table))
        connection.execute(f"CREATE TABLE {table} ({columns})")
    connection.close()
    written = _copy(source, target, _UNCHECKED)
    remove(target)
    return written


def _copy(source: Path, target: Path, pragma: str) -> Written:
    """All rows in one transaction; only writing is timed, not reading them."""
    written = Written()
    reading = sqlite3.connect(source)
    writing = sqlite3.connect(target, isolation_level=None)
    writing.execute(pragma)
    writing.execute("BEGIN IMMEDIATE")
    # A parent may stand after its child: that is looked at when all is there.
    writing.execute("PRAGMA defer_foreign_keys = ON")
    for table in TABLES:
        places = ", ".join("?" for _ in _columns(source, table))
        cursor = reading.execute(f"SELECT * FROM {table}")
        while batch := cursor.fetchmany(BATCH):
            with written.timed():
                writing.executemany(f"INSERT INTO {table} VALUES ({places})", batch)
            written.rows += len(batch)
    with written.timed():
        writing.execute("COMMIT")
    writing.close()
    reading.close()
    return written


def _columns(path: Path, table: str) -> list[str]:
    connection = sqlite3.connect(path)
    try:
        return [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    finally:
        connection.close()
