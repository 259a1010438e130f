"""A load is all or nothing: when it is broken off, and when another one runs beside it."""

from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text

from policyfacts.database import Database
from policyfacts.loader import Summary, load
from tests.loader.seeds import (
    TREATY,
    bodies,
    everything,
    load_seed,
    replace,
    small_facts,
    write_small_review,
)


@pytest.mark.parametrize("steps", [1, 2, 4])
def test_a_load_that_is_broken_off_leaves_the_database_as_it_was(
    database: Database, small_seed: Path, steps: int
) -> None:
    load_seed(database, small_seed)
    before = everything(database)
    facts = small_facts()
    facts[TREATY]["date"] = "2014"
    facts["kz-2014-new"] = facts[TREATY] | {"id": "kz-2014-new"}
    write_small_review(small_seed, facts)
    replace(small_seed / "entities" / "places.yaml", "name: Minsk", "name: Miensk")
    told: list[str] = []

    def interrupt(what: str, done: int, total: int) -> None:
        told.append(what)
        if len(told) == steps:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load(database, small_seed, {}, interrupt)
    assert everything(database) == before
    assert load_seed(database, small_seed).added == ["kz-2014-new"]


def test_readers_see_the_earlier_release_until_a_load_has_ended(
    database: Database, small_seed: Path
) -> None:
    load_seed(database, small_seed)
    before = bodies(database)
    facts = small_facts()
    facts[TREATY]["date"] = "2014"
    write_small_review(small_seed, facts)
    seen: list[dict[str, str]] = []
    load(database, small_seed, {}, lambda *_: seen.append(bodies(database)))
    assert seen == [before] * len(seen)
    assert len(seen) > 0
    assert bodies(database) != before


def test_two_loads_at_once_end_as_one(database: Database, small_seed: Path) -> None:
    second: list[Future[Summary]] = []

    def start_second(*_: object) -> None:
        if not second:
            second.append(others.submit(load_seed, database, small_seed))
            if not database.is_sqlite:
                _wait_until_one_waits(database)

    with ThreadPoolExecutor(1) as others:
        first = load(database, small_seed, {}, start_second)
        other = second[0].result()
    assert first.is_new
    assert (other.release, other.is_new) == (first.release, False)


def _wait_until_one_waits(database: Database) -> None:
    """Until the server itself says that a connection waits for what another holds."""
    waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    with database.read_transaction() as connection:
        for _ in range(3000):
            if connection.scalar(waiting):
                return
            connection.execute(text("SELECT pg_sleep(0.01)"))
    raise AssertionError("the second load did not start")
