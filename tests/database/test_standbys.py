"""One database URL for a primary and its standby: where reads go when a server is lost."""

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
from policyfacts.migrate import downgrade, upgrade
from policyfacts.settings import Settings
from policyfacts.web import create_app
from tests.databases import Pair, opened, postgresql_pair, settings_for
from tests.loader.seeds import load_seed, replace, write_small_review
from tests.once import FOLDER
from tests.seeds import FROZEN_SEED

URL = "/v1/facts?limit=2"
_READERS = 3
_IS_STANDBY = text("SELECT pg_is_in_recovery()")


@dataclass
class Readers:
    """Threads that send the same requests again and again, and what was answered."""

    client: TestClient
    statuses: Counter[int] = field(default_factory=Counter)
    answers: Counter[tuple[object, ...]] = field(default_factory=Counter)
    without_retry: int = 0
    ended: Event = field(default_factory=Event)
    numbers: Iterator[int] = field(default_factory=count)

    def request_in_turns(self) -> None:
        """Send requests until the end, with and without facets in turn."""
        for turn in count():
            if self.ended.is_set():
                return
            response = self.request(with_facets=turn % 2 == 0)
            self.statuses[response.status_code] += 1
            if response.status_code == 200:
                self.answers[content_of(response.json())] += 1
            elif "Retry-After" not in response.headers:
                self.without_retry += 1

    def request(self, *, with_facets: bool) -> Response:
        """Send a request that is never cached: a year before all facts filters nothing."""
        url = f"/v1/facts?limit=2&year_from={1 + next(self.numbers) % 1900}"
        return self.client.get(f"{url}&facet=country,review" if with_facets else url)

    def contents(self) -> set[tuple[object, ...]]:
        """Return what is answered now, with and without facets."""
        return {
            content_of(self.request(with_facets=with_facets).json())
            for with_facets in (False, True)
        }

    def wait_for(self, more: int) -> None:
        """Return when so many more responses have come."""
        expected_total = self.statuses.total() + more
        for _ in range(2000):
            if self.statuses.total() >= expected_total:
                return
            self.ended.wait(0.02)
        raise AssertionError("the readers hang")


def content_of(answer: dict[str, Any]) -> tuple[object, ...]:
    """Return the release of an answer and what must be of the same release."""
    facets = {
        name: [(value["value"], value["count"]) for value in values]
        for name, values in answer["facets"].items()
    }
    return answer["meta"]["release"], answer["page"]["total"], repr(answer["items"]), repr(facets)


@pytest.fixture(scope="module")
def pair(pytestconfig: pytest.Config) -> Iterator[Pair]:
    """A pair whose standby has what was loaded through the URL of both."""
    with postgresql_pair(pytestconfig.stash[FOLDER]) as pair:
        with opened(settings_for(pair.url())) as database:
            upgrade(database)
            load_seed(database, FROZEN_SEED)
        pair.wait_for_standby()
        yield pair


@pytest.fixture
def settings(pair: Pair) -> Settings:
    """Settings with the URL of both, without the response cache."""
    return settings_for(pair.url()).model_copy(update={"cache_mb": 0})


@contextmanager
def start_readers(settings: Settings) -> Iterator[Readers]:
    """Yield readers of a service, from the first responses on."""
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        readers = Readers(client)
        threads = [Thread(target=readers.request_in_turns) for _ in range(_READERS)]
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
    """Return True where new readers are sent to a standby."""
    with opened(settings) as database, database.read_transaction() as connection:
        return bool(connection.scalar(_IS_STANDBY))


def test_reads_go_to_the_standby_and_writes_to_the_primary(settings: Settings) -> None:
    assert is_on_standby(settings)
    with opened(settings) as database, database.write_transaction() as connection:
        assert not connection.scalar(_IS_STANDBY)


def test_setting_sends_reads_to_the_primary(pair: Pair) -> None:
    assert not is_on_standby(settings_for(f"{pair.url()}&target_session_attrs=primary"))


def test_load_appears_on_the_standby_as_one_release(
    pair: Pair, settings: Settings, seed: Path
) -> None:
    with start_readers(settings) as readers, opened(settings) as database:
        before = readers.contents()
        next_url = readers.request(with_facets=True).json()["page"]["next"]
        write_small_review(seed)
        load_seed(database, seed)
        pair.wait_for_standby()
        readers.wait_for(5 * _READERS)
        after = readers.contents()
        stale = readers.client.get(next_url)
    assert readers.statuses.keys() == {200}
    assert len(before | after) == 4
    assert readers.answers.keys() == before | after
    assert stale.status_code == 409


def test_next_page_of_a_release_that_the_standby_lacks_is_retried(
    pair: Pair, settings: Settings, seed: Path
) -> None:
    primary = settings_for(f"{pair.url()}&target_session_attrs=primary")
    replace(seed / "dataset.yaml", "2026.1", "2026.2")
    with TestClient(create_app(primary)) as ahead, TestClient(create_app(settings)) as behind:
        pair.standby.ask("SELECT pg_wal_replay_pause()")
        try:
            with opened(settings) as database:
                load_seed(database, seed)
            page = ahead.get(URL).json()["page"]
            response = behind.get(page["next"])
        finally:
            pair.standby.ask("SELECT pg_wal_replay_resume()")
        assert response.status_code == 503
        assert response.headers["Retry-After"]
        assert response.json()["code"] == "release_not_here"
        pair.wait_for_standby()
        assert behind.get(page["next"]).json()["page"]["total"] == page["total"]


def test_tables_are_changed_under_readers_of_the_standby(pair: Pair, settings: Settings) -> None:
    with start_readers(settings) as readers, opened(settings) as database:
        before = readers.contents()
        downgrade(database, "0005")
        pair.wait_for_standby()
        assert readers.request(with_facets=True).json()["code"] == "nothing_loaded"
        upgrade(database)
        load_seed(database, FROZEN_SEED)
        pair.wait_for_standby()
        readers.wait_for(5 * _READERS)
        after = readers.contents()
        assert is_on_standby(settings)
    assert readers.statuses.keys() <= {200, 503}
    assert readers.answers.keys() == before | after


def test_reads_move_to_the_primary_when_the_standby_is_lost(pair: Pair, settings: Settings) -> None:
    with start_readers(settings) as readers:
        before = readers.contents()
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
    assert readers.answers.keys() == before
    assert is_on_standby(settings)


# The last test of this file: the pair is not put back as it was.
def test_reads_work_without_the_primary_and_loads_after_promotion(
    pair: Pair, settings: Settings, seed: Path
) -> None:
    with start_readers(settings) as readers, opened(settings) as database:
        before = readers.contents()
        pair.primary.kill()
        readers.wait_for(20 * _READERS)
        assert readers.answers.keys() == before
        replace(seed / "dataset.yaml", "2026.1", "2026.3")
        with pytest.raises(DatabaseUnusable, match="those that answer are standbys"):
            load_seed(database, seed)
        pair.standby.ask("SELECT pg_promote()")
        load_seed(database, seed)
        readers.wait_for(5 * _READERS)
        after = readers.contents()
    assert readers.statuses.keys() == {200}
    assert len(before | after) == 4
    assert readers.answers.keys() == before | after
