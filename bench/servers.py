"""Servers as processes of their own: started on a free port of the loopback, stopped in the end."""

import contextlib
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.machine import Cores

HOST = "127.0.0.1"
_SECONDS_TO_START = 120
_UVICORN = (
    *(sys.executable, "-m", "uvicorn", "--host", HOST, "--port", "{port}"),
    *("--loop", "uvloop", "--http", "httptools", "--no-access-log", "--log-level", "warning"),
)


@dataclass(frozen=True)
class Command:
    """How a server is started: `{port}` stands where its port goes.

    `probe` is a path that answers as soon as it is ready.
    """

    arguments: Sequence[str]
    environment: Mapping[str, str]
    probe: str = "/"


@dataclass(frozen=True)
class Server:
    """A running server."""

    pid: int
    port: int


def uvicorn(app: str, answers: Path) -> Command:
    """One of the applications of `bench.baselines`, which give the answers of a file."""
    return Command((*_UVICORN, f"bench.baselines:{app}"), {"BENCH_ANSWERS": str(answers)})


def service(database_url: str, **settings: object) -> Command:
    """The service itself, as its command starts it."""
    environment = {"POLICYFACTS_DATABASE_URL": database_url}
    environment |= {f"POLICYFACTS_{key.upper()}": str(value) for key, value in settings.items()}
    arguments = (sys.executable, "-m", "policyfacts", "serve", "--port", "{port}")
    return Command(arguments, environment, "/v1/facts?limit=20")


@contextlib.contextmanager
def serving(command: Command, cores: Cores) -> Iterator[Server]:
    """Run a server on the servers' core while the block lasts."""
    with start(command, cores) as server:
        wait_for_answer(server, command.probe)
        yield server


@contextlib.contextmanager
def start(command: Command, cores: Cores) -> Iterator[Server]:
    """Start a process, and end it after the block; whether it answers yet is another matter."""
    with socket.create_server((HOST, 0)) as listener:
        port = listener.getsockname()[1]
    process = subprocess.Popen(
        [argument.replace("{port}", str(port)) for argument in command.arguments],
        env={**_environment(), **command.environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        cores.give_server(process.pid)
        yield Server(process.pid, port)
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_for_answer(server: Server, path: str) -> None:
    """Wait until a path answers 200; RuntimeError after two minutes."""
    end = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < end:
        with contextlib.suppress(OSError, http.client.HTTPException):
            if fetch(server, path)[0] == http.client.OK:
                return
        time.sleep(0.002)
    raise RuntimeError(f"the server did not answer {path} within {_SECONDS_TO_START} s")


def fetch(server: Server, path: str) -> tuple[int, bytes]:
    """Status and body of one request on a connection of its own."""
    connection = http.client.HTTPConnection(HOST, server.port, timeout=120)
    with contextlib.closing(connection):
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read()


def response_headers(server: Server, path: str, **sent: str) -> dict[str, str]:
    """The headers of an answer that the application gives, without those of the server itself."""
    connection = http.client.HTTPConnection(HOST, server.port, timeout=120)
    with contextlib.closing(connection):
        named = {name.replace("_", "-"): value for name, value in sent.items()}
        connection.request("GET", path, headers={"Accept-Encoding": "", **named})
        answer = connection.getresponse()
        answer.read()
        headers = {name.lower(): value for name, value in answer.getheaders()}
    return {name: value for name, value in headers.items() if name not in {"date", "server"}}


def _environment() -> dict[str, str]:
    """That of this process, without settings that somebody made for other purposes."""
    return {key: value for key, value in os.environ.items() if not key.startswith("POLICYFACTS_")}
