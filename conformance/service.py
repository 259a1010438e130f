"""The service that is checked: started with the bundled seed in a new database, on loopback."""

import contextlib
import http.client
import json
import os
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

_HOST = "127.0.0.1"
_SECONDS_TO_START = 60


@dataclass(frozen=True)
class Reply:
    """A response as it came over the wire: headers in order, the body still encoded."""

    status: int
    reason: str
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str | None:
        """Return the first header of a name, which is given in lower case."""
        return next((value for key, value in self.headers if key.lower() == name), None)


@dataclass(frozen=True)
class Service:
    """A running service."""

    port: int

    @property
    def address(self) -> str:
        """The base URL, without a final slash."""
        return f"http://{_HOST}:{self.port}"

    @cached_property
    def contract(self) -> dict[str, Any]:
        """The OpenAPI document."""
        document: dict[str, Any] = self.json("/openapi.json")
        return document

    def fetch(
        self, path: str, headers: Mapping[str, str] | None = None, method: str = "GET"
    ) -> Reply:
        """Send a request for a path, with just these headers."""
        connection = http.client.HTTPConnection(_HOST, self.port, timeout=60)
        with contextlib.closing(connection):
            connection.request(method, path, headers=dict(headers or {}))
            response = connection.getresponse()
            return Reply(response.status, response.reason, response.getheaders(), response.read())

    def json(self, path: str) -> Any:
        """Return the JSON at a path; LookupError where it does not answer 200."""
        return json.loads(self.bytes(path))

    def bytes(self, path: str) -> bytes:
        """Return the body at a path; LookupError where it does not answer 200."""
        reply = self.fetch(path)
        if reply.status != http.client.OK:
            raise LookupError(f"{path} answers {reply.status}: {reply.body[:500]!r}")
        return reply.body


@contextlib.contextmanager
def serving(command: Path, folder: Path) -> Iterator[Service]:
    """Run `policyfacts serve` over a new database in the folder; its log is `service.log`."""
    service = Service(_free_port())
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith("POLICYFACTS_")},
        "POLICYFACTS_DATABASE_URL": f"sqlite:///{folder / 'policyfacts.db'}",
    }
    arguments = [str(command), "serve", "--load", "--host", _HOST, "--port", str(service.port)]
    with (folder / "service.log").open("wb") as log:
        process = subprocess.Popen(
            arguments, cwd=folder, env=environment, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            _wait_until_ready(service, process, folder / "service.log")
            yield service
        finally:
            process.terminate()
            process.wait(timeout=30)


def _free_port() -> int:
    with socket.create_server((_HOST, 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def _wait_until_ready(service: Service, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError):
            if service.fetch("/health/ready").status == http.client.OK:
                return
        time.sleep(0.1)
    raise RuntimeError(f"The service did not start:\n{log.read_text(errors='replace')}")
