"""Servers in processes of their own, on free ports of the loopback interface."""

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
    """The command line of a server, with `{port}` in place of its port.

    `probe` is a path that answers as soon as the server is ready.
    """

    arguments: Sequence[str]
    environment: Mapping[str, str]
    probe: str = "/"


@dataclass(frozen=True)
class Server:
    """A running server."""

    pid: int
    port: int


def uvicorn(app: str, responses: Path) -> Command:
    """Return the command for an application of `bench.baselines` and its file of responses."""
    return Command((*_UVICORN, f"bench.baselines:{app}"), {"BENCH_ANSWERS": str(responses)})


def service(database_url: str, **settings: object) -> Command:
    """Return the command `policyfacts serve` for a database, with settings."""
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
    """Start a server without waiting until it answers, and stop it after the block."""
    with socket.create_server((HOST, 0)) as listener:
        port = listener.getsockname()[1]
    process = subprocess.Popen(
        [argument.replace("{port}", str(port)) for argument in command.arguments],
        env={**without_settings(), **command.environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        cores.pin_server(process.pid)
        yield Server(process.pid, port)
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_for_answer(server: Server, path: str) -> None:
    """Wait until a path answers 200; raise RuntimeError after two minutes."""
    end = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < end:
        with contextlib.suppress(OSError, http.client.HTTPException):
            if fetch(server, path)[0] == http.client.OK:
                return
        time.sleep(0.002)
    raise RuntimeError(f"the server did not answer {path} within {_SECONDS_TO_START} s")


def fetch(server: Server, path: str) -> tuple[int, bytes]:
    """Return status and body of one GET request on a connection of its own."""
    connection = http.client.HTTPConnection(HOST, server.port, timeout=120)
    with contextlib.closing(connection):
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read()


def response_headers(server: Server, path: str, **sent: str) -> dict[str, str]:
    """Return the response headers by lower-case name, without those that the server adds."""
    connection = http.client.HTTPConnection(HOST, server.port, timeout=120)
    with contextlib.closing(connection):
        request_headers = {name.replace("_", "-"): value for name, value in sent.items()}
        connection.request("GET", path, headers={"Accept-Encoding": "", **request_headers})
        response = connection.getresponse()
        response.read()
        headers = {name.lower(): value for name, value in response.getheaders()}
    return {name: value for name, value in headers.items() if name not in {"date", "server"}}


def without_settings() -> dict[str, str]:
    """Return the environment of this process without settings of the service."""
    return {key: value for key, value in os.environ.items() if not key.startswith("POLICYFACTS_")}
