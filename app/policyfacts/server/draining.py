"""uvicorn with connection draining: each client is told before its connection is closed.

A client that keeps its connection may send the next request at any time. If the server closes just
then, the request is lost. So a stopping server accepts no new connections, but answers on those
that are open, sends `Connection: close` with that answer, and closes connections that have been
idle for the keep-alive timeout.
"""

import asyncio
import signal
import socket
from contextlib import suppress
from types import FrameType
from typing import Any

import uvicorn

from policyfacts.server.memory import limit_arenas
from policyfacts.server.protocol import LimitedConfig

_CONNECTION_CLOSE = (b"connection", b"close")
_TICK_SECONDS = 0.1
_TICKS_PER_SECOND = 10


class DrainingServer(uvicorn.Server):
    """A server that stops within `graceful_seconds` and one more; SIGINT skips the draining."""

    config: LimitedConfig

    def __init__(self, config: LimitedConfig, graceful_seconds: int) -> None:
        super().__init__(config)
        self.graceful_seconds = graceful_seconds
        self._skips_draining = False

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop; on SIGINT at once, since somebody at the keyboard does not want to wait."""
        self._skips_draining = self._skips_draining or sig == signal.SIGINT
        super().handle_exit(sig, frame)

    def serve_until_stopped(self, listener: socket.socket | None = None) -> bool:
        """Serve on this socket, else on one of its own; return whether it ever started."""
        # uvicorn raises the signal that stopped it once more: to be stopped is no failure.
        signal.signal(signal.SIGTERM, lambda *_: None)
        limit_arenas()
        with suppress(KeyboardInterrupt):
            self.run(sockets=None if listener is None else [listener])
        return self.started

    async def on_tick(self, counter: int) -> bool:
        """Hold connections to their limits once a second, and stop when told to."""
        if counter % _TICKS_PER_SECOND == 0:
            now = asyncio.get_running_loop().time()
            self.config.limiter.enforce(self.server_state.connections, now)
        return await super().on_tick(counter)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Accept no new connections, drain those that are open, then end as uvicorn does."""
        for server in self.servers:
            server.close()
        if not self._skips_draining:
            await self._drain()
            # Requests that still run have had their time.
            connections: list[Any] = list(self.server_state.connections)
            for connection in connections:
                connection.stop()
            self.config.timeout_graceful_shutdown = 1
        await super().shutdown(sockets)

    async def _drain(self) -> None:
        loop = asyncio.get_running_loop()
        end = loop.time() + self.graceful_seconds
        is_open = True
        while is_open and loop.time() < end and not self._skips_draining:
            await self.on_tick(0)  # renews the Date header
            headers = self.server_state.default_headers
            self.server_state.default_headers = [*headers, _CONNECTION_CLOSE]
            for connection in list(self.server_state.connections):
                _close_after_response(connection)
            await asyncio.sleep(_TICK_SECONDS)
            is_open = bool(self.server_state.connections)


def _close_after_response(connection: Any) -> None:
    """Have the connection closed after its next response, or after the keep-alive timeout."""
    cycle = connection.cycle
    if cycle is not None and not cycle.response_complete:
        if not cycle.response_started:
            cycle.keep_alive = False  # httptools then says `Connection: close`
    elif connection.timeout_keep_alive_task is None:
        # uvicorn limits only how long it waits for a second request, not for the first.
        connection.timeout_keep_alive_task = connection.loop.call_later(
            connection.timeout_keep_alive, connection.timeout_keep_alive_handler
        )
