"""`policyfacts serve` as a process of its own, and clients that keep their connections alive."""

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

_TIMEOUT_SECONDS = 30


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def wait_until(condition: Callable[[], bool]) -> None:
    """Wait until the condition holds; fail after a time limit."""
    deadline = time.monotonic() + _TIMEOUT_SECONDS
    while not condition():
        assert time.monotonic() < deadline, "the condition did not come to hold in time"
        time.sleep(0.05)


@dataclass
class ServerProcess:
    """A running server, its port and the file of its log."""

    process: subprocess.Popen[bytes]
    port: int
    log_path: Path

    def log_text(self) -> str:
        return self.log_path.read_text(encoding="utf-8")

    def worker_generations(self) -> list[set[int]]:
        """Return the process ids of each generation of workers in the log, oldest first."""
        lines = [line for line in self.log_text().splitlines() if " with processes " in line]
        pid_lists = [line.rpartition(" with processes ")[2].rstrip(".") for line in lines]
        return [{int(pid) for pid in pids.split(", ")} for pids in pid_lists]

    def has_started(self) -> bool:
        assert self.process.poll() is None, self.log_text()
        return bool(self.worker_generations()) or "Uvicorn running on" in self.log_text()

    def replace_workers(self) -> None:
        """Send SIGHUP, and wait until the new workers have taken over."""
        before = len(self.worker_generations())
        self.process.send_signal(signal.SIGHUP)
        wait_until(lambda: len(self.worker_generations()) > before)

    def count_requests(self, path: str) -> float:
        """Return how many 200 responses to this path the metrics of all processes count."""
        return sum(
            sample.value
            for family in text_string_to_metric_families(self.get("/metrics"))
            for sample in family.samples
            if sample.name == "policyfacts_requests_total"
            if (sample.labels["route"], sample.labels["status"]) == (path, "200")
        )

    def stop(self) -> int:
        """Send SIGTERM and return the exit code."""
        self.process.terminate()
        return self.process.wait(timeout=_TIMEOUT_SECONDS)

    def get(self, path: str) -> str:
        """Return the body of a 200 response, on a connection of its own."""
        with contextlib.closing(self.connect()) as connection:
            connection.request("GET", path)
            response = connection.getresponse()
            assert response.status == 200
            return response.read().decode()

    def connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=_TIMEOUT_SECONDS)


@contextlib.contextmanager
def serve(url: str, working_directory: Path, *options: str) -> Iterator[ServerProcess]:
    """Run a server of this database on a free port."""
    port, log_path = free_port(), working_directory / "log"
    command = [sys.executable, "-m", "policyfacts", "serve", f"--port={port}", *options]
    with (
        log_path.open("wb") as file,
        subprocess.Popen(
            command,
            cwd=working_directory,
            env={**os.environ, "POLICYFACTS_DATABASE_URL": url},
            stdout=file,
            stderr=file,
        ) as process,
    ):
        server = ServerProcess(process, port, log_path)
        try:
            wait_until(server.has_started)
            yield server
        finally:
            process.kill()


@dataclass
class KeepAliveClients:
    """Clients that send request after request, each on a connection that it keeps while it may."""

    server: ServerProcess
    path: str
    pause_seconds: float
    responses: int = 0
    closed_connections: int = 0
    failures: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _is_stopped: threading.Event = field(default_factory=threading.Event)

    @contextlib.contextmanager
    def running(self, clients: int) -> Iterator["KeepAliveClients"]:
        threads = [threading.Thread(target=self._send_requests) for _ in range(clients)]
        for thread in threads:
            thread.start()
        try:
            yield self
        finally:
            self._is_stopped.set()
            for thread in threads:
                thread.join()

    def _send_requests(self) -> None:
        connection = self.server.connect()
        while not self._is_stopped.is_set():
            try:
                connection.request("GET", self.path)
                response = connection.getresponse()
                assert response.status == 200
                response.read()
                is_closed = response.getheader("Connection") == "close"
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
            self.responses += 1
            self.closed_connections += is_closed
