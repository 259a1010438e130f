"""Loads that are killed at random moments, and what they leave."""

import contextlib
import sqlite3
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from bench.kills.readers import Readers, Readings
from bench.kills.releases import (
    SECONDS_TO_NOTICE,
    Release,
    learn,
    load,
    migrate,
    other_seed,
    shown_release,
)
from bench.machine import Cores
from bench.mutants.loads import read_tables
from bench.servers import Server, service, serving
from policyfacts.bundled import bundled

SQLITE = "sqlite:///"
# Some loads are killed after they had time to end: between what they wrote and their last line.
_LATEST = 1.05


def database_fault(url: str) -> str:
    """Return what is wrong with a SQLite file, empty where nothing is."""
    if not url.startswith(SQLITE):
        return ""
    with contextlib.closing(sqlite3.connect(url.removeprefix(SQLITE))) as connection:
        rows = connection.execute("PRAGMA integrity_check").fetchall()
        broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    return "" if rows == [("ok",)] and not broken else f"{rows[:3]} {broken[:3]}"


@dataclass
class Kills:
    """What became of loads that were killed."""

    killed: int = 0
    too_late: int = 0
    shown_anew: int = 0
    faults: list[str] = field(default_factory=list)


def kill_loads(
    releases: Sequence[Release], url: str, server: Server, count: int, random: Random
) -> Kills:
    """Kill loads until so many were killed before their end; look at the database after each."""
    kills, current = Kills(), len(releases) - 1
    while kills.killed < count and kills.too_late < 10 + count:
        target = 1 - current
        seconds = random.uniform(0.02, _LATEST) * releases[target].seconds
        has_ended = load(releases[target], url, kill_after=seconds)
        kills.killed += not has_ended
        kills.too_late += has_ended
        time.sleep(SECONDS_TO_NOTICE)
        place, fault = shown_release(releases, server), database_fault(url)
        if fault or place is None:
            kills.faults.append(f"killed after {seconds:.2f} s: release {place} {fault}")
        if has_ended and place != target:
            kills.faults.append(f"a load that ended is not shown: release {place}")
        kills.shown_anew += place == target and not has_ended
        current = current if place is None else place
    return kills


def try_kills(url: str, folder: Path, count: int, seed: int) -> tuple[Kills, Readings]:
    """Kill loads into a database under readers, load both once more, and compare the rest."""
    sound = bundled("seed")
    releases = [Release(sound), Release(other_seed(sound, folder / "seed"))]
    migrate(url)
    load(releases[0], url)
    with serving(service(url), Cores(None, None)) as server:
        for release in releases:
            learn(release, url, server)
        with Readers(server, releases).reading() as readings:
            kills = kill_loads(releases, url, server, count, Random(seed))
        for number, release in enumerate(releases):
            load(release, url)
            time.sleep(SECONDS_TO_NOTICE)
            if shown_release(releases, server) != number:
                kills.faults.append(f"loaded anew, release {number} is not what is shown")
    if url.startswith(SQLITE):
        kills.faults += differences_from_fresh(releases[-1], url, folder / "fresh.db")
    return kills, readings


def differences_from_fresh(release: Release, url: str, fresh: Path) -> list[str]:
    """List the tables that are not as a load into an empty database makes them."""
    migrate(f"{SQLITE}{fresh}")
    load(release, f"{SQLITE}{fresh}")
    tables, left = read_tables(fresh), read_tables(Path(url.removeprefix(SQLITE)))
    return [f"{name} differs from a fresh load" for name in tables if tables[name] != left[name]]
