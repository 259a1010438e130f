"""Mutants loaded over the sound seed: what the database holds afterwards, table by table."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from pyroaring import BitMap

from bench.mutants.trial import run_load, run_migrate
from bench.mutants.verdict import refusal_fault

# What tells of loads differs from one database to another; the full text index is SQLite's own.
_OF_LOADS = ("releases", "change_runs", "fact_changes", "selection_orders", "policyfacts_version")
_OF_SQLITE = ("sqlite_", "fact_search_")
Tables = dict[str, list[str]]


class LoadTrial:
    """Loads the first mutants over the sound seed, and compares all tables."""

    def __init__(self, base: Path, folder: Path, limit: int) -> None:
        self._folder = folder
        self._left = limit
        self._refused = self._loaded = 0
        self._empty = folder / "empty.db"
        run_migrate(_url(self._empty))
        self._sound = folder / "sound.db"
        shutil.copy(self._empty, self._sound)
        run_load(base, _url(self._sound))
        self._before = read_tables(self._sound)

    def judge(self, seed: Path, *, is_refused: bool) -> str:
        """Return what is at fault with a load of this seed, empty where nothing is."""
        if not self._left:
            return ""
        self._left -= 1
        database = self._copy(self._sound, "over.db")
        outcome = run_load(seed, _url(database))
        after = read_tables(database)
        if outcome.code == 1:
            self._refused += 1
            changed = _differing(self._before, after)
            return refusal_fault(outcome) or (changed and f"refused, and {changed} changed")
        if outcome.code != 0:
            return f"the load ended with {outcome.code}: {outcome.lines[-1:]}"
        if is_refused:
            return "the check refused it and the load took it"
        self._loaded += 1
        fresh = self._copy(self._empty, "fresh.db")
        run_load(seed, _url(fresh))
        changed = _differing(read_tables(fresh), after)
        return changed and f"{changed} differ from those of a fresh load"

    def summary(self) -> str:
        """Say how many loads there were."""
        return (
            f"{self._refused + self._loaded} of them were loaded, every table compared: "
            f"{self._refused} refused, {self._loaded} taken."
        )

    def _copy(self, database: Path, name: str) -> Path:
        for old in self._folder.glob(f"{name}*"):
            old.unlink()
        return Path(shutil.copy(database, self._folder / name))


def read_tables(database: Path) -> Tables:
    """Read all tables as sorted rows, with facts by their ids and sets as lists."""
    with closing(sqlite3.connect(database)) as connection:
        names = [
            row[0]
            for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        facts = dict(connection.execute("SELECT number, id FROM facts").fetchall())
        return {
            name: _rows(connection, name, facts)
            for name in names
            if name not in _OF_LOADS and not name.startswith(_OF_SQLITE)
        }


def _rows(connection: sqlite3.Connection, table: str, facts: dict[int, str]) -> list[str]:
    by_fact = table == "facts"
    rows = connection.execute(f'SELECT * FROM "{table}"')
    columns = [column[0] for column in rows.description]

    def plain(column: str, value: object) -> object:
        if column == "fact_number" or (by_fact and column == "number"):
            return facts[int(str(value))]
        if column == "members":
            assert isinstance(value, bytes)
            return list(BitMap.deserialize(value))
        return value

    return sorted(
        repr([plain(column, value) for column, value in zip(columns, row, strict=True)])
        for row in rows
    )


def _differing(one: Tables, other: Tables) -> str:
    return ", ".join(name for name in one if one[name] != other[name])


def _url(database: Path) -> str:
    return f"sqlite:///{database}"
