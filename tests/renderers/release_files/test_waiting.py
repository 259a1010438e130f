"""While files are being made, other requests are answered soon."""

import asyncio
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import httpx2
import pytest
from fastapi import FastAPI

from policyfacts.renderers.release_files import cache
from policyfacts.renderers.release_files.manifest import Manifest
from policyfacts.renderers.release_files.writer import write_files
from policyfacts.search.snapshot import ReadSession
from policyfacts.settings import Settings
from policyfacts.web import create_app
from tests.databases import SQLITE

FILE = "/v1/downloads/facts.ndjson"
THREADS = 4
SOON = 8.0


@pytest.fixture
def app(new_loaded: Callable[[str], Settings]) -> Iterator[FastAPI]:
    """Service with few threads whose files were not requested yet."""
    app = create_app(new_loaded(SQLITE).model_copy(update={"threads": THREADS}))
    yield app
    app.state.service.exports.close()
    app.state.service.database.dispose()


@pytest.fixture
def finish(monkeypatch: pytest.MonkeyPatch) -> Event:
    """Event for which the making of files waits."""
    finish = Event()

    def write_slowly(session: ReadSession, folder: Path) -> Manifest:
        assert finish.wait(timeout=60)
        return write_files(session, folder)

    monkeypatch.setattr(cache, "write_files", write_slowly)
    return finish


@pytest.mark.slow
def test_requests_while_files_are_made_get_503_soon(app: FastAPI, finish: Event) -> None:
    async def send_at_once() -> None:
        transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
        async with (
            app.router.lifespan_context(app),
            httpx2.AsyncClient(transport=transport, base_url="http://facts") as client,
        ):
            start = time.monotonic()
            first = asyncio.create_task(client.get(FILE))
            await asyncio.sleep(0.2)
            others = [asyncio.create_task(client.get(FILE)) for _ in range(THREADS - 1)]
            facts = await asyncio.wait_for(client.get("/v1/facts?limit=1"), SOON)
            refused = await asyncio.wait_for(asyncio.gather(*others), SOON)
            assert time.monotonic() - start < SOON
            assert facts.status_code == 200
            for response in refused:
                assert (response.status_code, response.json()["code"]) == (503, "files_not_ready")
                assert response.headers["Retry-After"].isdigit()
            assert not first.done()
            finish.set()
            assert (await first).status_code == 200
            assert (await client.get(FILE)).status_code == 200

    try:
        asyncio.run(send_at_once())
    finally:
        finish.set()
