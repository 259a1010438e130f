"""The parent of workers: starts, replaces and stops them, and holds the socket they share.

Workers come in generations. SIGHUP starts a new one; once all of it answer, the old one is told to
stop: there is always somebody who accepts. Where the new one cannot start, the old one stays. A
worker that dies is replaced. SIGTERM and SIGINT stop all.
"""

import logging
import logging.config
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import connection
from tempfile import TemporaryDirectory

from policyfacts.errors import FactsError
from policyfacts.metrics import absorb
from policyfacts.server.config import ServerConfig, log_of_workers
from policyfacts.server.process import Worker

_log = logging.getLogger("policyfacts.serving")
_BACKLOG = 2048
_WATCH_SECONDS = 0.2
# For a worker that has let its time pass, before it is killed.
_LENIENCE_SECONDS = 5
# Between two attempts to replace workers that die.
_FIRST_PAUSE_SECONDS, _LONGEST_PAUSE_SECONDS = 1, 30


def serve_with_workers(plan: ServerConfig) -> None:
    """Serve until told to stop; FactsError where the first workers cannot start."""
    if not hasattr(signal, "SIGHUP"):
        raise FactsError("This system has no POSIX signals: serve without --workers.")
    with _listen(plan) as listener, TemporaryDirectory(prefix="policyfacts-") as folder:
        logging.config.dictConfig(log_of_workers())
        _Supervisor(plan, listener, folder).run()


def _listen(plan: ServerConfig) -> socket.socket:
    family = socket.AF_INET6 if ":" in plan.host else socket.AF_INET
    try:
        return socket.create_server((plan.host, plan.port), family=family, backlog=_BACKLOG)
    except OSError as error:
        reason = error.strerror or str(error)
        raise FactsError(f"Cannot listen on {plan.host}, port {plan.port}: {reason}.") from error


class _Supervisor:
    """Keeps as many workers as planned, whatever becomes of each."""

    def __init__(self, plan: ServerConfig, listener: socket.socket, folder: str) -> None:
        self.plan, self.listener, self.folder = plan, listener, folder
        self.serving: list[Worker] = []
        self.coming: list[Worker] = []
        self.leaving: list[Worker] = []
        self.is_renewal_wanted = True
        self.is_ending = False
        self.has_begun = False
        self.pause_seconds = _FIRST_PAUSE_SECONDS
        self.replace_from = 0.0

    def run(self) -> None:
        """Watch over the workers until a signal ends it."""
        with self._heeding_signals():
            try:
                while not self.is_ending:
                    self._begin_renewal()
                    self._end_renewal()
                    self._replace_lost()
                    self._see_off()
                    self._wait()
            finally:
                self._stop_all()

    def _begin_renewal(self) -> None:
        if self.is_renewal_wanted and not self.coming:
            self.is_renewal_wanted = False
            self.coming = [self._start() for _ in range(self.plan.workers)]

    def _end_renewal(self) -> None:
        """Let the new generation take over once all of it answer."""
        for worker in self.coming:
            worker.hear()
        lost = [worker for worker in self.coming if worker.is_gone]
        if lost and not self.has_begun:
            raise FactsError(f"The workers cannot start. {lost[0].fault}")
        if lost:
            _log.error("New workers cannot start, the old ones stay. %s", lost[0].fault)
            self._stop(self.coming)
            self.coming = []
        elif self.coming and all(worker.is_ready for worker in self.coming):
            self._stop(self.serving)
            self.serving, self.coming, self.has_begun = self.coming, [], True
            pids = ", ".join(str(worker.pid) for worker in self.serving)
            _log.info("Answering on %s with processes %s.", self.plan.address, pids)

    def _replace_lost(self) -> None:
        """Start a worker for each that died; ever more slowly where that does not help."""
        for worker in self.serving:
            worker.hear()
        for worker in [it for it in self.serving if it.is_gone]:
            _log.error("Process %d is lost. %s", worker.pid, worker.fault)
            self.serving.remove(worker)
            self.leaving.append(worker)
            longer = min(self.pause_seconds * 2, _LONGEST_PAUSE_SECONDS)
            self.pause_seconds = _FIRST_PAUSE_SECONDS if worker.is_ready else longer
            self.replace_from = time.monotonic() + self.pause_seconds
        if self.has_begun and time.monotonic() >= self.replace_from:
            missing = self.plan.workers - len(self.serving)
            self.serving += [self._start() for _ in range(missing)]

    def _see_off(self) -> None:
        """Keep the counts of those that are gone, and nothing else."""
        for worker in list(self.leaving):
            worker.insist()
            if worker.is_gone:
                self.leaving.remove(worker)
                absorb(self.folder, worker.pid)
                worker.close()

    def _start(self) -> Worker:
        return Worker(self.plan, self.listener, self.folder)

    def _stop(self, workers: list[Worker]) -> None:
        for worker in workers:
            worker.stop(self.plan.graceful_seconds + _LENIENCE_SECONDS)
        self.leaving += workers

    def _stop_all(self) -> None:
        self._stop(self.coming + self.serving)
        self.coming, self.serving = [], []
        while self.leaving:
            self._see_off()
            self._wait()

    def _wait(self) -> None:
        """Until something happens to a worker, or for a moment."""
        watched = self.coming + self.serving + self.leaving
        connection.wait([worker.process.sentinel for worker in watched], _WATCH_SECONDS)

    @contextmanager
    def _heeding_signals(self) -> Iterator[None]:
        def end(*_: object) -> None:
            self.is_ending = True

        def renew(*_: object) -> None:
            self.is_renewal_wanted = True

        heeded = {signal.SIGTERM: end, signal.SIGINT: end, signal.SIGHUP: renew}
        before = {number: signal.signal(number, heed) for number, heed in heeded.items()}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
