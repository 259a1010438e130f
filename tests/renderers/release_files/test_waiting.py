"""While files are being made, nobody else is kept waiting for long."""

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
def narrow(new_loaded: Callable[[str], Settings]) -> Iterator[FastAPI]:
    """A service of few threads whose files nobody has asked for yet."""
    app = create_app(new_loaded(SQLITE).model_copy(update={"threads": THREADS}))
    yield app
    app.state.service.exports.close()
    app.state.service.database.dispose()


@pytest.fixture
def finish(monkeypatch: pytest.MonkeyPatch) -> Event:
    """Whoever makes files goes on when this is set."""
    finish = Event()

    def write_slowly(session: ReadSession, folder: Path) -> Manifest:
        assert finish.wait(timeout=60)
        return write_files(session, folder)

    monkeypatch.setattr(cache, "write_files", write_slowly)
    return finish


def test_one_asker_makes_the_files_and_others_hear_soon_that_they_are_not_ready(
    narrow: FastAPI, finish: Event
) -> None:
    async def ask_at_once() -> None:
        transport = httpx2.ASGITransport(app=narrow, raise_app_exceptions=False)
        async with (
            narrow.router.lifespan_context(narrow),
            httpx2.AsyncClient(transport=transport, base_url="http://facts") as client,
        ):
            begun = time.monotonic()
            maker = asyncio.create_task(client.get(FILE))
            await asyncio.sleep(0.2)
            others = [asyncio.create_task(client.get(FILE)) for _ in range(THREADS - 1)]
            facts = await asyncio.wait_for(client.get("/v1/facts?limit=1"), SOON)
            refused = await asyncio.wait_for(asyncio.gather(*others), SOON)
            assert time.monotonic() - begun < SOON
            assert facts.status_code == 200
            for answer in refused:
                assert (answer.status_code, answer.json()["code"]) == (503, "files_not_ready")
                assert answer.headers["Retry-After"].isdigit()
            assert not maker.done()
            finish.set()
            assert (await maker).status_code == 200
            assert (await client.get(FILE)).status_code == 200

    try:
        asyncio.run(ask_at_once())
    finally:
        finish.set()
