"""One address for a primary and its standby: who reads where, and what a lost server changes."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from httpx2 import Response
from sqlalchemy import text
from starlette.testclient import TestClient

from policyfacts.errors import DatabaseUnusable
from policyfacts.migrate import upgrade
from policyfacts.settings import Settings
from policyfacts.web import create_app
from tests.databases import Pair, opened, postgresql_pair, settings_for
from tests.loader.seeds import load_seed, replace, write_small_review
from tests.seeds import FROZEN_SEED

QUESTION = "/v1/facts?limit=2"
_READERS = 3
_IS_STANDBY = text("SELECT pg_is_in_recovery()")


@dataclass
class Readers:
    """Threads that ask the same again and again, and what they were told."""

    client: TestClient
    statuses: Counter[int] = field(default_factory=Counter)
    answers: Counter[tuple[object, ...]] = field(default_factory=Counter)
    without_retry: int = 0
    ended: Event = field(default_factory=Event)
    numbers: Iterator[int] = field(default_factory=count)

    def ask(self) -> None:
        """Ask until the end, with and without facets in turn."""
        for turn in count():
            if self.ended.is_set():
                return
            response = self.ask_once(with_facets=turn % 2 == 0)
            self.statuses[response.status_code] += 1
            if response.status_code == 200:
                self.answers[told(response.json())] += 1
            elif "Retry-After" not in response.headers:
                self.without_retry += 1

    def ask_once(self, *, with_facets: bool) -> Response:
        """Ask with a year before all facts: it changes nothing, but no answer is held for it."""
        question = f"/v1/facts?limit=2&year_from={1 + next(self.numbers) % 1900}"
        return self.client.get(f"{question}&facet=country,review" if with_facets else question)

    def told_now(self) -> set[tuple[object, ...]]:
        """What is answered now, with and without facets."""
        return {told(self.ask_once(with_facets=it).json()) for it in (False, True)}

    def wait_for(self, more: int) -> None:
        """Return when so many more answers have come."""
        wanted = self.statuses.total() + more
        for _ in range(2000):
            if self.statuses.total() >= wanted:
                return
            self.ended.wait(0.02)
        raise AssertionError("the readers hang")


def told(answer: dict[str, Any]) -> tuple[object, ...]:
    """What one answer says of its release: all of it must be of the same one."""
    facets = {
        name: [(it["value"], it["count"]) for it in values]
        for name, values in answer["facets"].items()
    }
    return answer["meta"]["release"], answer["page"]["total"], repr(answer["items"]), repr(facets)


@pytest.fixture(scope="module")
def pair() -> Iterator[Pair]:
    """A pair whose standby has what was loaded through the address of both."""
    with postgresql_pair() as pair:
        with opened(settings_for(pair.url())) as database:
            upgrade(database)
            load_seed(database, FROZEN_SEED)
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
    with opened(settings) as database, database.read_transaction() as connection:
        return bool(connection.scalar(_IS_STANDBY))


def test_readers_are_on_the_standby_and_writers_on_the_primary(settings: Settings) -> None:
    assert is_on_standby(settings)
    with opened(settings) as database, database.write_transaction() as connection:
        assert not connection.scalar(_IS_STANDBY)


def test_an_operator_may_say_where_readers_go(pair: Pair) -> None:
    assert not is_on_standby(settings_for(f"{pair.url()}&target_session_attrs=primary"))


def test_a_load_appears_on_the_standby_as_one_release(
    pair: Pair, settings: Settings, seed: Path
) -> None:
    with reading(settings) as readers, opened(settings) as database:
        before = readers.told_now()
        following = readers.ask_once(with_facets=True).json()["page"]["next"]
        write_small_review(seed)
        load_seed(database, seed)
        pair.wait_for_standby()
        readers.wait_for(5 * _READERS)
        after = readers.told_now()
        stale = readers.client.get(following)
    assert readers.statuses.keys() == {200}
    assert len(before | after) == 4
    assert readers.answers.keys() == before | after
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
        told_before = readers.told_now()
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
    assert readers.answers.keys() == told_before
    assert is_on_standby(settings)


# The last one here: the pair is not put back as it was.
def test_reads_go_on_without_the_primary_and_loads_once_the_standby_is_promoted(
    pair: Pair, settings: Settings, seed: Path
) -> None:
    with reading(settings) as readers, opened(settings) as database:
        before = readers.told_now()
        pair.primary.kill()
        readers.wait_for(20 * _READERS)
        assert readers.answers.keys() == before
        replace(seed / "dataset.yaml", "2026.1", "2026.3")
        with pytest.raises(DatabaseUnusable, match="those that answer are standbys"):
            load_seed(database, seed)
        pair.standby.ask("SELECT pg_promote()")
        load_seed(database, seed)
        readers.wait_for(5 * _READERS)
        after = readers.told_now()
    assert readers.statuses.keys() == {200}
    assert len(before | after) == 4
    assert readers.answers.keys() == before | after
