"""Redirects: a question stays what it is, and what was meant for one host goes to no other."""

from collections.abc import Callable

import httpx2
import pytest

from policyfacts.client import FactsClient, UnexpectedAnswer

Handler = Callable[[httpx2.Request], httpx2.Response]
EMPTY = {
    "items": [],
    "page": {"limit": 50, "count": 0, "total": 0, "next": None},
    "facets": {},
    "meta": {
        "release": "1",
        "query": {},
        "license": "CC-BY-4.0",
        "citation": "",
        "warnings": [],
    },
}


def behind(location: str, status: int, seen: list[httpx2.Request]) -> Handler:
    """Answers at the place that all else leads to."""

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        if str(request.url).startswith(location):
            return httpx2.Response(200, json=EMPTY)
        there = location + request.url.raw_path.decode()
        return httpx2.Response(status, headers={"Location": there})

    return answer


def client_behind(handler: Handler) -> FactsClient:
    return FactsClient(
        "http://one.example",
        transport=httpx2.MockTransport(handler),
        headers={"X-Api-Key": "secret"},
    )


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_search_is_asked_again_as_it_was(status: int) -> None:
    seen: list[httpx2.Request] = []
    with client_behind(behind("https://one.example", status, seen)) as client:
        assert client.search({"type": "visit"}).page.total == 0
    first, last = seen
    assert (last.method, last.content) == ("POST", first.content)
    assert last.headers["Content-Type"] == "application/json"


def test_own_headers_go_to_no_other_host() -> None:
    seen: list[httpx2.Request] = []
    with client_behind(behind("http://two.example", 302, seen)) as client:
        client.facts(country="TR")
    assert [it.headers.get("X-Api-Key") for it in seen] == ["secret", None]
    assert seen[1].url.query == seen[0].url.query == b"country=TR"


def test_who_is_led_to_no_address_is_told_so() -> None:
    nowhere = httpx2.Response(302, headers={"Location": "http://[::1"})
    with client_behind(lambda _: nowhere) as client, pytest.raises(UnexpectedAnswer, match="leads"):
        client.facts()


def test_who_is_led_in_a_circle_is_told_so() -> None:
    def lead(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(302, headers={"Location": str(request.url)})

    with client_behind(lead) as client, pytest.raises(UnexpectedAnswer, match="from address to"):
        client.facts()
