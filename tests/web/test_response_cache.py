"""Answers from the cache: the same as those that are made, and never of an older release."""

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
from policyfacts.loader import load
from policyfacts.migrate import upgrade
from policyfacts.queries.releases import ReleaseInfo
from policyfacts.settings import Settings
from policyfacts.web import create_app
from policyfacts.web.middleware.response_cache import CHECK_SECONDS, ResponseCacheMiddleware
from policyfacts.web.middleware.response_store import CachedResponse, ResponseStore

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


def seen(answer: Response) -> tuple[int, dict[str, str], bytes]:
    """What a client sees of an answer, but for what each answer has for itself."""
    own = ("x-request-id", "content-length", "transfer-encoding")
    headers = {name: value for name, value in answer.headers.items() if name not in own}
    return answer.status_code, headers, answer.content


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("headers", HEADERS, ids=str)
def test_an_answer_from_the_cache_is_the_answer_that_is_made(
    service: FastAPI, cached: TestClient, uncached: TestClient, address: str, headers: Any
) -> None:
    expected = seen(uncached.get(address, headers=headers))
    cached.get(address, headers=headers)
    hits = cache_of(service).counts.hits
    for method in ("GET", "HEAD"):
        status, own_headers, body = seen(cached.request(method, address, headers=headers))
        assert (status, own_headers) == expected[:2]
        assert body == (expected[2] if method == "GET" else b"")
    assert cache_of(service).counts.hits == hits + 2


@pytest.mark.parametrize("address", ADDRESSES)
def test_who_holds_an_answer_is_told_so_from_the_cache(
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
        assert seen(answer) == seen(uncached.get(address, headers=condition))
        assert (answer.status_code, answer.content) == (304, b"")
        assert cache_of(service).counts.not_modified == before + 1
    for condition in (
        {"If-None-Match": '"other"'},
        {"If-Modified-Since": "Sat, 01 Jan 2000 00:00:00 GMT"},
        {"If-Modified-Since": "Thu, 01 Jan 2099 00:00:00 GMT"},
        {"If-Modified-Since": "yesterday"},
    ):
        answer = cached.get(address, headers=condition)
        assert seen(answer) == seen(uncached.get(address, headers=condition))


def test_each_answer_has_a_request_id_of_its_own(cached: TestClient) -> None:
    ids = {cached.get("/v1/facts?limit=1").headers["X-Request-Id"] for _ in range(5)}
    assert len(ids) == 5
    assert all(len(it) == 32 for it in ids)


def test_the_order_of_parameters_and_their_coding_make_no_second_copy(
    service: FastAPI, cached: TestClient
) -> None:
    held = cache_of(service).store
    first = cached.get("/v1/facts?country=KZ&year=2013&limit=2")
    copies = len(held)
    for written in ("limit=2&year=2013&country=KZ", "limit=2&%79ear=2013&country=%4BZ"):
        assert seen(cached.get(f"/v1/facts?{written}")) == seen(first)
    assert len(held) == copies


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
def test_refusals_and_answers_of_the_moment_are_never_held(
    service: FastAPI, cached: TestClient, address: str
) -> None:
    before = len(cache_of(service).store)
    for _ in range(2):
        cached.get(address)
    assert len(cache_of(service).store) == before


def test_a_failure_is_not_held_and_the_next_answer_is_good(
    loaded_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with TestClient(create_app(loaded_settings), raise_server_exceptions=False) as client:
        with monkeypatch.context() as broken:
            broken.setattr("policyfacts.search.results.facts.list_facts", _fail)
            assert client.get("/v1/facts?limit=200").status_code == 500
        assert client.get("/v1/facts?limit=200").status_code == 200


def _fail(*_: object) -> None:
    raise RuntimeError("planted")


def test_a_prefix_is_part_of_the_question(loaded_settings: Settings) -> None:
    host, service = FastAPI(), create_app(loaded_settings)
    host.mount("/one", service)
    host.mount("/two", service)
    with TestClient(service):
        client = TestClient(host)
        for _ in range(2):
            for prefix in ("/one", "/two"):
                following = client.get(f"{prefix}/v1/facts?limit=1").json()["page"]["next"]
                assert following.startswith(f"{prefix}/v1/facts?")
        assert cache_of(service).counts.hits == 2


def test_origins_that_may_and_may_not_ask_are_told_apart(loaded_settings: Settings) -> None:
    some = loaded_settings.model_copy(update={"cors_origins": ("https://a.example",)})
    with TestClient(create_app(some)) as client:
        for _ in range(2):
            asked = ({"Origin": f"https://{it}.example"} for it in "ab")
            answers = [client.get("/v1/facts?limit=1", headers=it).headers for it in asked]
            told = [it.get("Access-Control-Allow-Origin") for it in answers]
            assert told == ["https://a.example", None]


@pytest.fixture
def two_releases(database: Database, seed: Path) -> Callable[[int], str]:
    """Loads the seed with as many of the first facts' statements changed; returns the release."""
    upgrade(database)

    def load_changed(number: int) -> str:
        dataset = seed / "dataset.yaml"
        text = dataset.read_text(encoding="utf-8").splitlines()
        changed = [f"title: Facts, {number}" if it.startswith("title:") else it for it in text]
        dataset.write_text("\n".join(changed) + "\n", encoding="utf-8")
        return load(database, seed, {}, lambda *_: None).release

    return load_changed


def settings_of(database: Database) -> Settings:
    return Settings(database_url=database.engine.url.render_as_string(hide_password=False))


def test_another_release_shows_within_the_time_promised(
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
        held = {"If-None-Match": answer.headers["ETag"]}
        assert client.get(address, headers=held).status_code == 304


def test_while_releases_change_every_answer_is_of_one_release_and_none_goes_back(
    database: Database, two_releases: Callable[[int], str]
) -> None:
    releases = [two_releases(1)]
    app = create_app(settings_of(database))
    done, seen_by = Event(), [[], [], []]  # type: tuple[Event, list[list[str]]]

    def ask(found: list[str]) -> None:
        client = TestClient(app)
        while not done.is_set():
            answer = client.get("/v1/facts?limit=2&country=KZ")
            meta = answer.json()["meta"]
            assert meta["release"] in meta["citation"]
            found.append(meta["release"])

    with TestClient(app):
        askers = [Thread(target=ask, args=[found]) for found in seen_by]
        for asker in askers:
            asker.start()
        for number in (2, 3):
            time.sleep(CHECK_SECONDS)
            releases.append(two_releases(number))
        time.sleep(2 * CHECK_SECONDS)
        done.set()
        for asker in askers:
            asker.join()
    for found in seen_by:
        order = [releases.index(it) for it in found]
        assert order == sorted(order)
        assert order[-1] == 2


def test_where_no_release_can_be_told_nothing_is_answered_from_the_cache(
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


def made_answer(size: int) -> CachedResponse:
    return CachedResponse([], [], b"x" * size, "", None)


def made_release(sequence: int) -> ReleaseInfo:
    moment: Any = None
    return ReleaseInfo(sequence, f"r{sequence}", moment, 1, "", "", "", "", "", "", 1)


def test_no_more_bytes_are_held_than_are_allowed_and_what_is_asked_for_stays() -> None:
    held, release = ResponseStore(200_000), made_release(1)
    for number in range(500):
        held.put(("asked", number), number, made_answer(1_000), release)
        assert held.get(("asked", 0)) is not None
        assert held.bytes <= 200_000
    assert held.get(("asked", 1)) is None
    assert held.get(("asked", 499)) is not None
    assert 0 < len(held) < 50
    assert held.evictions == 500 - len(held)


def test_what_is_too_large_or_too_old_is_not_held() -> None:
    held = ResponseStore(80_000)
    held.put("large", "large", made_answer(80_000), made_release(2))
    held.put("old", "old", made_answer(1), made_release(1))
    held.put("new", "new", made_answer(1), made_release(2))
    assert [held.get(it) is not None for it in ("large", "old", "new")] == [False, False, True]
    held.put("newer", "newer", made_answer(1), made_release(3))
    assert (held.get("new"), len(held)) == (None, 1)


def test_one_question_written_in_endless_ways_takes_bounded_memory() -> None:
    held = ResponseStore(100_000)
    for number in range(1_000):
        held.put(number, "question", made_answer(10), made_release(1))
    assert (len(held), sum(held.get(it) is not None for it in range(1_000))) == (1, 16)
