"""uvicorn, which once told to stop lets every client know before it closes the connection.

A client that keeps its connection may send the next request at any time. If the server closes just
then, the request is lost. So a stopping server takes no new connections, but answers on those that
are open, says `Connection: close` with that answer, and closes what has been idle for as long as
it would have been allowed to anyway.
"""

import asyncio
import signal
import socket
from contextlib import suppress
from types import FrameType
from typing import Any

import uvicorn

_CLOSE = (b"connection", b"close")
_TICK_SECONDS = 0.1


class DrainingServer(uvicorn.Server):
    """Stops within `graceful_seconds` and one more; on SIGINT without waiting for idle clients."""

    def __init__(self, config: uvicorn.Config, graceful_seconds: int) -> None:
        super().__init__(config)
        self.graceful_seconds = graceful_seconds
        self._is_hasty = False

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop; somebody who sits at the keyboard does not want to wait."""
        self._is_hasty = self._is_hasty or sig == signal.SIGINT
        super().handle_exit(sig, frame)

    def serve_until_stopped(self, listener: socket.socket | None = None) -> bool:
        """Serve on this socket, or on one of its own; whether it ever began to."""
        # uvicorn raises once more the signal that stopped it: to have been told is no failure.
        signal.signal(signal.SIGTERM, lambda *_: None)
        with suppress(KeyboardInterrupt):
            self.run(sockets=None if listener is None else [listener])
        return self.started

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take no new connections, let go of those that are open, then end as uvicorn does."""
        for server in self.servers:
            server.close()
        if not self._is_hasty:
            await self._drain()
            # What goes on still has had its time.
            self.config.timeout_graceful_shutdown = 1
        await super().shutdown(sockets)

    async def _drain(self) -> None:
        loop = asyncio.get_running_loop()
        until = loop.time() + self.graceful_seconds
        is_open = True
        while is_open and loop.time() < until and not self._is_hasty:
            await self.on_tick(0)  # the date of answers goes on
            headers = self.server_state.default_headers
            self.server_state.default_headers = [*headers, _CLOSE]
            for connection in list(self.server_state.connections):
                _let_go(connection)
            await asyncio.sleep(_TICK_SECONDS)
            is_open = bool(self.server_state.connections)


def _let_go(connection: Any) -> None:
    """See to it that the connection closes after its next answer, or after a while without one."""
    cycle = connection.cycle
    if cycle is not None and not cycle.response_complete:
        if not cycle.response_started:
            cycle.keep_alive = False  # httptools then says `Connection: close`
    elif connection.timeout_keep_alive_task is None:
        # uvicorn limits only how long it waits for a second request, not for the first.
        connection.timeout_keep_alive_task = connection.loop.call_later(
            connection.timeout_keep_alive, connection.timeout_keep_alive_handler
        )
