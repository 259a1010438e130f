"""Who asks: connections that are kept open, each with one question on its way.

Every answer's status is looked at, and the body of one in fifty is compared with what it has to be.
"""

import selectors
import socket
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle

from bench.servers import HOST

CONNECTIONS = 8
_LONGEST_ANSWER = 1 << 22
_COMPARED = 50
_HEADERS_END = b"\r\n\r\n"
_LENGTH = b"\r\ncontent-length:"
_CHUNKED = b"\r\ntransfer-encoding: chunked"
_LAST_CHUNK = b"\r\n0\r\n\r\n"


@dataclass(frozen=True)
class Params:
    """A request, and the answer that it has to get; `body` None where any is right."""

    path: str
    body: bytes | None = None
    status: int = 200
    headers: str = ""

    def request(self) -> bytes:
        """The bytes to be sent."""
        return f"GET {self.path} HTTP/1.1\r\nHost: {HOST}\r\n{self.headers}\r\n".encode()


class WrongAnswer(Exception):
    """An answer is not the one that it has to be: nothing was measured."""


class _Connection:
    """One client: sends a question, gathers the answer, sends the next."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection((HOST, port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = bytearray(_LONGEST_ANSWER)
        self.view = memoryview(self.buffer)
        self.filled = 0
        self.body = 0
        self.whole = 0
        self.question = Params("")

    def ask(self, question: Params, request: bytes) -> None:
        self.question, self.filled, self.body, self.whole = question, 0, 0, 0
        self.socket.sendall(request)

    def receive(self) -> bool:
        """Take what has come; True when the answer is complete."""
        received = self.socket.recv_into(self.view[self.filled :])
        if not received:
            raise WrongAnswer("the server closed the connection")
        self.filled += received
        if not self.body and not self._read_headers():
            return False
        if self.whole:
            return self.filled >= self.whole
        return self.buffer.endswith(_LAST_CHUNK, self.body - 2, self.filled)

    def _read_headers(self) -> bool:
        """Find where the body begins and ends; in chunks, only the last one tells its end."""
        end = self.buffer.find(_HEADERS_END, 0, self.filled)
        if end < 0:
            return False
        self.body = end + len(_HEADERS_END)
        status = int(self.buffer[9:12])
        if status != self.question.status:
            raise WrongAnswer(f"{self.question.path} answers {status}")
        headers = bytes(self.buffer[:end]).lower()
        found = headers.find(_LENGTH)
        if found >= 0:
            self.whole = self.body + int(headers[found + len(_LENGTH) :].split(b"\r", 1)[0])
        elif _CHUNKED not in headers:
            self.whole = self.body
        return True

    def compare(self) -> None:
        """Compare the body with what it has to be."""
        if self.question.body is not None and self._body() != self.question.body:
            raise WrongAnswer(f"{self.question.path} gives another body than before")

    def _body(self) -> bytes:
        if self.whole:
            return bytes(self.buffer[self.body : self.whole])
        rest, chunks = bytes(self.buffer[self.body : self.filled]), []
        while rest:
            size, _, rest = rest.partition(b"\r\n")
            length = int(size, 16)
            chunks.append(rest[:length])
            rest = rest[length + 2 :]
        return b"".join(chunks)


@dataclass(frozen=True)
class Tally:
    """How many answers came in how many seconds."""

    answers: int
    seconds: float


def ask(
    port: int, questions: Sequence[Params], seconds: float, connections: int = CONNECTIONS
) -> Tally:
    """Ask a server for so long, the questions in turn."""
    upcoming = cycle([(question, question.request()) for question in questions])
    clients = [_Connection(port) for _ in range(connections)]
    try:
        with selectors.DefaultSelector() as selector:
            for client in clients:
                selector.register(client.socket, selectors.EVENT_READ, client)
            return _ask(selector, clients, upcoming, seconds)
    finally:
        for client in clients:
            client.socket.close()


def _ask(
    selector: selectors.BaseSelector,
    clients: Sequence[_Connection],
    upcoming: Iterator[tuple[Params, bytes]],
    seconds: float,
) -> Tally:
    began = time.perf_counter()
    end, answers = began + seconds, 0
    for client in clients:
        client.ask(*next(upcoming))
    while (now := time.perf_counter()) < end:
        ready = selector.select(timeout=30)
        if not ready:
            raise WrongAnswer("no answer within 30 s")
        for key, _ in ready:
            client = key.data
            if client.receive():
                answers += 1
                if answers % _COMPARED == 0:
                    client.compare()
                client.ask(*next(upcoming))
    return Tally(answers, now - began)
