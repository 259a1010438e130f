"""The command `policyfacts load`, against writing the same rows with nothing else."""

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.environment import Environment, sqlite
from bench.machine import rough_resident
from bench.table import NotMeasured, Row
from policyfacts.models import Base

TABLES = tuple(table.name for table in Base.metadata.sorted_tables)
BATCH = 10_000
_SAMPLING_SECONDS = 0.05
_MAX_MEMORY = 512
_CHECKED, _UNCHECKED = "PRAGMA foreign_keys = ON", "PRAGMA foreign_keys = OFF"


@dataclass(frozen=True)
class Load:
    """The cost of a load: seconds elapsed and of processor time, and the peak memory in MiB."""

    seconds: float
    cpu: float
    memory: float


@dataclass
class WriteTiming:
    """The number of rows written, and the seconds elapsed and of processor time."""

    rows: int = 0
    seconds: float = 0.0
    cpu: float = 0.0

    @contextmanager
    def timed(self) -> Iterator[None]:
        """Add the time that the block takes."""
        began, cpu = time.perf_counter(), time.process_time()
        yield
        self.seconds += time.perf_counter() - began
        self.cpu += time.process_time() - cpu


def measure(env: Environment) -> Iterator[Row]:
    """Yield the rows; the other benchmarks use the database that is loaded here."""
    file = env.folder / "load.db"
    remove(file)
    env.run(sqlite(file), "migrate")
    load = time_load(env, sqlite(file))
    raw = _write(env, file, _UNCHECKED)
    checked = _write(env, file, _CHECKED)
    bare = _write_bare(env, file)
    remove(env.database_file(env.facts))
    file.rename(env.database_file(env.facts))
    yield Row(
        f"load of {env.facts:,} facts, validation included "
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
        f"peak memory of the load of {env.facts:,} facts",
        load.memory,
        unit=" MiB",
        at_most=_MAX_MEMORY,
        note="resident, all its processes together",
    )


def time_load(env: Environment, url: str) -> Load:
    """Run `policyfacts load` and measure it; NotMeasured where it fails."""
    command = [sys.executable, "-m", "policyfacts", "load", str(env.corpus(env.facts))]
    environment = {**os.environ, "POLICYFACTS_DATABASE_URL": url}
    with env.cores.released():
        began, memory = time.perf_counter(), 0.0
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        while True:
            memory = max(memory, rough_resident(process.pid))
            pid, status, used = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            time.sleep(_SAMPLING_SECONDS)
        seconds = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise NotMeasured("policyfacts load failed")
    return Load(seconds, used.ru_utime + used.ru_stime, max(memory, used.ru_maxrss / 1024))


def remove(path: Path) -> None:
    """Remove a SQLite file, its write-ahead log and its shared memory."""
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _write(env: Environment, source: Path, pragma: str) -> WriteTiming:
    """Write the rows into a migrated database."""
    target = env.folder / "raw.db"
    remove(target)
    env.run(sqlite(target), "migrate")
    timing = _copy(source, target, pragma)
    remove(target)
    return timing


def _write_bare(env: Environment, source: Path) -> WriteTiming:
    """Write the rows into tables without keys, indexes and triggers."""
    target = env.folder / "raw.db"
    remove(target)
    connection = sqlite3.connect(target)
    connection.execute("PRAGMA journal_mode = WAL")
    for table in TABLES:
        columns = ", ".join(f'"{name}"' for name in _columns(source, table))
        connection.execute(f"CREATE TABLE {table} ({columns})")
    connection.close()
    timing = _copy(source, target, _UNCHECKED)
    remove(target)
    return timing


def _copy(source: Path, target: Path, pragma: str) -> WriteTiming:
    """Copy all rows in one transaction; only writing is timed, not reading."""
    timing = WriteTiming()
    reader = sqlite3.connect(source)
    writer = sqlite3.connect(target, isolation_level=None)
    writer.execute(pragma)
    writer.execute("BEGIN IMMEDIATE")
    # A parent may come after its child: foreign keys are checked on commit.
    writer.execute("PRAGMA defer_foreign_keys = ON")
    for table in TABLES:
        values = ", ".join("?" for _ in _columns(source, table))
        cursor = reader.execute(f"SELECT * FROM {table}")
        while batch := cursor.fetchmany(BATCH):
            with timing.timed():
                writer.executemany(f"INSERT INTO {table} VALUES ({values})", batch)
            timing.rows += len(batch)
    with timing.timed():
        writer.execute("COMMIT")
    writer.close()
    reader.close()
    return timing


def _columns(path: Path, table: str) -> list[str]:
    connection = sqlite3.connect(path)
    try:
        return [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    finally:
        connection.close()
