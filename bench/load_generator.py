"""A load generator: keep-alive connections, each with one request on its way.

The status of every response is checked, and the body of one in fifty.
"""

import selectors
import socket
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle

from bench.servers import HOST

CONNECTIONS = 8
_MAX_RESPONSE_BYTES = 1 << 22
_COMPARE_EVERY = 50
_HEADERS_END = b"\r\n\r\n"
_LENGTH = b"\r\ncontent-length:"
_CHUNKED = b"\r\ntransfer-encoding: chunked"
_LAST_CHUNK = b"\r\n0\r\n\r\n"


@dataclass(frozen=True)
class Request:
    """A request, and the response that is expected; `body` None where any is right."""

    path: str
    body: bytes | None = None
    status: int = 200
    headers: str = ""

    def encode(self) -> bytes:
        """Return the bytes to send."""
        return f"GET {self.path} HTTP/1.1\r\nHost: {HOST}\r\n{self.headers}\r\n".encode()


class WrongAnswer(Exception):
    """A response is not the expected one, so that nothing was measured."""


class _Connection:
    """A client that sends a request, receives the response and sends the next."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection((HOST, port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = bytearray(_MAX_RESPONSE_BYTES)
        self.view = memoryview(self.buffer)
        self.filled = 0
        self.body_start = 0
        self.response_end = 0
        self.expected = Request("")

    def send(self, expected: Request, request: bytes) -> None:
        self.expected, self.filled, self.body_start, self.response_end = expected, 0, 0, 0
        self.socket.sendall(request)

    def receive(self) -> bool:
        """Receive what has come; return True when the response is complete."""
        received = self.socket.recv_into(self.view[self.filled :])
        if not received:
            raise WrongAnswer("the server closed the connection")
        self.filled += received
        if not self.body_start and not self._read_headers():
            return False
        if self.response_end:
            return self.filled >= self.response_end
        return self.buffer.endswith(_LAST_CHUNK, self.body_start - 2, self.filled)

    def _read_headers(self) -> bool:
        """Find where the body begins and ends; of chunks only the last one tells the end."""
        end = self.buffer.find(_HEADERS_END, 0, self.filled)
        if end < 0:
            return False
        self.body_start = end + len(_HEADERS_END)
        status = int(self.buffer[9:12])
        if status != self.expected.status:
            raise WrongAnswer(f"{self.expected.path} answers {status}")
        headers = bytes(self.buffer[:end]).lower()
        start = headers.find(_LENGTH)
        if start >= 0:
            length = int(headers[start + len(_LENGTH) :].split(b"\r", 1)[0])
            self.response_end = self.body_start + length
        elif _CHUNKED not in headers:
            self.response_end = self.body_start
        return True

    def compare(self) -> None:
        """Raise WrongAnswer where the body is not the expected one."""
        if self.expected.body is not None and self._body() != self.expected.body:
            raise WrongAnswer(f"{self.expected.path} gives another body than before")

    def _body(self) -> bytes:
        if self.response_end:
            return bytes(self.buffer[self.body_start : self.response_end])
        rest, chunks = bytes(self.buffer[self.body_start : self.filled]), []
        while rest:
            size, _, rest = rest.partition(b"\r\n")
            length = int(size, 16)
            chunks.append(rest[:length])
            rest = rest[length + 2 :]
        return b"".join(chunks)


@dataclass(frozen=True)
class Tally:
    """The number of responses, and the seconds in which they came."""

    responses: int
    seconds: float


def send_requests(
    port: int, requests: Sequence[Request], seconds: float, connections: int = CONNECTIONS
) -> Tally:
    """Send requests in turn for so many seconds; return how many responses came."""
    upcoming = cycle([(request, request.encode()) for request in requests])
    clients = [_Connection(port) for _ in range(connections)]
    try:
        with selectors.DefaultSelector() as selector:
            for client in clients:
                selector.register(client.socket, selectors.EVENT_READ, client)
            return _send_all(selector, clients, upcoming, seconds)
    finally:
        for client in clients:
            client.socket.close()


def _send_all(
    selector: selectors.BaseSelector,
    clients: Sequence[_Connection],
    upcoming: Iterator[tuple[Request, bytes]],
    seconds: float,
) -> Tally:
    began = time.perf_counter()
    end, responses = began + seconds, 0
    for client in clients:
        client.send(*next(upcoming))
    while (now := time.perf_counter()) < end:
        ready = selector.select(timeout=30)
        if not ready:
            raise WrongAnswer("no answer within 30 s")
        for key, _ in ready:
            client = key.data
            if client.receive():
                responses += 1
                if responses % _COMPARE_EVERY == 0:
                    client.compare()
                client.send(*next(upcoming))
    return Tally(responses, now - began)
