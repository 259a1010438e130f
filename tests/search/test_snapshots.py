"""Releases in memory: opened once, also where servers that share an address are at two of them."""

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from policyfacts.database import Database
from policyfacts.migrate import upgrade
from policyfacts.search import snapshot as room
from policyfacts.search.names.registry import EntityRegistry
from policyfacts.search.snapshot import Snapshot, SnapshotKeeper
from policyfacts.settings import Settings
from tests.databases import SQLITE
from tests.loader.seeds import TREATY, load_seed, small_facts, write_small_review
from tests.seeds import FROZEN_SEED


@pytest.fixture(scope="module")
def servers(
    new_database: Callable[[str], Settings], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[Database]]:
    """Databases at three releases, the oldest first: each lacks what came later."""
    seed = tmp_path_factory.mktemp("snapshots") / "seed"
    shutil.copytree(FROZEN_SEED, seed, ignore=shutil.ignore_patterns("by-2013"))
    settings = [new_database(SQLITE) for _ in range(3)]
    upgrade(Database(settings[0]))
    for version, (one, following) in enumerate(zip(settings, [*settings[1:], None], strict=True)):
        load_version(Database(one), seed, version)
        if following is not None:
            shutil.copy(file_of(one), file_of(following))
    databases = [Database(it) for it in settings]
    yield databases
    for database in databases:
        database.dispose()


def file_of(settings: Settings) -> str:
    return settings.database_url.removeprefix("sqlite:///")


def load_version(database: Database, seed: Path, version: int) -> None:
    facts = small_facts()
    facts[TREATY]["statement"] = f"Kazakhstan and Turkey concluded treaty {version}."
    write_small_review(seed, facts)
    load_seed(database, seed)


def seen(keeper: SnapshotKeeper, database: Database) -> Snapshot:
    with database.read_transaction() as connection:
        return keeper.open_session(connection).snapshot


def test_two_releases_are_opened_once_however_often_they_take_turns(
    servers: list[Database],
) -> None:
    keeper, (_, older, newer) = SnapshotKeeper(), servers
    first, second = seen(keeper, newer), seen(keeper, older)
    assert first.release.sequence > second.release.sequence
    for _ in range(3):
        assert seen(keeper, older) is second
        assert seen(keeper, newer) is first
    assert keeper.newest is first


def test_no_more_than_two_releases_are_held_and_one_is_the_newest(servers: list[Database]) -> None:
    keeper, (oldest, older, newer) = SnapshotKeeper(), servers
    first, second, third = (seen(keeper, it) for it in (newer, older, oldest))
    assert seen(keeper, oldest) is third
    assert seen(keeper, newer) is first
    assert seen(keeper, older) is not second


def test_who_asks_for_a_release_that_is_held_does_not_wait_for_another_to_be_opened(
    servers: list[Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper, (_, older, newer) = SnapshotKeeper(), servers
    held = seen(keeper, older)
    began, go_on, opened = Event(), Event(), []

    def open_slowly(connection: Any) -> Any:
        opened.append(connection)
        began.set()
        assert go_on.wait(20)
        return made(connection)

    made = EntityRegistry
    monkeypatch.setattr(room, "EntityRegistry", open_slowly)
    with ThreadPoolExecutor(3) as threads:
        waiting = [threads.submit(seen, keeper, newer) for _ in range(2)]
        try:
            assert began.wait(20)
            assert threads.submit(seen, keeper, older).result(20) is held
        finally:
            go_on.set()
        assert waiting[0].result(20) is waiting[1].result(20)
    assert len(opened) == 1
