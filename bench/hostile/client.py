"""Sends attempts over raw sockets, and reads responses as strictly as RFC 9112 lets one."""

import contextlib
import re
import socket
import struct
import time
from dataclasses import dataclass, field

from bench.hostile.attempts import Attempt, Ending
from bench.servers import HOST

_SECONDS_TO_WAIT = 20.0
_STATUS_LINE = re.compile(rb"HTTP/1\.1 ([1-5]\d\d) [\t\x20-\x7e\x80-\xff]*")
_FIELD = re.compile(rb"([!#$%&'*+\-.^_`|~0-9A-Za-z]+): ?([\t\x20-\x7e\x80-\xff]*)")
_SIZE = re.compile(rb"([0-9a-f]+)\r\n")
_RESET = struct.pack("ii", 1, 0)
_INTERIM, _NO_CONTENT, _NOT_MODIFIED = range(100, 200), 204, 304


class Malformed(Exception):
    """A response is no HTTP."""


@dataclass
class Response:
    """A whole response; fields by their names in lower case."""

    status: int
    fields: dict[str, str]
    body: bytes


@dataclass
class Outcome:
    """What came back: whole responses, what is left over, and how it ended."""

    responses: list[Response] = field(default_factory=list)
    rest: bytes = b""
    ended: str = "closed"
    seconds: float = 0.0


def send(port: int, attempt: Attempt) -> Outcome:
    """Send an attempt on a connection of its own."""
    began = time.monotonic()
    with socket.create_connection((HOST, port), timeout=_SECONDS_TO_WAIT) as client:
        for index, piece in enumerate(attempt.pieces):
            if index:
                time.sleep(attempt.pause_seconds)
            # A server that has refused need not read on: what it said is what counts.
            with contextlib.suppress(ConnectionError):
                client.sendall(piece)
        outcome = _finish(client, attempt)
    outcome.seconds = time.monotonic() - began
    return outcome


def _finish(client: socket.socket, attempt: Attempt) -> Outcome:
    match attempt.ending:
        case Ending.READS:
            return _receive(client, attempt)
        case Ending.READS_LITTLE:
            with contextlib.suppress(ConnectionError):
                client.recv(100)
    if attempt.ending is not Ending.CLOSES:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
    return Outcome()


def _receive(client: socket.socket, attempt: Attempt) -> Outcome:
    """Read until all that is due has come, or nothing comes any more."""
    outcome, buffer = Outcome(), b""
    while len(outcome.responses) < attempt.due:
        try:
            piece = client.recv(1 << 18)
        except TimeoutError:
            outcome.ended = "silent"
            break
        except ConnectionError:
            outcome.ended = "reset"
            break
        buffer += piece
        while len(outcome.responses) < attempt.due:
            method = attempt.methods[min(len(outcome.responses), len(attempt.methods) - 1)]
            response, buffer = parse(buffer, method, is_closed=not piece)
            if response is None:
                break
            if response.status not in _INTERIM:
                outcome.responses.append(response)
        if not piece:
            break
    else:
        outcome.ended = "answered"
    outcome.rest = buffer
    return outcome


def parse(data: bytes, method: str, *, is_closed: bool) -> tuple[Response | None, bytes]:
    """Return the first response and what comes after it; None where it is not whole yet.

    Raises Malformed.
    """
    head, end, rest = data.partition(b"\r\n\r\n")
    if not end:
        return None, data
    lines = head.split(b"\r\n")
    status_line = _STATUS_LINE.fullmatch(lines[0])
    if status_line is None:
        raise Malformed(f"no status line: {lines[0][:80]!r}")
    status, fields = int(status_line[1]), _fields(lines[1:])
    if method == "HEAD" or status in _INTERIM or status in (_NO_CONTENT, _NOT_MODIFIED):
        return Response(status, fields, b""), rest
    if fields.get("transfer-encoding") == "chunked":
        if "content-length" in fields:
            raise Malformed("two lengths")
        body, after = _unchunk(rest)
        return (None, data) if body is None else (Response(status, fields, body), after)
    if "content-length" in fields:
        length = int(fields["content-length"])
        if len(rest) < length:
            return None, data
        return Response(status, fields, rest[:length]), rest[length:]
    return (Response(status, fields, rest), b"") if is_closed else (None, data)


def _fields(lines: list[bytes]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for line in lines:
        match = _FIELD.fullmatch(line)
        if match is None:
            raise Malformed(f"no header field: {line[:80]!r}")
        name, text = match[1].decode().lower(), match[2].decode("latin-1")
        if (
            name in ("content-length", "content-type", "transfer-encoding", "location")
            and name in fields
        ):
            raise Malformed(f"{name} stands twice")
        fields[name] = f"{fields[name]}, {text}" if name in fields else text
    return fields


def _unchunk(data: bytes) -> tuple[bytes | None, bytes]:
    """Return the body in chunks and what comes after it; None where it is not whole yet."""
    pieces: list[bytes] = []
    position = 0
    while size := _SIZE.match(data, position):
        start, length = size.end(), int(size[1], 16)
        end = start + length
        if len(data) < end + 2:
            return None, data
        if data[end : end + 2] != b"\r\n":
            raise Malformed("a chunk is longer than it says")
        if not length:
            return b"".join(pieces), data[end + 2 :]
        pieces.append(data[start:end])
        position = end + 2
    if b"\r\n" in data[position:]:
        raise Malformed(f"no chunk: {data[position : position + 20]!r}")
    return None, data
