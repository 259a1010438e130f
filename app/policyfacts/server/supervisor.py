"""The parent process: starts, replaces and stops workers, and holds the socket they share.

SIGHUP restarts without a gap: new workers are started, and once all of them are ready the old ones
are stopped. Where a new one cannot start, the old ones stay. A worker that dies is replaced.
SIGTERM and SIGINT stop all.
"""

import logging
import logging.config
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import connection

from policyfacts.errors import FactsError
from policyfacts.metrics import merge_dead_process
from policyfacts.scratch_folders import ScratchFolder
from policyfacts.server.config import ServerConfig, make_log_config
from policyfacts.server.process import Worker

_log = logging.getLogger("policyfacts.serving")
_BACKLOG = 2048
_WATCH_SECONDS = 0.2
# How long a worker may exceed its time to stop before it is killed.
_KILL_AFTER_SECONDS = 5
# The pause between attempts to replace workers that die doubles from the first to the second.
_FIRST_PAUSE_SECONDS, _LONGEST_PAUSE_SECONDS = 1, 30


def serve_with_workers(config: ServerConfig) -> None:
    """Serve until stopped; raise FactsError where the first workers cannot start."""
    if not hasattr(signal, "SIGHUP"):
        raise FactsError("This system has no POSIX signals: serve without --workers.")
    with _listen(config) as listener, ScratchFolder() as scratch:
        logging.config.dictConfig(make_log_config(is_one_of_several=True))
        _Supervisor(config, listener, str(scratch.path)).run()


def _listen(config: ServerConfig) -> socket.socket:
    host, port = config.host, config.port
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except OSError as error:
        reason = error.strerror or str(error)
        raise FactsError(f"Cannot listen on {host}, port {port}: {reason}.") from error


class _Supervisor:
    """The loop that keeps the configured number of workers running."""

    def __init__(self, config: ServerConfig, listener: socket.socket, folder: str) -> None:
        self.config, self.listener, self.folder = config, listener, folder
        self.serving: list[Worker] = []
        self.starting: list[Worker] = []
        self.stopping: list[Worker] = []
        self.should_restart = True
        self.should_exit = False
        self.has_started = False
        self.pause_seconds = _FIRST_PAUSE_SECONDS
        self.replace_at = 0.0

    def run(self) -> None:
        """Watch the workers until SIGTERM or SIGINT, then stop them all."""
        with self._signal_handlers():
            try:
                while not self.should_exit:
                    self._begin_restart()
                    self._finish_restart()
                    self._replace_dead()
                    self._reap()
                    self._wait()
            finally:
                self._stop_all()

    def _begin_restart(self) -> None:
        if self.should_restart and not self.starting:
            self.should_restart = False
            self.starting = [self._start() for _ in range(self.config.workers)]

    def _finish_restart(self) -> None:
        """Let the new workers take over once all of them are ready."""
        for worker in self.starting:
            worker.poll_message()
        dead = [worker for worker in self.starting if worker.has_exited]
        if dead and not self.has_started:
            raise FactsError(f"The workers cannot start. {dead[0].failure}")
        if dead:
            _log.error("New workers cannot start, the old ones stay. %s", dead[0].failure)
            self._stop(self.starting)
            self.starting = []
        elif self.starting and all(worker.is_ready for worker in self.starting):
            self._stop(self.serving)
            self.serving, self.starting, self.has_started = self.starting, [], True
            pids = ", ".join(str(worker.pid) for worker in self.serving)
            _log.info("Answering on %s with processes %s.", self.config.address, pids)

    def _replace_dead(self) -> None:
        """Replace the workers that died, with growing pauses while new ones die too."""
        for worker in self.serving:
            worker.poll_message()
        for worker in [worker for worker in self.serving if worker.has_exited]:
            _log.error("Process %d is lost. %s", worker.pid, worker.failure)
            self.serving.remove(worker)
            self.stopping.append(worker)
            longer = min(self.pause_seconds * 2, _LONGEST_PAUSE_SECONDS)
            self.pause_seconds = _FIRST_PAUSE_SECONDS if worker.is_ready else longer
            self.replace_at = time.monotonic() + self.pause_seconds
        if self.has_started and time.monotonic() >= self.replace_at:
            missing = self.config.workers - len(self.serving)
            self.serving += [self._start() for _ in range(missing)]

    def _reap(self) -> None:
        """Close the workers that have exited, and keep their metrics; kill those overdue."""
        for worker in list(self.stopping):
            worker.kill_if_overdue()
            if worker.has_exited:
                self.stopping.remove(worker)
                merge_dead_process(self.folder, worker.pid)
                worker.close()

    def _start(self) -> Worker:
        return Worker(self.config, self.listener, self.folder)

    def _stop(self, workers: list[Worker]) -> None:
        for worker in workers:
            worker.stop(self.config.graceful_seconds + _KILL_AFTER_SECONDS)
        self.stopping += workers

    def _stop_all(self) -> None:
        self._stop(self.starting + self.serving)
        self.starting, self.serving = [], []
        while self.stopping:
            self._reap()
            self._wait()

    def _wait(self) -> None:
        """Wait until a worker exits, at most a moment."""
        watched = self.starting + self.serving + self.stopping
        connection.wait([worker.process.sentinel for worker in watched], _WATCH_SECONDS)

    @contextmanager
    def _signal_handlers(self) -> Iterator[None]:
        def stop(*_: object) -> None:
            self.should_exit = True

        def restart(*_: object) -> None:
            self.should_restart = True

        handlers = {signal.SIGTERM: stop, signal.SIGINT: stop, signal.SIGHUP: restart}
        before = {number: signal.signal(number, handler) for number, handler in handlers.items()}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
