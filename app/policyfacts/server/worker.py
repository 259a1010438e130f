"""The program of a worker process: an application of its own on the socket of its parent."""

import signal
import socket
from multiprocessing.connection import Connection

from pydantic import ValidationError

from policyfacts.errors import FactsError
from policyfacts.exit_codes import explain_unforeseen
from policyfacts.metrics import Meter
from policyfacts.server.config import ServerConfig, make_log_config, uvicorn_config
from policyfacts.server.draining import DrainingServer
from policyfacts.server.limits import choose_limits
from policyfacts.server.protocol import LimitedConfig
from policyfacts.settings import Settings
from policyfacts.web import create_app

# The message of a worker that is ready; any other message is the reason why it cannot start.
READY = ""


def run_worker(
    config: ServerConfig, listener: socket.socket, parent: Connection, counts_folder: str
) -> None:
    """Serve until stopped or until the parent is gone; `parent` gets READY or an error message."""
    # A terminal sends it to the whole process group, but it is meant for the parent.
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        meter = Meter(counts_folder)
        settings = Settings()
        limits = choose_limits(settings)
        app = create_app(settings, meter)
    except (FactsError, ValidationError) as error:
        parent.send(str(error))
        return
    except Exception as error:
        parent.send(explain_unforeseen(error))
        return
    log_config = make_log_config(is_one_of_several=True)
    options = uvicorn_config(app, config, limits, log_config)
    _WorkerServer(options, config.graceful_seconds, parent, meter).serve_until_stopped(listener)


class _WorkerServer(DrainingServer):
    """A server that reports when it is ready, publishes its metrics, and stops with its parent."""

    def __init__(
        self, config: LimitedConfig, graceful_seconds: int, parent: Connection, meter: Meter
    ) -> None:
        super().__init__(config, graceful_seconds)
        self.parent = parent
        self.meter = meter

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.parent.send(READY)

    async def on_tick(self, counter: int) -> bool:
        if counter % 5 == 0:
            self.meter.publish()
        # The parent never writes: the pipe becomes readable only when the parent is gone.
        self.should_exit = self.should_exit or self.parent.poll()
        return await super().on_tick(counter)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await super().shutdown(sockets)
        self.meter.publish()
