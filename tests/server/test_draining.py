"""A server that was told to stop answers what clients send on connections that they keep."""

import asyncio
import contextlib
import http.client
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from policyfacts.server.draining import DrainingServer
from tests.server.command import wait_until

KEEP_SECONDS = 1


@dataclass
class Slow:
    """Answers in two pieces: /slow waits before the first, /stream before the second."""

    go_on: threading.Event = field(default_factory=threading.Event)

    async def __call__(self, scope: Scope, _: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            return
        if scope["path"] == "/slow":
            await self._wait()
        headers = [(b"content-length", b"8")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"half", "more_body": True})
        if scope["path"] == "/stream":
            await self._wait()
        await send({"type": "http.response.body", "body": b"half"})

    async def _wait(self) -> None:
        while not self.go_on.is_set():
            await asyncio.sleep(0.01)


@dataclass
class Running:
    app: Slow
    server: DrainingServer
    port: int
    thread: threading.Thread
    stack: contextlib.ExitStack

    def connect(self) -> http.client.HTTPConnection:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        self.stack.callback(connection.close)
        connection.connect()
        return connection

    def stop(self) -> None:
        """Tell it to stop, and wait until it has begun to."""
        self.server.should_exit = True
        wait_until(self._refuses)

    def _refuses(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return False
        except ConnectionRefusedError:
            return True


@pytest.fixture
def start() -> Iterator[Callable[..., Running]]:
    with contextlib.ExitStack() as stack:

        def begin(graceful_seconds: int = 5) -> Running:
            app = Slow()
            config = uvicorn.Config(
                app, http="httptools", ws="none", log_config=None, timeout_keep_alive=KEEP_SECONDS
            )
            server = DrainingServer(config, graceful_seconds)
            listener = socket.create_server(("127.0.0.1", 0))
            thread = threading.Thread(target=server.run, args=([listener],))
            running = Running(app, server, listener.getsockname()[1], thread, stack)
            stack.callback(thread.join)
            stack.callback(app.go_on.set)
            stack.callback(setattr, server, "should_exit", True)
            thread.start()
            wait_until(lambda: server.started)
            return running

        yield begin


def ask(connection: http.client.HTTPConnection, path: str = "/") -> str | None:
    """Ask, and read the answer; what it says of the connection."""
    connection.request("GET", path)
    return read(connection)


def read(connection: http.client.HTTPConnection) -> str | None:
    answer = connection.getresponse()
    assert (answer.status, answer.read()) == (200, b"halfhalf")
    return answer.getheader("Connection")


@pytest.fixture
def running(start: Callable[..., Running]) -> Running:
    return start()


def test_connections_are_closed_after_an_answer_that_says_so(running: Running) -> None:
    used, unused = running.connect(), running.connect()
    assert ask(used) is None
    running.stop()
    assert ask(used) == "close"
    assert ask(unused) == "close"
    running.thread.join(timeout=2)
    assert not running.thread.is_alive()


def test_an_answer_under_way_says_so_or_leaves_the_connection_open(running: Running) -> None:
    slow, stream = running.connect(), running.connect()
    slow.request("GET", "/slow")
    stream.request("GET", "/stream")
    begun = stream.getresponse()
    assert begun.read(4) == b"half"
    running.stop()
    time.sleep(0.3)
    running.app.go_on.set()
    assert read(slow) == "close"
    # Its headers were sent before: the connection takes one more request.
    assert (begun.read(), begun.getheader("Connection")) == (b"half", None)
    assert ask(stream) == "close"


def test_idle_connections_do_not_keep_it(running: Running) -> None:
    idle, unused, partial = running.connect(), running.connect(), running.connect()
    assert ask(idle) is None
    partial.send(b"GET / HTTP/1.1\r\n")
    running.stop()
    running.thread.join(timeout=KEEP_SECONDS + 2)
    assert not running.thread.is_alive()
    assert [it.sock.recv(1) for it in (idle, unused, partial) if it.sock] == [b"", b"", b""]


def test_what_goes_on_for_too_long_is_ended(start: Callable[..., Running]) -> None:
    running = start(graceful_seconds=1)
    slow = running.connect()
    slow.request("GET", "/slow")
    running.stop()
    running.thread.join(timeout=5)
    assert not running.thread.is_alive()
    answer = slow.getresponse()
    assert (answer.status, answer.getheader("Connection")) == (500, "close")
