"""A server of a small application in a thread, whose clock is put forward, and raw connections."""

import asyncio
import contextlib
import re
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from starlette.requests import ClientDisconnect, Request
from starlette.types import Receive, Scope, Send

from policyfacts.server.draining import DrainingServer
from policyfacts.server.limits import ConnectionLimits
from policyfacts.server.protocol import LimitedConfig
from tests.server.server_process import wait_until

HOST = "127.0.0.1"
HEAD = b"GET / HTTP/1.1\r\nHost: facts.example\r\n\r\n"


@dataclass
class EchoApp:
    """Answers with method, length of the body and number of fields; `/large` is 4 MB long.

    `/slow` waits until it may continue, `/early` does not wait for the body.
    """

    disconnects: int = 0
    answered: int = 0
    may_continue: threading.Event = field(default_factory=threading.Event)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            return
        try:
            body = b"" if scope["path"] == "/early" else await Request(scope, receive).body()
        except ClientDisconnect:
            self.disconnects += 1
            return
        while scope["path"] == "/slow" and not self.may_continue.is_set():
            await asyncio.sleep(0.01)
        text = f"{scope['method']} {len(body)} {len(scope['headers'])}".encode()
        content = bytes(4_000_000) if scope["path"] == "/large" else text
        headers = [(b"content-length", str(len(content)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": content})
        self.answered += 1


@dataclass
class ServerThread:
    """A running server."""

    app: EchoApp
    server: DrainingServer
    port: int
    loop: asyncio.AbstractEventLoop | None = None
    sockets: list[socket.socket] = field(default_factory=list)

    @property
    def open_connections(self) -> int:
        return len(self.server.server_state.connections)

    def connect(self, data: bytes = b"") -> socket.socket:
        """Open a connection and send on it."""
        client = socket.create_connection((HOST, self.port), timeout=10)
        self.sockets.append(client)
        client.sendall(data)
        return client

    def send(self, data: bytes) -> bytes:
        """Send on a connection of its own; return all that comes until it is closed."""
        client = self.connect()
        with contextlib.suppress(ConnectionError):
            client.sendall(data)
        received = receive_all(client)
        client.close()
        return received

    def pass_time(self, seconds: float) -> None:
        """Let the server look at its connections now, and as if so many seconds had passed."""
        done = threading.Event()
        assert self.loop is not None
        now, connections = time.monotonic(), self.server.server_state.connections

        def enforce() -> None:
            self.server.config.limiter.enforce(connections, now)
            self.server.config.limiter.enforce(connections, now + seconds)
            done.set()

        self.loop.call_soon_threadsafe(enforce)
        assert done.wait(10)


class _Server(DrainingServer):
    """A server that tells its event loop."""

    loop: asyncio.AbstractEventLoop

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        self.loop = asyncio.get_running_loop()
        await super().startup(sockets)


@contextlib.contextmanager
def serve_in_thread(limits: ConnectionLimits) -> Iterator[ServerThread]:
    """Run a server with these limits."""
    app = EchoApp()
    server = _Server(LimitedConfig(app, limits, log_config=None), graceful_seconds=0)
    listener = socket.create_server((HOST, 0), backlog=2048)
    thread = threading.Thread(target=server.run, args=([listener],))
    running = ServerThread(app, server, listener.getsockname()[1])
    thread.start()
    try:
        wait_until(lambda: server.started)
        running.loop = server.loop
        yield running
    finally:
        app.may_continue.set()
        for client in running.sockets:
            client.close()
        server.should_exit = True
        thread.join()


def receive_all(client: socket.socket) -> bytes:
    """Return all that comes until the server closes."""
    pieces = []
    with contextlib.suppress(ConnectionError):
        while piece := client.recv(1 << 16):
            pieces.append(piece)
    return b"".join(pieces)


def statuses(received: bytes) -> list[int]:
    """Return the statuses of responses that came one after the other."""
    return [int(status) for status in re.findall(rb"HTTP/1\.1 (\d{3}) \w", received)]
