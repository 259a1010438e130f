"""The servers that the service is compared with: they send responses that were made before.

Both look up the response by the query string, so that every side sends the same bytes.
"""

import os
import pickle
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from fastapi import FastAPI, Query, Request, Response
from starlette.types import Receive, Scope, Send

from policyfacts.schemas.params.formats import FactListParams

_FILE = os.environ.get("BENCH_ANSWERS")
_EMPTY = b"{}"
_Headers = list[tuple[bytes, bytes]]


@dataclass(frozen=True)
class PreparedResponses:
    """Response bodies by query string; `headers` where those of the service are sent too."""

    bodies: dict[bytes, bytes]
    headers: dict[str, str] | None = None

    def write(self, path: Path) -> Path:
        """Write them to a file for a server, and return its path."""
        path.write_bytes(pickle.dumps(self))
        return path


def _read() -> PreparedResponses:
    if not _FILE:
        return PreparedResponses({})
    responses = pickle.loads(Path(_FILE).read_bytes())  # the file that `write` wrote
    assert isinstance(responses, PreparedResponses)
    return responses


_RESPONSES = _read()
_BODIES = _RESPONSES.bodies
_HEADERS: _Headers = [
    (name.encode(), value.encode()) for name, value in (_RESPONSES.headers or {}).items()
]


async def bare(scope: Scope, _: Receive, send: Send) -> None:
    """Send a response with the least work that a server written in Python can do."""
    if scope["type"] != "http":
        return
    body = _BODIES.get(scope["query_string"], _EMPTY)
    headers = _HEADERS
    if not headers or body is _EMPTY:
        length = str(len(body)).encode()
        headers = [(b"content-type", b"application/json"), (b"content-length", length)]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def bare_not_modified(scope: Scope, _: Receive, send: Send) -> None:
    """Send a 304 with the least work, to a client that has the response already."""
    if scope["type"] != "http":
        return
    status = 304 if any(name == b"if-none-match" for name, _ in scope["headers"]) else 200
    await send({"type": "http.response.start", "status": status, "headers": _HEADERS})
    await send({"type": "http.response.body", "body": b""})


framework = FastAPI(openapi_url=None, telemetry={"auto_configure": False})


@framework.get("/")
async def answer_ready() -> Response:
    """Answer as soon as the server is ready."""
    return Response(_EMPTY, media_type="application/json")


@framework.get("/v1/facts")
async def answer_facts(_: Annotated[FactListParams, Query()], request: Request) -> Response:
    """Validate the parameters of the service's own route, and send the prepared response."""
    body = _BODIES[request.scope["query_string"]]
    return Response(body, media_type="application/json")
