"""Answers that are held are asked for only whether they still hold."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx2
import pytest

from policyfacts.client import AsyncFactsClient, FactsClient, MemoryCache
from policyfacts.client.cache import CachedResponse
from tests.client.both_clients import Way, client_of

Kind = type[FactsClient] | type[AsyncFactsClient]


class Noting:
    """A server with one answer and its tag; notes what was asked and said."""

    def __init__(self) -> None:
        self.etag = 'W/"one"'
        self.status = "alive"
        self.said: list[tuple[str | None, int]] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        asked = request.headers.get("If-None-Match")
        same = asked == self.etag
        self.said.append((asked, 304 if same else 200))
        headers = {"ETag": self.etag}
        if same:
            return httpx2.Response(304, headers=headers)
        return httpx2.Response(200, headers=headers, json={"status": self.status})


@pytest.fixture
def server() -> Noting:
    return Noting()


CACHES: dict[str, Callable[[], dict[str, Any]]] = {
    "own": dict,
    "given": lambda: {"cache": MemoryCache()},
    "off": lambda: {"cache": None},
}


@pytest.fixture(params=CACHES)
def client(request: pytest.FixtureRequest, kind: Kind, server: Noting) -> Iterator[Any]:
    cache = CACHES[request.param]()
    with client_of(kind, transport=httpx2.MockTransport(server), **cache) as client:
        client.cached = request.param != "off"
        yield client


def test_an_answer_that_holds_is_not_sent_again(client: Any, server: Noting) -> None:
    assert [client.alive().status for _ in range(3)] == ["alive"] * 3
    held, status = (server.etag, 304) if client.cached else (None, 200)
    assert server.said == [(None, 200), (held, status), (held, status)]


def test_an_answer_that_changed_takes_its_place(client: Any, server: Noting) -> None:
    client.alive()
    server.etag, server.status = 'W/"two"', "well"
    assert [client.alive().status for _ in range(2)] == ["well", "well"]
    assert server.said[-1] == (('W/"two"', 304) if client.cached else (None, 200))


def test_the_service_says_that_answers_hold(way: Way) -> None:
    assert way.client.facts(country="TR") == way.client.facts(country="TR")
    assert way.client.citation("by-2013-visa-free-travel-turkey") == way.client.citation(
        "by-2013-visa-free-travel-turkey", "text"
    )


def test_other_questions_and_searches_have_answers_of_their_own(way: Way) -> None:
    totals = {way.client.count(country=it) for it in ("TR", "CN", "RU")}
    totals |= {way.client.search({"country": it}).page.total for it in ("TR", "CN", "RU")}
    assert len(totals) == 3


def test_what_was_not_used_for_longest_is_let_go() -> None:
    cache = MemoryCache(max_answers=2)
    for name in "ab":
        cache.keep(name, CachedResponse(name, b"-"))
    assert cache.find("a") is not None
    cache.keep("c", CachedResponse("c", b"-"))
    assert [cache.find(name) is not None for name in "abc"] == [True, False, True]
    assert len(cache) == 2


def test_it_holds_no_more_bytes_than_it_may() -> None:
    cache = MemoryCache(max_bytes=10)
    for name in "abc":
        cache.keep(name, CachedResponse(name, b"1234"))
    assert [cache.find(name) is not None for name in "abc"] == [False, True, True]
    cache.keep("b", CachedResponse("b", b"12"))
    cache.keep("d", CachedResponse("d", b"1234"))
    assert [cache.find(name) is not None for name in "bcd"] == [True, True, True]
    cache.keep("e", CachedResponse("e", b"x" * 11))
    assert len(cache) == 0
