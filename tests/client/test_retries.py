"""What passes is waited for, within bounds; what does not pass is told at once."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import anyio
import httpx2
import pytest

from policyfacts.client import (
    AsyncFactsClient,
    FactsClient,
    Retry,
    ServerFailed,
    TooManyRequests,
    Unavailable,
    Unreachable,
)
from policyfacts.client import request_flow as conversation
from tests.client.both_clients import client_of

ALIVE = {"status": "alive"}
Kind = type[FactsClient] | type[AsyncFactsClient]
Said = int | httpx2.Response | Exception


class Server:
    """Says one thing after another, the last of them for ever, and counts who asks."""

    def __init__(self, *said: Said) -> None:
        self.said = list(said)
        self.asked = 0

    def __call__(self, _: httpx2.Request, /) -> httpx2.Response:
        said = self.said[min(self.asked, len(self.said) - 1)]
        self.asked += 1
        if isinstance(said, Exception):
            raise said
        return said if isinstance(said, httpx2.Response) else httpx2.Response(said, json=ALIVE)


class Clock:
    """Time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    def now(self) -> float:
        return sum(self.slept)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(conversation, "monotonic", clock.now)
    return clock


@pytest.fixture
def asking(kind: Kind, clock: Clock) -> Iterator[Callable[..., Any]]:
    """Makes a client of a server, which does not sleep really."""
    made = []

    def make(server: Server, **bounds: Any) -> Any:
        retry = Retry(sleep=clock.sleep, **bounds)
        manager = client_of(kind, transport=httpx2.MockTransport(server), retry=retry)
        made.append(manager)
        return manager.__enter__()

    yield make
    for manager in made:
        manager.__exit__(None, None, None)


def says(status: int, retry_after: str) -> httpx2.Response:
    return httpx2.Response(status, headers={"Retry-After": retry_after}, json={})


@pytest.mark.parametrize(
    "failure", [429, 502, 503, 504, httpx2.ConnectError("no"), httpx2.ReadTimeout("late")], ids=str
)
def test_what_passes_is_asked_again(asking: Any, clock: Clock, failure: Said) -> None:
    server = Server(failure, failure, 200)
    assert asking(server).alive().status == "alive"
    assert server.asked == 3
    assert 0.125 <= clock.slept[0] <= 0.25 <= clock.slept[1] <= 0.5


def test_a_search_is_asked_again_with_its_body(asking: Any) -> None:
    bodies: list[bytes] = []

    class Noting(Server):
        def __call__(self, request: httpx2.Request, /) -> httpx2.Response:
            bodies.append(request.content)
            return super().__call__(request)

    with pytest.raises(ServerFailed):
        asking(Noting(503, 500)).search({"country": "TR"})
    assert bodies == [b'{"country": "TR"}'] * 2


def test_attempts_and_pauses_are_bounded(asking: Any, clock: Clock) -> None:
    server = Server(503)
    with pytest.raises(Unavailable):
        asking(server, attempts=6, longest_pause=1).alive()
    assert server.asked == 6
    assert max(clock.slept) <= 1
    assert len(set(clock.slept)) == 5, "chance parts those who come back"


def test_time_in_all_is_bounded(asking: Any, clock: Clock) -> None:
    server = Server(httpx2.ConnectError("no"))
    with pytest.raises(Unreachable, match=r"http://in-process/health/live does not answer: no"):
        asking(server, attempts=1000, longest_in_all=20).alive()
    assert 10 <= clock.now() <= 20


@pytest.mark.parametrize("status", [400, 404, 422, 500])
def test_what_does_not_pass_is_not_asked_again(asking: Any, status: int) -> None:
    server = Server(status)
    with pytest.raises(Exception, match=str(status)):
        asking(server).alive()
    assert server.asked == 1


def test_the_last_attempt_begins_within_the_time_in_all(asking: Any, clock: Clock) -> None:
    """However long the attempts themselves take, and whatever the service says."""
    begun: list[float] = []

    class Slow(Server):
        def __call__(self, request: httpx2.Request, /) -> httpx2.Response:
            begun.append(clock.now())
            clock.sleep(4)
            return super().__call__(request)

    with pytest.raises(Unavailable):
        asking(Slow(says(503, "3")), attempts=1000, longest_in_all=20).alive()
    assert len(begun) == 3
    assert 10 < begun[-1] <= 20


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
def test_bounds_that_are_none_are_refused_at_once(bounds: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=f"{next(iter(bounds))} is a "):
        Retry(**bounds)


def test_what_cannot_be_sent_is_not_sent_again(asking: Any) -> None:
    server = Server(httpx2.LocalProtocolError("Illegal header value"))
    with pytest.raises(Unreachable, match="Illegal header value"):
        asking(server).alive()
    assert server.asked == 1


def test_no_protocol_is_no_matter_of_time(asking: Any, clock: Clock) -> None:
    server = Server(httpx2.UnsupportedProtocol("no such protocol"))
    with pytest.raises(Unreachable, match="no such protocol"):
        asking(server).alive()
    assert server.asked == 1


@pytest.mark.parametrize("as_date", [False, True])
def test_the_time_that_the_service_wants_is_kept(asking: Any, clock: Clock, as_date: bool) -> None:
    date = format_datetime(datetime.now(UTC) + timedelta(seconds=7), usegmt=True)
    server = Server(says(429, date if as_date else "7"), 200)
    assert asking(server).alive().status == "alive"
    assert 5 <= clock.slept[0] <= 7.7


def test_a_date_that_is_past_is_now(asking: Any, clock: Clock) -> None:
    server = Server(says(503, "Wed, 21 Oct 2015 07:28:00 GMT"), 200)
    asking(server).alive()
    assert clock.slept == [0]


@pytest.mark.parametrize("nonsense", ["soon", "-5", "1.5", "٣", "", "99999999-01-01"])
def test_a_time_that_is_none_is_as_if_it_were_not_there(
    asking: Any, clock: Clock, nonsense: str
) -> None:
    answer = httpx2.Response(503, headers=[(b"retry-after", nonsense.encode())], json={})
    asking(Server(answer, 200)).alive()
    assert 0.125 <= clock.slept[0] <= 0.25


def test_a_time_too_far_off_is_told_at_once(asking: Any, clock: Clock) -> None:
    server = Server(says(429, "3600"))
    with pytest.raises(TooManyRequests) as caught:
        asking(server).alive()
    assert (server.asked, clock.slept, caught.value.retry_after) == (1, [], 3600)


def test_an_asynchronous_program_brings_its_own_sleep() -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    transport = httpx2.MockTransport(Server(503, 200))
    with client_of(AsyncFactsClient, transport=transport, retry=Retry(sleep=sleep)) as client:
        assert client.alive().status == "alive"
    assert len(slept) == 1


@pytest.mark.parametrize("loop", ["asyncio", "trio"])
def test_it_pauses_in_whatever_loop_the_program_has(loop: str) -> None:
    async def ask() -> str:
        transport = httpx2.MockTransport(Server(503, 200))
        async with AsyncFactsClient(transport=transport, retry=Retry(first_pause=0.01)) as client:
            return (await client.alive()).status

    assert anyio.run(ask, backend=loop) == "alive"
