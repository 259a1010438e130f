"""A worker: a process with an application and an engine of its own, on the socket of its parent."""

import signal
import socket
from multiprocessing.connection import Connection

import uvicorn
from pydantic import ValidationError

from policyfacts.errors import FactsError
from policyfacts.metrics import Meter
from policyfacts.server.config import ServerConfig, configure, log_of_workers
from policyfacts.server.draining import DrainingServer
from policyfacts.settings import Settings
from policyfacts.web import create_app

# What a worker tells its parent once it answers; anything else is why it cannot.
READY = ""


def work(
    plan: ServerConfig, listener: socket.socket, parent: Connection, counts_folder: str
) -> None:
    """Answer until told to stop, or until the parent is gone."""
    # Told to the whole group by a terminal, but meant for the parent.
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        meter = Meter(counts_folder)
        app = create_app(Settings(), meter)
    except (FactsError, ValidationError) as error:
        parent.send(str(error))
        return
    config = configure(app, plan, log_of_workers())
    _WorkerServer(config, plan.graceful_seconds, parent, meter).serve_until_stopped(listener)


class _WorkerServer(DrainingServer):
    """Says when it answers, leaves its counts for the others, and ends with its parent."""

    def __init__(
        self, config: uvicorn.Config, graceful_seconds: int, parent: Connection, meter: Meter
    ) -> None:
        super().__init__(config, graceful_seconds)
        self.parent = parent
        self.meter = meter

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.parent.send(READY)

    async def on_tick(self, counter: int) -> bool:
        if counter % 5 == 0:
            self.meter.share()
        # The parent never writes: there is something to read when it is gone.
        self.should_exit = self.should_exit or self.parent.poll()
        return await super().on_tick(counter)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await super().shutdown(sockets)
        self.meter.share()
