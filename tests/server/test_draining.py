"""A stopping server still answers requests on connections that clients keep alive."""

import asyncio
import contextlib
import http.client
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from starlette.types import Receive, Scope, Send

from policyfacts.server.draining import DrainingServer
from policyfacts.server.limits import ConnectionLimits
from policyfacts.server.protocol import LimitedConfig
from tests.server.server_process import wait_until

IDLE_SECONDS = 1


@dataclass
class SlowApp:
    """An app that sends two chunks: /slow waits before the first, /stream before the second."""

    may_continue: threading.Event = field(default_factory=threading.Event)

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
        while not self.may_continue.is_set():
            await asyncio.sleep(0.01)


@dataclass
class RunningServer:
    app: SlowApp
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
        """Tell the server to stop, and wait until it refuses new connections."""
        self.server.should_exit = True
        wait_until(self._refuses)

    def _refuses(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return False
        except ConnectionRefusedError:
            return True


@pytest.fixture
def start() -> Iterator[Callable[..., RunningServer]]:
    with contextlib.ExitStack() as stack:

        def begin(graceful_seconds: int = 5) -> RunningServer:
            app = SlowApp()
            limits = ConnectionLimits(60, 60, 60, 100)
            config = LimitedConfig(app, limits, log_config=None, timeout_keep_alive=IDLE_SECONDS)
            server = DrainingServer(config, graceful_seconds)
            listener = socket.create_server(("127.0.0.1", 0))
            thread = threading.Thread(target=server.run, args=([listener],))
            server_thread = RunningServer(app, server, listener.getsockname()[1], thread, stack)
            stack.callback(thread.join)
            stack.callback(app.may_continue.set)
            stack.callback(setattr, server, "should_exit", True)
            thread.start()
            wait_until(lambda: server.started)
            return server_thread

        yield begin


def get(connection: http.client.HTTPConnection, path: str = "/") -> str | None:
    """Send a request and return the `Connection` header of the response."""
    connection.request("GET", path)
    return read_response(connection)


def read_response(connection: http.client.HTTPConnection) -> str | None:
    response = connection.getresponse()
    assert (response.status, response.read()) == (200, b"halfhalf")
    return response.getheader("Connection")


@pytest.fixture
def running(start: Callable[..., RunningServer]) -> RunningServer:
    return start()


def test_kept_connections_get_one_response_with_connection_close(running: RunningServer) -> None:
    used, unused = running.connect(), running.connect()
    assert get(used) is None
    running.stop()
    assert get(used) == "close"
    assert get(unused) == "close"
    running.thread.join(timeout=2)
    assert not running.thread.is_alive()


def test_response_under_way_announces_the_close_or_keeps_alive(running: RunningServer) -> None:
    slow, stream = running.connect(), running.connect()
    slow.request("GET", "/slow")
    stream.request("GET", "/stream")
    streamed = stream.getresponse()
    assert streamed.read(4) == b"half"
    running.stop()
    time.sleep(0.3)
    running.app.may_continue.set()
    assert read_response(slow) == "close"
    # Its headers were sent before: the connection takes one more request.
    assert (streamed.read(), streamed.getheader("Connection")) == (b"half", None)
    assert get(stream) == "close"


def test_idle_connections_do_not_keep_a_stopping_server(running: RunningServer) -> None:
    idle, unused, partial = running.connect(), running.connect(), running.connect()
    assert get(idle) is None
    partial.send(b"GET / HTTP/1.1\r\n")
    running.stop()
    running.thread.join(timeout=IDLE_SECONDS + 2)
    assert not running.thread.is_alive()
    assert [c.sock.recv(1) for c in (idle, unused, partial) if c.sock] == [b"", b"", b""]


def test_requests_beyond_the_graceful_period_end_with_503(
    start: Callable[..., RunningServer],
) -> None:
    running = start(graceful_seconds=1)
    slow = running.connect()
    slow.request("GET", "/slow")
    running.stop()
    running.thread.join(timeout=5)
    assert not running.thread.is_alive()
    response = slow.getresponse()
    assert (response.status, response.getheader("Connection")) == (503, "close")
    assert response.getheader("Retry-After")
