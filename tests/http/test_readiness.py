"""Health waits for no thread and no connection, and says what became of the database."""

import os
import random
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import anyio
import pytest
from anyio.to_thread import current_default_thread_limiter
from sqlalchemy import make_url
from starlette.testclient import TestClient

from policyfacts.database import Database
from policyfacts.http import readiness
from policyfacts.settings import Settings
from policyfacts.web import create_app
from tests.databases import SQLITE, load_into, settings_for
from tests.http.asking import client_of, run
from tests.loader.seeds import replace

READY = "/health/ready"


@pytest.fixture
def settings(new_loaded: Callable[[str], Settings]) -> Settings:
    """Settings of a database that a test may damage."""
    return new_loaded(SQLITE)


@pytest.fixture
def file(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of that database; each question for readiness looks anew."""
    monkeypatch.setattr(readiness, "_SHARED_SECONDS", -1)
    return Path(str(make_url(settings.database_url).database))


@contextmanager
def serving(settings: Settings) -> Iterator[TestClient]:
    """Open a client of a service that has answered, and so has connections open."""
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        assert client.get(READY).status_code == 200
        assert client.get("/v1/facts?limit=1").status_code == 200
        yield client


def detail(client: TestClient) -> str:
    """Return why the service is not ready."""
    answer = client.get(READY)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    return str(answer.json()["detail"])


def restore(copy: Path, file: Path) -> None:
    """Put a copy in the place of a file, as an operator does."""
    shutil.copy(copy, file.with_suffix(".new"))
    file.with_suffix(".new").replace(file)


def delete(file: Path) -> None:
    file.unlink()


def empty(file: Path) -> None:
    os.truncate(file, 0)


def halve(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def overwrite_beginning(file: Path) -> None:
    with file.open("r+b") as opened:
        opened.write(random.Random(1).randbytes(4096))


def overwrite_all_but_beginning(file: Path) -> None:
    with file.open("r+b") as opened:
        opened.seek(8192)
        opened.write(random.Random(1).randbytes(file.stat().st_size - 8192))


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (delete, "The database file was deleted."),
        (empty, "The database file was emptied."),
        (halve, "The database file is damaged"),
        (overwrite_beginning, "not a SQLite database, or its beginning was overwritten"),
        (overwrite_all_but_beginning, "The database file is damaged"),
    ],
)
def test_a_spoilt_file_is_noticed_until_it_is_restored(
    settings: Settings, file: Path, tmp_path: Path, spoil: Callable[[Path], None], message: str
) -> None:
    copy = Path(shutil.copy(file, tmp_path / "copy.db"))
    with serving(settings) as client:
        spoil(file)
        for _ in range(2):
            assert message in detail(client)
            assert str(file.parent) not in detail(client)
        restore(copy, file)
        assert "was replaced: it is opened anew" in detail(client)
        assert client.get(READY).status_code == 200
        assert client.get("/v1/facts?limit=2").status_code == 200


def test_what_took_the_place_of_a_file_is_answered_from(
    settings: Settings, file: Path, new_loaded: Callable[[str], Settings], seed: Path
) -> None:
    replace(seed / "dataset.yaml", "2026.1", "2026.2")
    other = new_loaded(SQLITE)
    load_into(other, seed)
    # The release that is put there has a lower number than the one that was served.
    settings, other = other, settings
    file, older = Path(str(make_url(settings.database_url).database)), file
    with serving(settings) as client:
        assert client.get(READY).json()["release"].startswith("2026.2")
        restore(older, file)
        assert "was replaced" in detail(client)
        assert client.get(READY).json()["release"].startswith("2026.1")
        assert client.get("/v1/facts?limit=3").json()["meta"]["release"].startswith("2026.1")


def test_damage_that_a_request_met_counts_for_a_minute(
    settings: Settings, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = file.read_bytes()
    with serving(settings) as client:
        overwrite_all_but_beginning(file)
        assert client.get("/v1/facts?limit=9").status_code == 503
        file.write_bytes(copy)
        assert "damaged" in detail(client)
        monkeypatch.setattr("policyfacts.database._DAMAGE_SECONDS", 0)
        assert client.get(READY).status_code == 200


def test_the_log_names_the_file(
    settings: Settings, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with serving(settings) as client:
        file.unlink()
        detail(client)
    assert str(file) in caplog.text


def test_a_file_that_was_never_there_is_told_by_how_it_is_made(tmp_path: Path) -> None:
    settings = settings_for(f"sqlite:///{tmp_path}/none.db")
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        assert "policyfacts migrate" in detail(client)


def test_a_server_that_cannot_be_reached_is_told() -> None:
    settings = settings_for("postgresql+psycopg://nobody@127.0.0.1:9/none")
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        assert detail(client) == "The database server cannot be reached."


def test_each_database_is_ready_while_all_connections_are_in_use(
    loaded_settings: Settings,
) -> None:
    app = create_app(loaded_settings.model_copy(update={"threads": 1}))
    with TestClient(app) as client:
        with app.state.service.database.read_transaction():
            assert client.get(READY).status_code == 200
        assert client.get("/health/live").status_code == 200


def test_health_is_told_while_all_threads_are_busy(settings: Settings) -> None:
    app = create_app(settings)

    async def check() -> None:
        limiter = current_default_thread_limiter()
        limiter.total_tokens = 1
        async with client_of(app) as client, limiter:
            with anyio.fail_after(5):
                assert (await client.get("/health/live")).json() == {"status": "alive"}
                assert (await client.get(READY)).json()["status"] == "ready"
        app.state.service.close()

    run(check)


def test_a_database_that_hangs_is_given_up_and_asked_once(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, may_go_on, calls = create_app(settings), threading.Event(), []
    original = Database.probe

    @contextmanager
    def hang(database: Database) -> Iterator[object]:
        calls.append(database)
        may_go_on.wait(10)
        with original(database) as connection:
            yield connection

    monkeypatch.setattr(Database, "probe", hang)
    monkeypatch.setattr(readiness, "_SECONDS", 0.05)

    async def check() -> None:
        async with client_of(app) as client:
            for _ in range(3):
                answer = await client.get(READY)
                assert answer.status_code == 503
                assert "does not answer within" in answer.json()["detail"]
            may_go_on.set()
            with anyio.fail_after(5):
                while (await client.get(READY)).status_code != 200:
                    await anyio.sleep(0.01)
        assert len(calls) == 1
        app.state.service.close()

    run(check)


def test_a_finding_is_shared_for_a_moment(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls, original = [], Database.probe

    def count(database: Database) -> object:
        calls.append(time.monotonic())
        return original(database)

    monkeypatch.setattr(Database, "probe", count)
    monkeypatch.setattr(readiness, "_SHARED_SECONDS", 60)
    app = create_app(settings)

    async def check() -> None:
        async with client_of(app) as client:
            for _ in range(5):
                assert (await client.get(READY)).status_code == 200
        app.state.service.close()

    run(check)
    assert len(calls) == 1
