"""The body of a GET changes nothing, and does not break the connection."""

import http.client
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from fastapi import FastAPI

from tests.architecture.serving import serving

PATHS = ("/v1/facts?format=csv", "/v1/downloads/policyfacts.sqlite", "/v1/facts?limit=2", "/v1")
OVER = 70_000


@pytest.fixture(scope="module")
def server(app: FastAPI) -> Iterator[str]:
    """Serve on a socket: a client inside the process cannot lie about lengths."""
    with serving(app) as address:
        yield urlsplit(address).netloc


def send(
    server: str, method: str, path: str, headers: dict[str, str], body: bytes = b""
) -> tuple[int, bytes]:
    """Send exactly these headers and bytes, and return status and body."""
    connection = http.client.HTTPConnection(server, timeout=20)
    try:
        connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders(body or None)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


@pytest.mark.parametrize("path", PATHS)
def test_body_of_get_changes_nothing(server: str, path: str) -> None:
    plain = send(server, "GET", path, {})
    assert plain[0] == 200
    body = b"x" * 100_000
    assert send(server, "GET", path, {"Content-Length": str(len(body))}, body) == plain


@pytest.mark.parametrize("path", PATHS)
def test_missing_body_of_get_is_not_waited_for(server: str, path: str) -> None:
    plain = send(server, "GET", path, {})
    assert send(server, "GET", path, {"Content-Length": str(OVER)}) == plain
