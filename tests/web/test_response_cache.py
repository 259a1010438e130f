"""The response cache: the same responses as without it, and never of an older release."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from fastapi import FastAPI
from httpx2 import Response
from starlette.testclient import TestClient

from policyfacts.database import Database
from policyfacts.queries.releases import ReleaseInfo
from policyfacts.settings import Settings
from policyfacts.web import create_app
from policyfacts.web.middleware.response_cache import CHECK_SECONDS, ResponseCacheMiddleware
from policyfacts.web.middleware.response_store import CachedResponse, ResponseStore
from tests.databases import settings_of
from tests.loader.seeds import load_seed, replace

ADDRESSES = (
    "/v1/facts?country=CN&limit=3",
    "/v1/facts?facet=topic,year&limit=0",
    "/v1/facts?q=visa&sort=relevance",
    "/v1/facts?format=csv",
    "/v1/facts?format=ndjson&limit=5",
    "/v1/facts/by-2013-state-visit-indonesia",
    "/v1/facts/stats?group_by=year",
    "/v1/figures?format=csv",
    "/v1/countries/KZ",
    "/v1/graph?format=graphml",
    "/v1/changes?format=atom",
    "/v1",
)
HEADERS: tuple[dict[str, str], ...] = (
    {},
    {"Accept-Encoding": "identity"},
    {"Accept-Encoding": "gzip"},
    {"Accept-Encoding": "br;q=0, zstd"},
    {"Accept": "text/csv, application/json;q=0.5"},
    {"Origin": "https://elsewhere.example"},
)


@pytest.fixture(scope="module")
def service(loaded_settings: Settings) -> Iterator[FastAPI]:
    app = create_app(loaded_settings)
    yield app
    app.state.service.database.dispose()


@pytest.fixture(scope="module")
def cached(service: FastAPI) -> TestClient:
    return TestClient(service, raise_server_exceptions=False)


@pytest.fixture(scope="module")
def uncached(loaded_settings: Settings) -> Iterator[TestClient]:
    settings = loaded_settings.model_copy(update={"cache_mb": 0})
    with TestClient(create_app(settings)) as client:
        yield client


def cache_of(app: Any) -> ResponseCacheMiddleware:
    assert isinstance(app.response_cache, ResponseCacheMiddleware)
    return app.response_cache


def parts_of(response: Response) -> tuple[int, dict[str, str], bytes]:
    """Return status, headers and body, without the headers that each response has of its own."""
    own = ("x-request-id", "content-length", "transfer-encoding")
    headers = {name: value for name, value in response.headers.items() if name not in own}
    return response.status_code, headers, response.content


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("headers", HEADERS, ids=str)
def test_cached_response_is_the_same_as_without_the_cache(
    service: FastAPI, cached: TestClient, uncached: TestClient, address: str, headers: Any
) -> None:
    expected = parts_of(uncached.get(address, headers=headers))
    cached.get(address, headers=headers)
    hits = cache_of(service).counts.hits
    for method in ("GET", "HEAD"):
        status, own_headers, body = parts_of(cached.request(method, address, headers=headers))
        assert (status, own_headers) == expected[:2]
        assert body == (expected[2] if method == "GET" else b"")
    assert cache_of(service).counts.hits == hits + 2


@pytest.mark.parametrize("address", ADDRESSES)
def test_cached_response_answers_304(
    service: FastAPI, cached: TestClient, uncached: TestClient, address: str
) -> None:
    first = cached.get(address)
    conditions: tuple[dict[str, str], ...] = (
        {"If-None-Match": first.headers["ETag"]},
        {"If-None-Match": f'"other", {first.headers["ETag"].removeprefix("W/")}'},
        {"If-None-Match": "*"},
        {"If-Modified-Since": first.headers["Last-Modified"]},
    )
    for condition in conditions:
        before = cache_of(service).counts.not_modified
        answer = cached.get(address, headers=condition)
        assert parts_of(answer) == parts_of(uncached.get(address, headers=condition))
        assert (answer.status_code, answer.content) == (304, b"")
        assert cache_of(service).counts.not_modified == before + 1
    for condition in (
        {"If-None-Match": '"other"'},
        {"If-Modified-Since": "Sat, 01 Jan 2000 00:00:00 GMT"},
        {"If-Modified-Since": "Thu, 01 Jan 2099 00:00:00 GMT"},
        {"If-Modified-Since": "yesterday"},
    ):
        answer = cached.get(address, headers=condition)
        assert parts_of(answer) == parts_of(uncached.get(address, headers=condition))


def test_cached_responses_have_their_own_request_ids(cached: TestClient) -> None:
    ids = {cached.get("/v1/facts?limit=1").headers["X-Request-Id"] for _ in range(5)}
    assert len(ids) == 5
    assert all(len(request_id) == 32 for request_id in ids)


def test_order_and_encoding_of_parameters_share_one_copy(
    service: FastAPI, cached: TestClient
) -> None:
    store = cache_of(service).store
    first = cached.get("/v1/facts?country=KZ&year=2013&limit=2")
    copies = len(store)
    for query in ("limit=2&year=2013&country=KZ", "limit=2&%79ear=2013&country=%4BZ"):
        assert parts_of(cached.get(f"/v1/facts?{query}")) == parts_of(first)
    assert len(store) == copies


@pytest.mark.parametrize(
    "address",
    [
        "/v1/facts?country=Chna",
        "/v1/facts?cursor=garbage",
        "/v1/facts/nothing",
        "/v1/facts?format=xml",
        "/nowhere",
        "/health/ready",
    ],
)
def test_errors_and_health_are_never_stored(
    service: FastAPI, cached: TestClient, address: str
) -> None:
    before = len(cache_of(service).store)
    for _ in range(2):
        cached.get(address)
    assert len(cache_of(service).store) == before


def test_failure_is_not_stored(loaded_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    with TestClient(create_app(loaded_settings), raise_server_exceptions=False) as client:
        with monkeypatch.context() as broken:
            broken.setattr("policyfacts.search.results.facts.list_facts", _fail)
            assert client.get("/v1/facts?limit=200").status_code == 500
        assert client.get("/v1/facts?limit=200").status_code == 200


def _fail(*_: object) -> None:
    raise RuntimeError("planted")


@pytest.fixture
def two_releases(database: Database, seed: Path) -> Callable[[int], str]:
    """Loads the seed with the number in its title, and returns the release."""

    def load_changed(number: int) -> str:
        replace(seed / "dataset.yaml", "title: ", f"title: {number} ")
        return load_seed(database, seed).release

    return load_changed


def test_new_release_is_answered_within_the_time_promised(
    database: Database, two_releases: Callable[[int], str]
) -> None:
    first = two_releases(1)
    address = "/v1/facts?limit=1"
    with TestClient(create_app(settings_of(database))) as client:
        assert {client.get(address).json()["meta"]["release"] for _ in range(3)} == {first}
        second = two_releases(2)
        time.sleep(CHECK_SECONDS + 0.01)
        answer = client.get(address)
        assert answer.json()["meta"]["release"] == second != first
        condition = {"If-None-Match": answer.headers["ETag"]}
        assert client.get(address, headers=condition).status_code == 304


def test_during_loads_no_response_goes_back_to_an_older_release(
    database: Database, two_releases: Callable[[int], str]
) -> None:
    releases = [two_releases(1)]
    app = create_app(settings_of(database))
    done, releases_by_thread = Event(), [[], [], []]  # type: tuple[Event, list[list[str]]]

    def ask(answered: list[str]) -> None:
        client = TestClient(app)
        while not done.is_set():
            answer = client.get("/v1/facts?limit=2&country=KZ")
            meta = answer.json()["meta"]
            assert meta["release"] in meta["citation"]
            answered.append(meta["release"])

    with TestClient(app):
        threads = [Thread(target=ask, args=[answered]) for answered in releases_by_thread]
        for thread in threads:
            thread.start()
        for number in (2, 3):
            time.sleep(CHECK_SECONDS)
            releases.append(two_releases(number))
        time.sleep(2 * CHECK_SECONDS)
        done.set()
        for thread in threads:
            thread.join()
    for answered in releases_by_thread:
        order = [releases.index(release) for release in answered]
        assert order == sorted(order)
        assert order[-1] == 2


def test_without_a_current_release_nothing_comes_from_the_cache(
    loaded_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = create_app(loaded_settings)
    with TestClient(app) as client:
        assert client.get("/v1/facts?limit=1").status_code == 200
        monkeypatch.setattr(
            "policyfacts.web.middleware.response_cache._current_release", lambda _: None
        )
        time.sleep(CHECK_SECONDS + 0.01)
        hits = cache_of(app).counts.hits
        assert client.get("/v1/facts?limit=1").status_code == 200
        assert cache_of(app).counts.hits == hits


def make_response(size: int) -> CachedResponse:
    return CachedResponse([], [], b"x" * size, "", None)


def make_release(sequence: int) -> ReleaseInfo:
    moment: Any = None
    return ReleaseInfo(sequence, f"r{sequence}", moment, 1, "", "", "", "", "", "", 1)


def test_store_keeps_within_its_size_and_evicts_the_least_used() -> None:
    store, release = ResponseStore(200_000), make_release(1)
    for number in range(500):
        store.put(("asked", number), number, make_response(1_000), release)
        assert store.get(("asked", 0)) is not None
        assert store.bytes <= 200_000
    assert store.get(("asked", 1)) is None
    assert store.get(("asked", 499)) is not None
    assert 0 < len(store) < 50
    assert store.evictions == 500 - len(store)


def test_too_large_or_too_old_responses_are_not_stored() -> None:
    store = ResponseStore(80_000)
    store.put("large", "large", make_response(80_000), make_release(2))
    store.put("old", "old", make_response(1), make_release(1))
    store.put("new", "new", make_response(1), make_release(2))
    assert [store.get(key) is not None for key in ("large", "old", "new")] == [False, False, True]
    store.put("newer", "newer", make_response(1), make_release(3))
    assert (store.get("new"), len(store)) == (None, 1)


def test_one_query_in_many_spellings_takes_bounded_memory() -> None:
    store = ResponseStore(100_000)
    for number in range(1_000):
        store.put(number, "question", make_response(10), make_release(1))
    assert (len(store), sum(store.get(number) is not None for number in range(1_000))) == (1, 16)
