"""A worker as its parent sees it."""

import math
import socket
import time
from multiprocessing import get_context

from policyfacts.server.config import ServerConfig
from policyfacts.server.worker import READY, work

# A fresh interpreter: no connection, lock or thread of the parent, and the code as it is now.
_spawn = get_context("spawn")


class Worker:
    """A process that was started, and what became of it."""

    def __init__(self, plan: ServerConfig, listener: socket.socket, folder: str) -> None:
        self.channel, theirs = _spawn.Pipe()
        arguments = (plan, listener, theirs, folder)
        self.process = _spawn.Process(target=work, args=arguments, daemon=True)
        self.process.start()
        theirs.close()
        self.is_ready = False
        self._said = ""
        self._kill_at = math.inf

    @property
    def pid(self) -> int:
        """The number of its process."""
        assert self.process.pid is not None
        return self.process.pid

    @property
    def is_gone(self) -> bool:
        """Whether it has ended, for whatever reason."""
        return self.process.exitcode is not None

    @property
    def fault(self) -> str:
        """Why it ended, by its own word where it had one."""
        return self._said or f"It ended with exit code {self.process.exitcode}."

    def hear(self) -> None:
        """Take note of what it says: that it answers, or why it cannot."""
        try:
            if not self.is_ready and not self._said and self.channel.poll():
                self._said = self.channel.recv()
                self.is_ready = self._said == READY
        except (EOFError, OSError):
            return  # it is about to be gone

    def stop(self, within_seconds: int) -> None:
        """Tell it to stop."""
        self._kill_at = time.monotonic() + within_seconds
        self.process.terminate()

    def insist(self) -> None:
        """Kill it where it was told to stop and did not."""
        if time.monotonic() > self._kill_at:
            self.process.kill()

    def close(self) -> None:
        """Let go of what is kept for a worker that is gone."""
        self.channel.close()
        self.process.close()
