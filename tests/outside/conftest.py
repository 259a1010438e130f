"""The services that are looked at from outside, over the bundled seed and nothing else."""

import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from policyfacts.bundled import bundled
from policyfacts.loader import load
from policyfacts.migrate import upgrade
from policyfacts.web import create_app
from tests.databases import opened, settings_for
from tests.outside.answers import Answers, ask_all, values_of
from tests.outside.evidence import Check, compare, renew
from tests.outside.requests import (
    AFTER_WITHDRAWAL,
    API,
    BESIDE,
    ERRORS,
    NOTHING_LOADED,
    PROTOCOL,
    WITHDRAWN,
)

Serve = Callable[..., TestClient]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--renew", action="store_true", help="Freeze what is seen from outside anew.")


@pytest.fixture(scope="session")
def check(request: pytest.FixtureRequest) -> Check:
    """Compare with what is frozen; or freeze it anew."""
    # The option is only there where this folder is named to pytest.
    return renew if request.config.getoption("--renew", default=False) else compare


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a database with tables and without facts."""
    return migrate(tmp_path_factory.mktemp("outside") / "empty.db")


@pytest.fixture(scope="session")
def loaded(empty: Path) -> Path:
    """Make a database that holds the bundled seed."""
    return load_into(Path(shutil.copy(empty, empty.parent / "loaded.db")), Path(bundled("seed")))


@pytest.fixture(scope="session")
def after_withdrawal(loaded: Path) -> Path:
    """Make a database that holds one release more, in which a fact was withdrawn."""
    seed = shutil.copytree(bundled("seed"), loaded.parent / "seed")
    (file,) = (
        file for file in seed.rglob("*.yaml") if f"- id: {WITHDRAWN}\n" in file.read_text("utf-8")
    )
    without = re.sub(rf"(?ms)^- id: {WITHDRAWN}\n.*?(?=^- id:|\Z)", "", file.read_text("utf-8"))
    file.write_text(without, encoding="utf-8")
    tombstone = (
        f"- id: {WITHDRAWN}\n  reason: told twice\n  replaced_by: by-2013-embassy-mongolia\n"
    )
    (file.parent.parent / "withdrawn.yaml").write_text(tombstone, encoding="utf-8")
    return load_into(Path(shutil.copy(loaded, loaded.parent / "after.db")), seed)


@pytest.fixture(scope="session")
def serve() -> Iterator[Serve]:
    """Start services over SQLite files, which run until all tests are done."""
    with ExitStack() as running:

        def start(file: Path, **changed: object) -> TestClient:
            settings = settings_for(f"sqlite:///{file}").model_copy(update=changed)
            app = create_app(settings)
            app.add_api_route("/v1/failure", fail, include_in_schema=False)
            return running.enter_context(TestClient(app, raise_server_exceptions=False))

        yield start


@pytest.fixture(scope="session")
def served(serve: Serve, loaded: Path) -> TestClient:
    """Give a client of the service over the bundled seed."""
    return serve(loaded)


@pytest.fixture(scope="session")
def ask(
    served: TestClient, serve: Serve, after_withdrawal: Path, empty: Path
) -> Callable[[], Answers]:
    """Give what sends all requests and returns the answers, service by service."""
    moved = serve(after_withdrawal, public_url="https://facts.example/review", cache_seconds=60)
    unloaded = serve(empty)

    def ask_everything() -> Answers:
        values = values_of(served)
        return {
            "the API": ask_all(served, API, values),
            "pages, cards and other protocols": ask_all(served, BESIDE, values),
            "HTTP": ask_all(served, PROTOCOL, values),
            "errors": ask_all(served, ERRORS, values),
            "after a withdrawal, at a public address": ask_all(moved, AFTER_WITHDRAWAL, values),
            "nothing loaded": ask_all(unloaded, NOTHING_LOADED, values),
        }

    return ask_everything


@pytest.fixture(scope="session")
def answers(ask: Callable[[], Answers]) -> Answers:
    """Give the answers of services that nobody asked before."""
    return ask()


def migrate(file: Path) -> Path:
    """Make the tables in a file."""
    with opened(settings_for(f"sqlite:///{file}")) as database:
        upgrade(database)
    return file


def load_into(file: Path, seed: Path) -> Path:
    """Load a seed as if it had been at a moment that is the same in each run."""
    with opened(settings_for(f"sqlite:///{file}")) as database:
        load(database, seed, {}, lambda *_: None)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE releases SET loaded_at = '2020-01-02 03:04:05.000000'")
    return file


def fail() -> None:
    raise RuntimeError("planted")
