"""Snapshots: opened once per release, also where servers at one address have two releases."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from policyfacts.database import Database
from policyfacts.search import snapshot as snapshot_module
from policyfacts.search.names.registry import EntityRegistry
from policyfacts.search.snapshot import Snapshot, SnapshotKeeper
from policyfacts.settings import Settings
from tests.databases import SQLITE, load_into
from tests.loader.seeds import TREATY, small_facts, write_small_review


@pytest.fixture(scope="module")
def servers(
    new_migrated: Callable[[str], Settings],
    copy_database: Callable[[Settings], Settings],
    new_seed: Callable[..., Path],
) -> Iterator[list[Database]]:
    """Databases at three releases, the oldest first: each lacks what came later."""
    seed, settings, databases = new_seed("by-2013"), new_migrated(SQLITE), []
    for version in range(3):
        load_version(settings, seed, version)
        databases.append(Database(copy_database(settings)))
    yield databases
    for database in databases:
        database.dispose()


def load_version(settings: Settings, seed: Path, version: int) -> None:
    facts = small_facts()
    facts[TREATY]["statement"] = f"Kazakhstan and Turkey concluded treaty {version}."
    write_small_review(seed, facts)
    load_into(settings, seed)


def open_snapshot(keeper: SnapshotKeeper, database: Database) -> Snapshot:
    with database.read_transaction() as connection:
        return keeper.open_session(connection).snapshot


def test_two_releases_in_turns_are_opened_once_each(servers: list[Database]) -> None:
    keeper, (_, older, newer) = SnapshotKeeper(), servers
    first, second = open_snapshot(keeper, newer), open_snapshot(keeper, older)
    assert first.release.sequence > second.release.sequence
    for _ in range(3):
        assert open_snapshot(keeper, older) is second
        assert open_snapshot(keeper, newer) is first
    assert keeper.newest is first


def test_two_releases_are_kept_and_one_is_the_newest(servers: list[Database]) -> None:
    keeper, (oldest, older, newer) = SnapshotKeeper(), servers
    first, second, third = (open_snapshot(keeper, server) for server in (newer, older, oldest))
    assert open_snapshot(keeper, oldest) is third
    assert open_snapshot(keeper, newer) is first
    assert open_snapshot(keeper, older) is not second


def test_open_release_is_served_while_another_is_being_opened(
    servers: list[Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper, (_, older, newer) = SnapshotKeeper(), servers
    older_snapshot = open_snapshot(keeper, older)
    started, may_finish, connections = Event(), Event(), []

    def open_slowly(connection: Any) -> Any:
        connections.append(connection)
        started.set()
        assert may_finish.wait(20)
        return original(connection)

    original = EntityRegistry
    monkeypatch.setattr(snapshot_module, "EntityRegistry", open_slowly)
    with ThreadPoolExecutor(3) as threads:
        futures = [threads.submit(open_snapshot, keeper, newer) for _ in range(2)]
        try:
            assert started.wait(20)
            assert threads.submit(open_snapshot, keeper, older).result(20) is older_snapshot
        finally:
            may_finish.set()
        assert futures[0].result(20) is futures[1].result(20)
    assert len(connections) == 1
