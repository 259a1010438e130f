"""Redirects: method and body are kept, and headers for one host go to no other."""

from collections.abc import Callable

import httpx2
import pytest

from policyfacts.client import FactsClient, UnexpectedAnswer
from tests.client.both_clients import EMPTY_PAGE

Handler = Callable[[httpx2.Request], httpx2.Response]


def redirect_to(location: str, status: int, requests: list[httpx2.Request]) -> Handler:
    """Return a handler that redirects everything to `location` and records the requests."""

    def handle(request: httpx2.Request) -> httpx2.Response:
        requests.append(request)
        if str(request.url).startswith(location):
            return httpx2.Response(200, json=EMPTY_PAGE)
        url = location + request.url.raw_path.decode()
        return httpx2.Response(status, headers={"Location": url})

    return handle


def client_with(handler: Handler) -> FactsClient:
    return FactsClient(
        "http://one.example",
        transport=httpx2.MockTransport(handler),
        headers={"X-Api-Key": "secret"},
    )


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirected_search_keeps_method_and_body(status: int) -> None:
    requests: list[httpx2.Request] = []
    with client_with(redirect_to("https://one.example", status, requests)) as client:
        assert client.search({"type": "visit"}).page.total == 0
    first, last = requests
    assert (last.method, last.content) == ("POST", first.content)
    assert last.headers["Content-Type"] == "application/json"


def test_own_headers_are_not_sent_to_another_host() -> None:
    requests: list[httpx2.Request] = []
    with client_with(redirect_to("http://two.example", 302, requests)) as client:
        client.facts(country="TR")
    assert [request.headers.get("X-Api-Key") for request in requests] == ["secret", None]
    assert requests[1].url.query == requests[0].url.query == b"country=TR"


def test_invalid_location_is_an_unexpected_answer() -> None:
    response = httpx2.Response(302, headers={"Location": "http://[::1"})
    with client_with(lambda _: response) as client, pytest.raises(UnexpectedAnswer, match="leads"):
        client.facts()


def test_redirect_loop_is_an_unexpected_answer() -> None:
    def redirect(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(302, headers={"Location": str(request.url)})

    with client_with(redirect) as client, pytest.raises(UnexpectedAnswer, match="from address to"):
        client.facts()
