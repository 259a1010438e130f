"""A load is all or nothing: when it is interrupted, and when another one runs beside it."""

from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text

from policyfacts.database import Database
from policyfacts.loader import Summary, load
from tests.loader.seeds import (
    TREATY,
    all_rows,
    load_seed,
    rename_minsk,
    small_facts,
    stored_bodies,
    write_small_review,
)


@pytest.mark.parametrize("steps", [1, 2, 4])
def test_interrupted_load_leaves_the_database_unchanged(
    database: Database, small_seed: Path, steps: int
) -> None:
    load_seed(database, small_seed)
    before = all_rows(database)
    facts = small_facts()
    facts[TREATY]["date"] = "2014"
    facts["kz-2014-new"] = facts[TREATY] | {"id": "kz-2014-new"}
    write_small_review(small_seed, facts)
    rename_minsk(small_seed, "Miensk")
    reports: list[str] = []

    def interrupt(step: str, done: int, total: int) -> None:
        reports.append(step)
        if len(reports) == steps:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load(database, small_seed, {}, interrupt)
    assert all_rows(database) == before
    assert load_seed(database, small_seed).added == ["kz-2014-new"]


def test_readers_see_the_earlier_release_until_the_load_ends(
    database: Database, small_seed: Path
) -> None:
    load_seed(database, small_seed)
    before = stored_bodies(database)
    facts = small_facts()
    facts[TREATY]["date"] = "2014"
    write_small_review(small_seed, facts)
    snapshots: list[dict[str, str]] = []
    load(database, small_seed, {}, lambda *_: snapshots.append(stored_bodies(database)))
    assert snapshots == [before] * len(snapshots)
    assert len(snapshots) > 0
    assert stored_bodies(database) != before


def test_two_loads_at_once_make_one_release(database: Database, small_seed: Path) -> None:
    second: list[Future[Summary]] = []

    def start_second(*_: object) -> None:
        if not second:
            second.append(executor.submit(load_seed, database, small_seed))
            if not database.is_sqlite:
                _wait_for_a_blocked_connection(database)

    with ThreadPoolExecutor(1) as executor:
        first = load(database, small_seed, {}, start_second)
        other = second[0].result()
    assert first.is_new
    assert (other.release, other.is_new) == (first.release, False)


def _wait_for_a_blocked_connection(database: Database) -> None:
    """Wait until the server reports that a connection waits for the lock of another."""
    waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    with database.read_transaction() as connection:
        for _ in range(3000):
            if connection.scalar(waiting):
                return
            connection.execute(text("SELECT pg_sleep(0.01)"))
    raise AssertionError("the second load did not start")
