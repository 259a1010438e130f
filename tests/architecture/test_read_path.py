"""How many files of the package run to answer one uncached `GET /v1/facts`."""

import asyncio
import sys
import threading
from pathlib import Path
from types import FrameType

from fastapi import FastAPI
from starlette.types import Message

import policyfacts
from policyfacts.settings import Settings
from policyfacts.web import create_app

MAX_FILES = 31
MAX_MIDDLEWARES = 6
PACKAGE = Path(policyfacts.__file__).parent


def status_of(app: object, query: bytes) -> int:
    """Asks in this process, without a client whose own work would be counted."""
    messages: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        messages.append(message)

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": "/v1/facts",
        "raw_path": b"/v1/facts",
        "query_string": query,
        "root_path": "",
        "headers": [(b"host", b"localhost")],
    }
    assert callable(app)
    asyncio.run(app(scope, receive, send))
    return int(messages[0]["status"])


def test_one_read_runs_through_few_files(loaded_settings: Settings) -> None:
    app = create_app(loaded_settings.model_copy(update={"cache_mb": 0}))
    assert status_of(app, b"country=TR") == 200
    files: set[str] = set()

    def note(frame: FrameType, event: str, _: object) -> None:
        path = Path(frame.f_code.co_filename)
        if event == "call" and path.is_relative_to(PACKAGE):
            files.add(path.relative_to(PACKAGE).as_posix())

    profiler = sys.getprofile()
    threading.setprofile(note)
    sys.setprofile(note)
    try:
        status = status_of(app, b"country=TR&topic=visas")
    finally:
        sys.setprofile(profiler)
        threading.setprofile(None)
        app.state.service.close()
    assert status == 200
    assert len(files) <= MAX_FILES, "\n".join(sorted(files))
    # The hook sees both ends of the path.
    assert {"web/app.py", "queries/facts.py"} <= files


def test_requests_pass_few_middlewares(app: FastAPI) -> None:
    names = [str(middleware.cls) for middleware in app.user_middleware]
    assert len(names) <= MAX_MIDDLEWARES, names
