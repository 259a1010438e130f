"""Retries: transient failures are retried within bounds, others are raised at once."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import anyio
import httpx2
import pytest

from policyfacts.client import (
    AsyncFactsClient,
    Retry,
    ServerFailed,
    TooManyRequests,
    Unavailable,
    Unreachable,
    request_flow,
)
from tests.client.both_clients import ClientClass, open_client

ALIVE = {"status": "alive"}
Outcome = int | httpx2.Response | Exception


class Server:
    """Server that gives one outcome after another, the last one for ever, and counts requests."""

    def __init__(self, *outcomes: Outcome) -> None:
        self.outcomes = list(outcomes)
        self.requests = 0

    def __call__(self, _: httpx2.Request, /) -> httpx2.Response:
        outcome = self.outcomes[min(self.requests, len(self.outcomes) - 1)]
        self.requests += 1
        if isinstance(outcome, Exception):
            raise outcome
        return httpx2.Response(outcome, json=ALIVE) if isinstance(outcome, int) else outcome


class Clock:
    """Clock whose time passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.pauses: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)

    def now(self) -> float:
        return sum(self.pauses)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(request_flow, "monotonic", clock.now)
    return clock


@pytest.fixture
def make_client(client_class: ClientClass, clock: Clock) -> Iterator[Callable[..., Any]]:
    """Makes clients of a server that sleep by the fake clock."""
    managers = []

    def make(server: Server, **bounds: Any) -> Any:
        retry = Retry(sleep=clock.sleep, **bounds)
        manager = open_client(client_class, transport=httpx2.MockTransport(server), retry=retry)
        managers.append(manager)
        return manager.__enter__()

    yield make
    for manager in managers:
        manager.__exit__(None, None, None)


def response_with(status: int, retry_after: str) -> httpx2.Response:
    return httpx2.Response(status, headers={"Retry-After": retry_after}, json={})


@pytest.mark.parametrize(
    "failure", [429, 502, 503, 504, httpx2.ConnectError("no"), httpx2.ReadTimeout("late")], ids=str
)
def test_transient_failures_are_retried_with_growing_pauses(
    make_client: Any, clock: Clock, failure: Outcome
) -> None:
    server = Server(failure, failure, 200)
    assert make_client(server).alive().status == "alive"
    assert server.requests == 3
    assert 0.125 <= clock.pauses[0] <= 0.25 <= clock.pauses[1] <= 0.5


def test_retried_search_has_its_body(make_client: Any) -> None:
    bodies: list[bytes] = []

    class RecordingServer(Server):
        def __call__(self, request: httpx2.Request, /) -> httpx2.Response:
            bodies.append(request.content)
            return super().__call__(request)

    with pytest.raises(ServerFailed):
        make_client(RecordingServer(503, 500)).search({"country": "TR"})
    assert bodies == [b'{"country": "TR"}'] * 2


def test_attempts_and_pauses_are_bounded(make_client: Any, clock: Clock) -> None:
    server = Server(503)
    with pytest.raises(Unavailable):
        make_client(server, attempts=6, longest_pause=1).alive()
    assert server.requests == 6
    assert max(clock.pauses) <= 1
    assert len(set(clock.pauses)) == 5, "clients are spread by chance"


def test_total_time_is_bounded(make_client: Any, clock: Clock) -> None:
    server = Server(httpx2.ConnectError("no"))
    with pytest.raises(Unreachable, match=r"http://in-process/health/live does not answer: no"):
        make_client(server, attempts=1000, longest_in_all=20).alive()
    assert 10 <= clock.now() <= 20


@pytest.mark.parametrize("status", [400, 404, 422, 500])
def test_permanent_errors_are_not_retried(make_client: Any, status: int) -> None:
    server = Server(status)
    with pytest.raises(Exception, match=str(status)):
        make_client(server).alive()
    assert server.requests == 1


def test_last_attempt_begins_within_the_total_time(make_client: Any, clock: Clock) -> None:
    """Check it with slow attempts and a Retry-After."""
    starts: list[float] = []

    class SlowServer(Server):
        def __call__(self, request: httpx2.Request, /) -> httpx2.Response:
            starts.append(clock.now())
            clock.sleep(4)
            return super().__call__(request)

    with pytest.raises(Unavailable):
        make_client(SlowServer(response_with(503, "3")), attempts=1000, longest_in_all=20).alive()
    assert len(starts) == 3
    assert 10 < starts[-1] <= 20


@pytest.mark.parametrize(
    "bounds",
    [
        {"attempts": 0},
        {"attempts": "3"},
        {"attempts": 2.5},
        {"first_pause": -1},
        {"longest_pause": None},
        {"longest_in_all": float("nan")},
    ],
    ids=repr,
)
def test_invalid_bounds_are_refused(bounds: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=f"{next(iter(bounds))} is a "):
        Retry(**bounds)


@pytest.mark.parametrize("error", [httpx2.LocalProtocolError, httpx2.UnsupportedProtocol])
def test_request_that_cannot_be_sent_is_not_retried(
    make_client: Any, error: type[httpx2.RequestError]
) -> None:
    server = Server(error("no such thing"))
    with pytest.raises(Unreachable, match="no such thing"):
        make_client(server).alive()
    assert server.requests == 1


@pytest.mark.parametrize("as_date", [False, True])
def test_retry_after_in_seconds_or_as_date_is_kept(
    make_client: Any, clock: Clock, as_date: bool
) -> None:
    date = format_datetime(datetime.now(UTC) + timedelta(seconds=7), usegmt=True)
    server = Server(response_with(429, date if as_date else "7"), 200)
    assert make_client(server).alive().status == "alive"
    assert 5 <= clock.pauses[0] <= 7.7


def test_retry_after_in_the_past_is_retried_at_once(make_client: Any, clock: Clock) -> None:
    server = Server(response_with(503, "Wed, 21 Oct 2015 07:28:00 GMT"), 200)
    make_client(server).alive()
    assert clock.pauses == [0]


@pytest.mark.parametrize("value", ["soon", "-5", "1.5", "٣", "", "99999999-01-01"])
def test_invalid_retry_after_is_ignored(make_client: Any, clock: Clock, value: str) -> None:
    response = httpx2.Response(503, headers=[(b"retry-after", value.encode())], json={})
    make_client(Server(response, 200)).alive()
    assert 0.125 <= clock.pauses[0] <= 0.25


def test_retry_after_beyond_the_bounds_is_raised_at_once(make_client: Any, clock: Clock) -> None:
    server = Server(response_with(429, "3600"))
    with pytest.raises(TooManyRequests) as caught:
        make_client(server).alive()
    assert (server.requests, clock.pauses, caught.value.retry_after) == (1, [], 3600)


def test_async_client_takes_an_async_sleep() -> None:
    pauses: list[float] = []

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)

    transport = httpx2.MockTransport(Server(503, 200))
    with open_client(AsyncFactsClient, transport=transport, retry=Retry(sleep=sleep)) as client:
        assert client.alive().status == "alive"
    assert len(pauses) == 1


@pytest.mark.parametrize("loop", ["asyncio", "trio"])
def test_async_client_pauses_in_asyncio_and_trio(loop: str) -> None:
    async def request_status() -> str:
        transport = httpx2.MockTransport(Server(503, 200))
        async with AsyncFactsClient(transport=transport, retry=Retry(first_pause=0.01)) as client:
            return (await client.alive()).status

    assert anyio.run(request_status, backend=loop) == "alive"
