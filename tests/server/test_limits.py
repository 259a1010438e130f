"""Requests that are too large or never end, and too many connections: refused, closed and told."""

import json
import logging
import resource
import socket
import time
from collections.abc import Iterator

import pytest

from policyfacts.errors import FactsError
from policyfacts.server import limiter
from policyfacts.server.limits import ConnectionLimits, choose_limits
from policyfacts.settings import Settings
from tests.server.server_process import wait_until
from tests.server.server_thread import (
    HEAD,
    ServerThread,
    receive_all,
    serve_in_thread,
    statuses,
)

LIMITS = ConnectionLimits(head_seconds=20, body_seconds=60, send_seconds=60, connections=100)
KIB = 1024
POST = b"POST / HTTP/1.1\r\nHost: facts.example\r\n"
CHUNKED = POST + b"Transfer-Encoding: chunked\r\n\r\n"
# A request that asks for nothing more, so that the answer ends with the connection.
LAST = b"GET / HTTP/1.1\r\nHost: facts.example\r\nConnection: close\r\n\r\n"


@pytest.fixture(scope="module")
def server() -> Iterator[ServerThread]:
    """A server for all tests of this file that need no limits of their own."""
    with serve_in_thread(LIMITS) as running:
        yield running


def head_of(size: int) -> bytes:
    """Return a whole head of so many bytes, in fields of 8 KiB at most."""
    start, end = b"GET / HTTP/1.1\r\nHost: facts.example\r\n", b"Connection: close\r\n\r\n"
    fields, left = b"", size - len(start) - len(end)
    while left:
        length = left if left <= 8 * KIB else min(8 * KIB, left - 10)
        fields += b"X: " + b"a" * (length - 5) + b"\r\n"
        left -= length
    return start + fields + end


ENDLESS = {
    "a field": (POST + b"X: ", b"a" * 8191, 431),
    "a name of a field": (POST, b"a" * 8191, 431),
    "fields": (POST, b"X: abc\r\n" * 1000, 431),
    "empty fields": (POST, b"a:\r\n" * 2000, 431),
    "an address": (b"GET /", b"a" * 8191, 414),
    "a query": (b"GET /v1/facts?", b"q=a&" * 2000, 414),
    "a trailer": (CHUNKED + b"1\r\na\r\n0\r\nX: ", b"a" * 8191, 431),
    "trailers": (CHUNKED + b"1\r\na\r\n0\r\n", b"X: abc\r\n" * 1000, 431),
    "an extension of a chunk": (CHUNKED + b"1;a=", b"a" * 8191, 431),
    "the length of a chunk": (CHUNKED, b"0" * 8191, 431),
    "spaces before a value": (POST + b"X:", b" " * 8191, 431),
    "lines before a request": (b"", b"\r\n" * 4096, 431),
}


@pytest.mark.parametrize(("start", "piece", "status"), ENDLESS.values(), ids=ENDLESS)
def test_what_never_ends_is_refused_and_the_connection_closed(
    server: ServerThread, start: bytes, piece: bytes, status: int
) -> None:
    received = server.send(start + piece * 40)
    assert statuses(received) == [status]
    head, _, body = received.partition(b"\r\n\r\n")
    assert b"content-type: application/problem+json" in head
    assert b"connection: close" in head
    assert json.loads(body)["status"] == status
    wait_until(lambda: server.open_connections == 0)


BROKEN = (
    b"GET http://a:99999/ HTTP/1.1",
    b"GET /\xff HTTP/1.1",
    b"GET / HTTP/1.1\r\nX : y",
    b"\x16\x03\x01",
    b"GET",
)


@pytest.mark.parametrize("line", BROKEN)
def test_what_is_no_request_is_a_bad_request(server: ServerThread, line: bytes) -> None:
    received = server.send(line + b"\r\nHost: facts.example\r\n\r\n")
    assert statuses(received) == [400]
    assert json.loads(received.partition(b"\r\n\r\n")[2])["code"] == "bad_request"


@pytest.mark.parametrize("line", BROKEN)
def test_requests_before_a_broken_one_are_answered(server: ServerThread, line: bytes) -> None:
    received = server.send(HEAD * 3 + line + b"\r\nHost: facts.example\r\n\r\n")
    assert statuses(received) == [200] * 3


@pytest.mark.parametrize("size", [100, 63 * KIB, 64 * KIB])
def test_heads_up_to_64_kib_are_answered(server: ServerThread, size: int) -> None:
    assert len(head_of(size)) == size
    assert statuses(server.send(head_of(size))) == [200]


@pytest.mark.parametrize("size", [64 * KIB + 1, 65 * KIB, 70 * KIB, 300 * KIB])
def test_heads_above_64_kib_are_431(server: ServerThread, size: int) -> None:
    assert len(head_of(size)) == size
    assert statuses(server.send(head_of(size))) == [431]


def test_each_head_on_a_connection_counts_by_itself(server: ServerThread) -> None:
    client = server.connect()
    large = head_of(60 * KIB).replace(b"Connection: close", b"Connection: xxxxx")
    for _ in range(3):
        client.sendall(large)
        assert statuses(client.recv(1 << 16)) == [200]
    client.sendall(large * 3 + LAST)
    assert statuses(receive_all(client)) == [200] * 4
    body = POST + b"Content-Length: 300000\r\n\r\n" + b"a" * 300_000
    assert statuses(server.send(body + large + LAST)) == [200] * 3


def test_a_large_head_after_others_is_refused_after_their_answers(server: ServerThread) -> None:
    client = server.connect(HEAD.replace(b"/ ", b"/slow ", 1) + HEAD + head_of(70 * KIB))
    wait_until(lambda: server.open_connections == 1)
    server.app.may_continue.set()
    assert statuses(receive_all(client)) == [200, 200]


def test_a_client_that_leaves_after_several_requests_raises_nothing(
    server: ServerThread, caplog: pytest.LogCaptureFixture
) -> None:
    server.app.may_continue.clear()
    client = server.connect(HEAD.replace(b"/ ", b"/slow ", 1) + HEAD * 3)
    wait_until(lambda: server.open_connections == 1)
    client.close()
    wait_until(lambda: server.open_connections == 0)
    answered = server.app.answered
    server.app.may_continue.set()
    wait_until(lambda: server.app.answered > answered)
    assert caplog.text == ""


def test_trailers_are_no_fields_of_the_request(server: ServerThread) -> None:
    trailers = CHUNKED + b"1\r\na\r\n0\r\nX-Forwarded-Host: evil\r\n\r\n" + LAST
    received = server.send(trailers)
    assert received.count(b"POST 1 2") == 1
    assert statuses(received) == [200, 200]


def test_an_upgrade_is_not_made_and_the_next_request_answered(server: ServerThread) -> None:
    upgrade = b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMA\r\n"
    request = HEAD.replace(b"\r\n\r\n", b"\r\n" + upgrade + b"\r\n")
    assert statuses(server.send(request * 2 + LAST)) == [200] * 3
    assert statuses(server.send(request * 200 + LAST)) == [200] * 201


@pytest.mark.parametrize("version", [b"HTTP/1.0", b"HTTP/1.1"])
def test_an_answer_before_the_end_of_a_body_is_not_lost_in_a_reset(
    server: ServerThread, version: bytes
) -> None:
    head = b"POST /early " + version + b"\r\nHost: x\r\nConnection: close\r\n"
    client = server.connect(head + b"Content-Length: 9000000\r\n\r\n" + b"a" * 9_000_000)
    assert statuses(receive_all(client)) == [200]
    client.close()
    wait_until(lambda: server.open_connections == 0)


LATE = {
    "nothing": (b"", 20, []),
    "part of a line": (b"GET", 20, [408]),
    "part of a head": (HEAD[:-2], 20, [408]),
    "part of a second head": (HEAD + b"GET /", 20, [200, 408]),
    "a lone line before a second head": (HEAD + b"\r\n", 20, [200]),
    "a body": (POST + b"Content-Length: 9\r\n\r\n", 60, [408]),
    "part of a body": (POST + b"Content-Length: 9\r\n\r\nabc", 60, [408]),
    "part of a chunk": (CHUNKED + b"9\r\nabc", 60, [408]),
    "the last chunk": (CHUNKED + b"1\r\na\r\n", 60, [408]),
    "part of a trailer": (CHUNKED + b"1\r\na\r\n0\r\nX: a", 60, [408]),
}


@pytest.mark.parametrize(("data", "seconds", "expected"), LATE.values(), ids=LATE)
def test_what_does_not_come_in_time_is_408_or_closed(
    server: ServerThread, data: bytes, seconds: int, expected: list[int]
) -> None:
    client = server.connect(data)
    wait_until(lambda: server.open_connections == 1)
    received = client.recv(1 << 16) if expected[:1] == [200] else b""
    server.pass_time(seconds - 1)
    client.setblocking(False)
    with pytest.raises(BlockingIOError):
        client.recv(1)
    client.settimeout(10)
    server.pass_time(seconds + 1)
    received += receive_all(client)
    assert statuses(received) == expected
    client.close()
    wait_until(lambda: server.open_connections == 0)


def test_a_drip_does_not_lengthen_the_time_for_a_body(server: ServerThread) -> None:
    client = server.connect(POST + b"Content-Length: 100\r\n\r\n")
    wait_until(lambda: server.open_connections == 1)
    disconnects = server.app.disconnects
    server.pass_time(0)
    for _ in range(3):
        client.sendall(b"a")
        server.pass_time(59)
    client.sendall(b"a")
    server.pass_time(61)
    assert statuses(receive_all(client)) == [408]
    assert server.app.disconnects == disconnects + 1
    client.close()
    wait_until(lambda: server.open_connections == 0)


def test_a_refused_client_that_goes_on_is_closed(server: ServerThread) -> None:
    client = server.connect(POST + b"a" * 70 * KIB)
    assert statuses(receive_all(client)) == [431]
    client.sendall(b"a" * KIB)
    server.pass_time(4)
    assert server.open_connections == 1
    server.pass_time(6)
    wait_until(lambda: server.open_connections == 0)


def test_a_client_that_does_not_read_is_closed_later(server: ServerThread) -> None:
    client = server.connect(HEAD.replace(b"/ ", b"/large ", 1))
    wait_until(lambda: server.open_connections == 1)
    server.pass_time(59)
    assert server.open_connections == 1
    server.pass_time(61)
    wait_until(lambda: server.open_connections == 0)
    assert len(receive_all(client)) < 4_000_000


def test_a_slow_reader_that_reads_gets_all(server: ServerThread) -> None:
    client = server.connect(LAST.replace(b"/ ", b"/large ", 1))
    received = 0
    while piece := client.recv(1 << 18):
        received += len(piece)
        if received < 3_000_000:
            server.pass_time(40)
    assert received > 4_000_000


def test_work_of_the_service_has_no_limit_of_a_connection(server: ServerThread) -> None:
    server.app.may_continue.clear()
    client = server.connect(LAST.replace(b"/ ", b"/slow ", 1))
    wait_until(lambda: server.open_connections == 1)
    server.pass_time(10_000)
    server.app.may_continue.set()
    assert statuses(receive_all(client)) == [200]


@pytest.fixture
def small() -> Iterator[ServerThread]:
    """A server for four connections."""
    with serve_in_thread(ConnectionLimits(20, 60, 60, connections=4)) as running:
        yield running


def connect_many(server: ServerThread, count: int, data: bytes) -> list[socket.socket]:
    clients = [server.connect(data) for _ in range(count)]
    wait_until(lambda: server.open_connections >= count)
    return clients


def test_a_new_connection_takes_the_place_of_one_that_asks_nothing(
    small: ServerThread, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limiter, "_MIN_IDLE_SECONDS", 0.001)
    waiting = connect_many(small, 4, b"GET /")
    small.pass_time(3)
    time.sleep(0.05)
    for _ in range(4):
        assert statuses(small.connect(HEAD).recv(KIB)) == [200]
    assert [statuses(receive_all(client)) for client in waiting] == [[408]] * 4
    assert small.open_connections == 4
    assert caplog.text.count("connections are open") == 1


def test_where_all_are_at_work_others_are_told_to_come_again(
    small: ServerThread, caplog: pytest.LogCaptureFixture
) -> None:
    working = connect_many(small, 4, LAST.replace(b"/ ", b"/slow ", 1))
    small.pass_time(3)
    received = small.send(LAST)
    assert statuses(received) == [503]
    assert b"retry-after: 5" in received
    assert b"connection: close" in received
    assert statuses(small.send(LAST.replace(b"/ ", b"/health/live ", 1))) == [200]
    small.app.may_continue.set()
    assert [statuses(receive_all(client)) for client in working] == [[200]] * 4
    wait_until(lambda: small.open_connections == 0)
    small.pass_time(0)
    assert statuses(small.send(LAST)) == [200]
    assert [record.levelname for record in caplog.records] == ["WARNING"] * 2


def test_hundreds_beyond_the_limit_are_refused_and_told_once(
    small: ServerThread, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    connect_many(small, 4, LAST.replace(b"/ ", b"/slow ", 1))
    many = [small.connect() for _ in range(200)]
    refused = [client for client in many[100:] if statuses(receive_all(client)) == [503]]
    assert small.open_connections <= 4 + 64
    assert len(refused) == 100
    small.pass_time(21)
    wait_until(lambda: small.open_connections == 4)
    assert caplog.text.count("\n") == 1


def test_without_file_descriptors_the_log_says_so_once(
    server: ServerThread, caplog: pytest.LogCaptureFixture
) -> None:
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, before[1]))
    try:
        server.pass_time(1)
        server.pass_time(1)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
    server.pass_time(1)
    assert caplog.text.count("No file can be opened any more") == 1


@pytest.mark.parametrize(("descriptors", "expected"), [(1024, 368), (256, 1), (20_000, 1000)])
def test_as_many_connections_as_descriptors_suffice_for(
    monkeypatch: pytest.MonkeyPatch, descriptors: int, expected: int
) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda _: (descriptors, descriptors))
    assert choose_limits(Settings()).connections == expected


def test_more_connections_than_there_can_be_are_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda _: (1024, 1024))
    with pytest.raises(FactsError, match=r"MAX_CONNECTIONS .*'500'.*\(`ulimit -n`\) .* 368"):
        choose_limits(Settings(max_connections=500))
