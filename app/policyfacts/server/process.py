"""The parent's handle on a worker process."""

import math
import socket
import time
from multiprocessing import get_context

from policyfacts.server.config import ServerConfig
from policyfacts.server.worker import READY, run_worker

# A fresh interpreter: no connection, lock or thread of the parent, and the code as it is now.
_spawn = get_context("spawn")


class Worker:
    """A worker process: started at once, watched, stopped and in the end closed."""

    def __init__(self, config: ServerConfig, listener: socket.socket, folder: str) -> None:
        self.channel, child_end = _spawn.Pipe()
        arguments = (config, listener, child_end, folder)
        self.process = _spawn.Process(target=run_worker, args=arguments, daemon=True)
        self.process.start()
        child_end.close()
        self.is_ready = False
        self._message = ""
        self._kill_at = math.inf

    @property
    def pid(self) -> int:
        """The process id."""
        assert self.process.pid is not None
        return self.process.pid

    @property
    def has_exited(self) -> bool:
        """True once the process has exited, for whatever reason."""
        return self.process.exitcode is not None

    @property
    def failure(self) -> str:
        """The reason why it exited: its own message, else its exit code."""
        return self._message or f"It ended with exit code {self.process.exitcode}."

    def poll_message(self) -> None:
        """Receive its message, if there is one: that it is ready, or why it cannot start."""
        try:
            if not self.is_ready and not self._message and self.channel.poll():
                self._message = self.channel.recv()
                self.is_ready = self._message == READY
        except (EOFError, OSError):
            return  # it is about to exit

    def stop(self, within_seconds: int) -> None:
        """Send SIGTERM, and note when its time will be over."""
        self._kill_at = time.monotonic() + within_seconds
        self.process.terminate()

    def kill_if_overdue(self) -> None:
        """Kill it if it was stopped and its time is over."""
        if time.monotonic() > self._kill_at:
            self.process.kill()

    def close(self) -> None:
        """Release the pipe and the process object; only after it has exited."""
        self.channel.close()
        self.process.close()
