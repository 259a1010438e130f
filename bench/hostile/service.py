"""The service under attack: a process of its own, with a database and a log in a folder."""

import contextlib
import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from bench.servers import HOST, Server, fetch, wait_for_answer

_SETTINGS = {"HEAD_SECONDS": 2, "BODY_SECONDS": 2, "SEND_SECONDS": 2, "CACHE_MB": 8, "THREADS": 8}
_FAILURES = re.compile(r"Traceback|ERROR|CRITICAL|Exception|Error:")


@dataclass
class Service:
    """A running service."""

    process: psutil.Process
    port: int
    log: Path

    @property
    def memory_mib(self) -> float:
        """Resident memory."""
        return float(self.process.memory_info().rss) / 2**20

    @property
    def descriptors(self) -> int:
        """Open files and sockets."""
        return int(self.process.num_fds())

    def failures_in_log(self) -> list[str]:
        """List the lines of the log that tell of failures."""
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return [line for line in lines if _FAILURES.search(line)]

    def is_alive(self) -> bool:
        """Tell whether the process runs and answers."""
        with contextlib.suppress(OSError):
            return bool(self.process.is_running() and self._fetch("/health/live")[0] == 200)
        return False

    def answers(self, paths: list[str]) -> dict[str, tuple[int, bytes]]:
        """Return status and body of each path, without what differs each time."""
        return {path: self._fetch(path) for path in paths}

    def counts_of_failures(self) -> dict[str, float]:
        """Return from the metrics how many requests failed, by status."""
        lines = re.findall(
            rb'policyfacts_requests_total\{.*status="(5\d\d)"\} (\S+)', self._fetch("/metrics")[1]
        )
        counts: dict[str, float] = {}
        for status, count in lines:
            counts[status.decode()] = counts.get(status.decode(), 0) + float(count)
        return counts

    def _fetch(self, path: str) -> tuple[int, bytes]:
        status, body = fetch(Server(self.process.pid, self.port), path)
        with contextlib.suppress(ValueError, AttributeError):
            content = json.loads(body)
            if content.pop("request_id", None):
                body = json.dumps(content).encode()
        return status, body


@contextlib.contextmanager
def serving(folder: Path, seed: Path | None) -> Iterator[Service]:
    """Load a seed and serve it until the block ends."""
    names = {key for key in os.environ if key.startswith("POLICYFACTS_")}
    environment = {key: text for key, text in os.environ.items() if key not in names}
    environment |= {f"POLICYFACTS_{key}": str(number) for key, number in _SETTINGS.items()}
    environment["POLICYFACTS_DATABASE_URL"] = f"sqlite:///{folder / 'hostile.db'}"
    command = [sys.executable, "-m", "policyfacts"]
    for arguments in (["migrate"], ["load", *([str(seed)] if seed else [])]):
        subprocess.run([*command, *arguments], env=environment, check=True, capture_output=True)
    with socket.create_server((HOST, 0)) as listener:
        port = listener.getsockname()[1]
    log = folder / "log"
    with (
        log.open("wb") as file,
        subprocess.Popen(
            [*command, "serve", f"--port={port}", "--graceful-seconds=1"],
            env=environment,
            stdout=file,
            stderr=file,
        ) as process,
    ):
        try:
            wait_for_answer(Server(process.pid, port), "/health/ready")
            yield Service(psutil.Process(process.pid), port, log)
        finally:
            process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=20)
            process.kill()


def settle(service: Service, seconds: float = 4) -> None:
    """Give it time to close what is idle."""
    time.sleep(seconds)
    service.is_alive()
