"""The attack is the same each time, notices what does not hold, and the service withstands it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bench.hostile.__main__ import attempt_of
from bench.hostile.attempts import Attempt, Ending, Request, one
from bench.hostile.checks import failures
from bench.hostile.client import Malformed, Outcome, Response, parse, send
from bench.hostile.doors import all_doors
from policyfacts.settings import Settings
from tests.databases import SQLITE
from tests.server.server_process import serve

HTML, PROBLEM = {"content-type": "text/html"}, {"content-type": "application/problem+json"}
ASK = one("paths", Request("/v1/facts"))
WRONG: dict[str, tuple[Response, str]] = {
    "a failure": (Response(500, {}, b""), "status 500"),
    "no time to come again": (Response(503, {}, b""), "503 without Retry-After"),
    "an element": (Response(200, HTML, b"<p><zq src=x>"), "'<zq' in text/html"),
    "an attribute": (Response(200, HTML, b'<p id="x" onzq="1">'), "'\" onzq=' in text/html"),
    "a header field": (Response(200, {"x-zq": "1"}, b""), "a header field of the client's making"),
    "a template": (Response(200, HTML, b"3193369"), "'3193369' in the body"),
    "a traceback": (Response(200, HTML, b"Traceback (most recent call last)"), "'Traceback"),
    "plain text": (Response(404, {"content-type": "text/plain"}, b"no"), "404 as text/plain"),
    "no type": (Response(200, {}, b"x"), "200 with a body of no type"),
    "no JSON": (Response(200, {"content-type": "application/json"}, b"{"), "200 is no application"),
    "no problem": (Response(404, PROBLEM, b'{"status": 404}'), "404 with a problem of other"),
    "no gzip": (Response(200, {"content-encoding": "gzip"}, b"x"), "a body that cannot"),
}
MALFORMED = (
    b"HTTP/1.1 200\r\n\r\n",
    b"HTTP/2 200 OK\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nA b: c\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nA: b\nC: d\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\na",
    b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
)


def test_attempts_follow_from_the_seed_and_their_number() -> None:
    doors = all_doors()
    once = [attempt_of(1, doors, number) for number in range(200)]
    assert once == [attempt_of(1, doors, number) for number in range(200)]
    assert once != [attempt_of(2, doors, number) for number in range(200)]
    assert len({attempt.kind for attempt in once}) > 12


def test_every_door_of_the_service_is_attacked() -> None:
    doors = all_doors()
    attempts = [attempt_of(1, doors, number) for number in range(4000)]
    sent = b"".join(piece for attempt in attempts for piece in attempt.pieces)
    missed = [door.path for door in doors if door.valid_path.encode() not in sent]
    assert missed == []


@pytest.mark.parametrize(("response", "expected"), WRONG.values(), ids=WRONG)
def test_what_does_not_hold_is_noticed(response: Response, expected: str) -> None:
    (failure, *_) = failures(ASK, Outcome([response]))
    assert failure.startswith(expected)


def test_a_response_that_is_missing_is_noticed() -> None:
    assert list(failures(ASK, Outcome(ended="reset"))) == ["0 of 1 responses, then reset"]
    assert list(failures(replace(ASK, due=0, ending=Ending.CLOSES), Outcome())) == []


@pytest.mark.parametrize("data", MALFORMED)
def test_responses_are_read_strictly(data: bytes) -> None:
    with pytest.raises(Malformed):
        parse(data, "GET", is_closed=True)


def test_whole_responses_are_told_from_parts() -> None:
    data = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\nrest"
    response, rest = parse(data, "GET", is_closed=False)
    assert (response and response.body, rest) == (b"ab", b"rest")
    for length in range(len(data) - len(b"rest")):
        assert parse(data[:length], "GET", is_closed=False)[0] is None


def test_failing_requests_are_made_smaller() -> None:
    request = Request("/v1/facts?a=1&b=2").with_headers(("X", "y"))
    smaller: list[Attempt] = list(one("paths", request).smaller())
    targets = [each.request.target for each in smaller if each.request]
    assert targets == ["/v1/facts?a=1&b=2"] * 2 + ["/v1/facts?b=2", "/v1/facts?a=1"]


def test_the_service_withstands_hostile_requests(
    new_loaded: Callable[[str], Settings], tmp_path: Path
) -> None:
    doors = all_doors()
    attempts = [attempt_of(1, doors, number) for number in range(150)]
    with serve(new_loaded(SQLITE).database_url, tmp_path) as server:
        wrong = [
            (attempt.pieces, failure)
            for attempt in attempts
            if attempt.kind != "slow ones"
            for failure in failures(attempt, send(server.port, attempt))
        ]
        assert wrong == []
        assert "Traceback" not in server.log_text()
