"""One address for a primary and its standby: who reads where, and what a lost server changes."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from databases import Pair, opened, postgresql_pair, settings_for
from loader.seeds import load_seed, replace, write_small_review
from policyfacts.bundled import bundled
from policyfacts.errors import DatabaseUnusable
from policyfacts.migrate import upgrade
from policyfacts.settings import Settings
from policyfacts.web import create_app

QUESTION = "/v1/facts?facet=country,review&limit=2"
_READERS = 3
_IS_STANDBY = text("SELECT pg_is_in_recovery()")


@dataclass
class Readers:
    """Threads that ask the same question again and again, and what they were told."""

    client: TestClient
    statuses: Counter[int] = field(default_factory=Counter)
    answers: Counter[tuple[object, ...]] = field(default_factory=Counter)
    without_retry: int = 0
    ended: Event = field(default_factory=Event)

    def ask(self) -> None:
        while not self.ended.is_set():
            response = self.client.get(QUESTION)
            self.statuses[response.status_code] += 1
            if response.status_code == 200:
                self.answers[told(response.json())] += 1
            elif "Retry-After" not in response.headers:
                self.without_retry += 1

    def wait_for(self, count: int) -> None:
        """Return when `count` more answers have come."""
        wanted = self.statuses.total() + count
        for _ in range(2000):
            if self.statuses.total() >= wanted:
                return
            self.ended.wait(0.02)
        raise AssertionError("the readers hang")


def told(answer: dict[str, object]) -> tuple[object, ...]:
    """What one answer says of its release: all of it must be of the same one."""
    shown = {key: answer[key] for key in ("items", "page", "facets", "meta")}
    page, meta = shown["page"], shown["meta"]
    assert isinstance(page, dict)
    assert isinstance(meta, dict)
    return meta["release"], page["total"], page["next"], repr(shown["items"]), repr(shown["facets"])


@pytest.fixture(scope="module")
def pair() -> Iterator[Pair]:
    """A pair whose standby has what was loaded through the address of both."""
    with postgresql_pair() as pair:
        with opened(settings_for(pair.url())) as database:
            upgrade(database)
            load_seed(database, bundled("seed"))
        pair.wait_for_standby()
        yield pair


@pytest.fixture
def settings(pair: Pair) -> Settings:
    """Settings with the address of both; every answer is made anew."""
    return settings_for(pair.url()).model_copy(update={"cache_mb": 0})


@contextmanager
def reading(settings: Settings) -> Iterator[Readers]:
    """Readers of a service, from the first answer on."""
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        readers = Readers(client)
        threads = [Thread(target=readers.ask) for _ in range(_READERS)]
        for thread in threads:
            thread.start()
        try:
            readers.wait_for(2 * _READERS)
            yield readers
        finally:
            readers.ended.set()
            for thread in threads:
                thread.join(30)
        assert not any(thread.is_alive() for thread in threads)


def is_on_standby(settings: Settings) -> bool:
    """Whether new readers are sent to a standby."""
    with opened(settings) as database, database.reading() as connection:
        return bool(connection.scalar(_IS_STANDBY))


def test_readers_are_on_the_standby_and_writers_on_the_primary(settings: Settings) -> None:
    assert is_on_standby(settings)
    with opened(settings) as database, database.writing() as connection:
        assert not connection.scalar(_IS_STANDBY)


def test_an_operator_may_say_where_readers_go(pair: Pair) -> None:
    assert not is_on_standby(settings_for(f"{pair.url()}&target_session_attrs=primary"))


def test_a_load_appears_on_the_standby_as_one_release(
    pair: Pair, settings: Settings, seed: Path
) -> None:
    with reading(settings) as readers, opened(settings) as database:
        before = readers.client.get(QUESTION)
        write_small_review(seed)
        load_seed(database, seed)
        pair.wait_for_standby()
        readers.wait_for(3 * _READERS)
        after = readers.client.get(QUESTION)
        stale = readers.client.get(before.json()["page"]["next"])
    assert readers.statuses.keys() == {200}
    assert after.json()["page"]["total"] == before.json()["page"]["total"] + 3
    assert readers.answers.keys() == {told(before.json()), told(after.json())}
    assert stale.status_code == 409


def test_a_page_of_a_release_that_the_standby_lacks_is_asked_for_again(
    pair: Pair, settings: Settings, seed: Path
) -> None:
    primary = settings_for(f"{pair.url()}&target_session_attrs=primary")
    replace(seed / "dataset.yaml", "2026.1", "2026.2")
    with TestClient(create_app(primary)) as ahead, TestClient(create_app(settings)) as behind:
        pair.standby.ask("SELECT pg_wal_replay_pause()")
        try:
            with opened(settings) as database:
                load_seed(database, seed)
            page = ahead.get(QUESTION).json()["page"]
            response = behind.get(page["next"])
        finally:
            pair.standby.ask("SELECT pg_wal_replay_resume()")
        assert response.status_code == 503
        assert response.headers["Retry-After"]
        assert response.json()["code"] == "release_not_here"
        pair.wait_for_standby()
        assert behind.get(page["next"]).json()["page"]["total"] == page["total"]


def test_readers_move_to_the_primary_when_the_standby_is_lost(
    pair: Pair, settings: Settings
) -> None:
    with reading(settings) as readers:
        pair.standby.kill()
        try:
            readers.wait_for(5 * _READERS)
            assert not is_on_standby(settings)
            lost = readers.statuses[503]
            readers.wait_for(20 * _READERS)
            assert readers.statuses[503] == lost
        finally:
            pair.standby.start()
    assert readers.statuses.keys() <= {200, 503}
    assert readers.without_retry == 0
    assert len(readers.answers) == 1
    assert is_on_standby(settings)


# The last one here: the pair is not put back as it was.
def test_reads_go_on_without_the_primary_and_loads_once_the_standby_is_promoted(
    pair: Pair, settings: Settings, seed: Path
) -> None:
    with reading(settings) as readers, opened(settings) as database:
        pair.primary.kill()
        readers.wait_for(20 * _READERS)
        assert len(readers.answers) == 1
        replace(seed / "dataset.yaml", "2026.1", "2026.3")
        with pytest.raises(DatabaseUnusable, match="those that answer are standbys"):
            load_seed(database, seed)
        pair.standby.ask("SELECT pg_promote()")
        load_seed(database, seed)
        readers.wait_for(3 * _READERS)
    assert readers.statuses.keys() == {200}
    assert len(readers.answers) == 2
