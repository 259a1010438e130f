"""`policyfacts serve` as a process of its own, and clients that keep their connections."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families

_PATIENCE_SECONDS = 30


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def wait_until(is_so: Callable[[], bool]) -> None:
    """Wait until it is so; fail where it does not come to be."""
    until = time.monotonic() + _PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < until, "it did not come to be"
        time.sleep(0.05)


@dataclass
class Command:
    """The running command."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def generations(self) -> list[set[int]]:
        """The numbers of the workers that began to answer together, oldest first."""
        lines = [line for line in self.said().splitlines() if " with processes " in line]
        numbers = [line.rpartition(" with processes ")[2].rstrip(".") for line in lines]
        return [{int(number) for number in line.split(", ")} for line in numbers]

    def has_begun(self) -> bool:
        assert self.process.poll() is None, self.said()
        return bool(self.generations()) or "Uvicorn running on" in self.said()

    def renew(self) -> None:
        """SIGHUP, and wait until the new workers have taken over."""
        before = len(self.generations())
        self.process.send_signal(signal.SIGHUP)
        wait_until(lambda: len(self.generations()) > before)

    def counted(self, path: str) -> float:
        """How many answers of 200 to this path the processes have counted together."""
        return sum(
            sample.value
            for family in text_string_to_metric_families(self.ask("/metrics"))
            for sample in family.samples
            if sample.name == "policyfacts_requests_total"
            if (sample.labels["route"], sample.labels["status"]) == (path, "200")
        )

    def stop(self) -> int:
        """SIGTERM; the exit code."""
        self.process.terminate()
        return self.process.wait(timeout=_PATIENCE_SECONDS)

    def ask(self, path: str) -> str:
        """The body of an answer of 200, on a connection of its own."""
        with contextlib.closing(self.connect()) as connection:
            connection.request("GET", path)
            answer = connection.getresponse()
            assert answer.status == 200
            return answer.read().decode()

    def connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE_SECONDS)


@contextlib.contextmanager
def serve(url: str, folder: Path, *options: str) -> Iterator[Command]:
    """The command, serving this database on a free port."""
    port, log = free_port(), folder / "log"
    command = [sys.executable, "-m", "policyfacts", "serve", f"--port={port}", *options]
    with (
        log.open("wb") as file,
        subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, "POLICYFACTS_DATABASE_URL": url},
            stdout=file,
            stderr=file,
        ) as process,
    ):
        running = Command(process, port, log)
        try:
            wait_until(running.has_begun)
            yield running
        finally:
            process.kill()


@dataclass
class Crowd:
    """Clients that ask again and again, each on a connection that it keeps while it may."""

    command: Command
    path: str
    pause_seconds: float
    answered: int = 0
    closed: int = 0
    failures: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _is_enough: threading.Event = field(default_factory=threading.Event)

    @contextlib.contextmanager
    def asking(self, clients: int) -> Iterator["Crowd"]:
        threads = [threading.Thread(target=self._ask) for _ in range(clients)]
        for thread in threads:
            thread.start()
        try:
            yield self
        finally:
            self._is_enough.set()
            for thread in threads:
                thread.join()

    def _ask(self) -> None:
        connection = self.command.connect()
        while not self._is_enough.is_set():
            try:
                connection.request("GET", self.path)
                answer = connection.getresponse()
                assert answer.status == 200
                answer.read()
                is_closed = answer.getheader("Connection") == "close"
                self._count(is_closed)
                if is_closed:
                    connection.close()
            except (OSError, http.client.HTTPException, AssertionError) as error:
                self.failures.append(repr(error))
                connection.close()
            time.sleep(self.pause_seconds)
        connection.close()

    def _count(self, is_closed: bool) -> None:
        with self._lock:
            self.answered += 1
            self.closed += is_closed
