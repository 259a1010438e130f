"""What the service is compared with: servers that only give out answers made before.

Both find the answer by the query, so that varied questions get varied answers and every side sends
the same bytes.
"""

import os
import pickle
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from fastapi import FastAPI, Query, Request, Response
from starlette.types import Receive, Scope, Send

from policyfacts.schemas.params import FactListParams

_FILE = os.environ.get("BENCH_ANSWERS")
_NOTHING = b"{}"
_Headers = list[tuple[bytes, bytes]]


@dataclass(frozen=True)
class Answers:
    """Bodies by query; headers where those of the service are sent too."""

    bodies: dict[bytes, bytes]
    headers: dict[str, str] | None = None

    def keep(self, path: Path) -> Path:
        """Write them for a server that will be started."""
        path.write_bytes(pickle.dumps(self))
        return path


def _read() -> Answers:
    if not _FILE:
        return Answers({})
    answers = pickle.loads(Path(_FILE).read_bytes())  # that `keep` wrote
    assert isinstance(answers, Answers)
    return answers


_ANSWERS = _read()
_BODIES = _ANSWERS.bodies
_HEADERS: _Headers = [
    (name.encode(), value.encode()) for name, value in (_ANSWERS.headers or {}).items()
]


async def bare(scope: Scope, _: Receive, send: Send) -> None:
    """The least that a server written in Python can do."""
    if scope["type"] != "http":
        return
    body = _BODIES.get(scope["query_string"], _NOTHING)
    headers = _HEADERS
    if not headers or body is _NOTHING:
        length = str(len(body)).encode()
        headers = [(b"content-type", b"application/json"), (b"content-length", length)]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def bare_not_modified(scope: Scope, _: Receive, send: Send) -> None:
    """The least, for a client that holds the answer already."""
    if scope["type"] != "http":
        return
    status = 304 if any(name == b"if-none-match" for name, _ in scope["headers"]) else 200
    await send({"type": "http.response.start", "status": status, "headers": _HEADERS})
    await send({"type": "http.response.body", "body": b""})


framework = FastAPI(openapi_url=None, telemetry={"auto_configure": False})


@framework.get("/")
async def answer_ready() -> Response:
    """Say that the server is there."""
    return Response(_NOTHING, media_type="application/json")


@framework.get("/v1/facts")
async def answer_facts(_: Annotated[FactListParams, Query()], request: Request) -> Response:
    """The parameters of the service's own route are read and checked, and then not looked at."""
    body = _BODIES[request.scope["query_string"]]
    return Response(body, media_type="application/json")
