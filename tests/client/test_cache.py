"""Cached responses are revalidated with If-None-Match."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx2
import pytest

from policyfacts.client import MemoryCache
from policyfacts.client.cache import CachedResponse
from tests.client.both_clients import ClientClass, Connection, open_client


class Server:
    """Server with one response and its ETag; records If-None-Match and status of each request."""

    def __init__(self) -> None:
        self.etag = 'W/"one"'
        self.status = "alive"
        self.exchanges: list[tuple[str | None, int]] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        if_none_match = request.headers.get("If-None-Match")
        is_match = if_none_match == self.etag
        self.exchanges.append((if_none_match, 304 if is_match else 200))
        headers = {"ETag": self.etag}
        if is_match:
            return httpx2.Response(304, headers=headers)
        return httpx2.Response(200, headers=headers, json={"status": self.status})


@pytest.fixture
def server() -> Server:
    return Server()


CACHES: dict[str, Callable[[], dict[str, Any]]] = {
    "own": dict,
    "given": lambda: {"cache": MemoryCache()},
    "off": lambda: {"cache": None},
}


@pytest.fixture(params=CACHES)
def client(
    request: pytest.FixtureRequest, client_class: ClientClass, server: Server
) -> Iterator[Any]:
    cache = CACHES[request.param]()
    with open_client(client_class, transport=httpx2.MockTransport(server), **cache) as client:
        client.cached = request.param != "off"
        yield client


def test_cached_response_is_revalidated_and_used_again(client: Any, server: Server) -> None:
    assert [client.alive().status for _ in range(3)] == ["alive"] * 3
    etag, status = (server.etag, 304) if client.cached else (None, 200)
    assert server.exchanges == [(None, 200), (etag, status), (etag, status)]


def test_changed_response_replaces_the_cached_one(client: Any, server: Server) -> None:
    client.alive()
    server.etag, server.status = 'W/"two"', "well"
    assert [client.alive().status for _ in range(2)] == ["well", "well"]
    assert server.exchanges[-1] == (('W/"two"', 304) if client.cached else (None, 200))


def test_repeated_requests_have_equal_results(connection: Connection) -> None:
    assert connection.client.facts(country="TR") == connection.client.facts(country="TR")
    fact_id = "by-2013-visa-free-travel-turkey"
    citation = connection.client.citation(fact_id)
    assert citation == connection.client.citation(fact_id, "text")


def test_other_params_and_bodies_have_cache_entries_of_their_own(connection: Connection) -> None:
    countries, client = ("TR", "CN", "RU"), connection.client
    totals = {client.count(country=country) for country in countries}
    totals |= {client.search({"country": country}).page.total for country in countries}
    assert len(totals) == 3


def test_least_recently_used_response_is_evicted() -> None:
    cache = MemoryCache(max_answers=2)
    for name in "ab":
        cache.keep(name, CachedResponse(name, b"-"))
    assert cache.find("a") is not None
    cache.keep("c", CachedResponse("c", b"-"))
    assert [cache.find(name) is not None for name in "abc"] == [True, False, True]
    assert len(cache) == 2


def test_cache_keeps_no_more_bytes_than_allowed() -> None:
    cache = MemoryCache(max_bytes=10)
    for name in "abc":
        cache.keep(name, CachedResponse(name, b"1234"))
    assert [cache.find(name) is not None for name in "abc"] == [False, True, True]
    cache.keep("b", CachedResponse("b", b"12"))
    cache.keep("d", CachedResponse("d", b"1234"))
    assert [cache.find(name) is not None for name in "bcd"] == [True, True, True]
    cache.keep("e", CachedResponse("e", b"x" * 11))
    assert len(cache) == 0
