"""The service that reconciliation clients ask; it only reads, so one kind of database is enough."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from policyfacts.database import Database
from policyfacts.search.snapshot import Snapshot, SnapshotKeeper
from policyfacts.settings import Settings
from policyfacts.web import create_app
from tests.reconciliation.requests import PUBLIC_URL, Specification, load_specification


@pytest.fixture(scope="session")
def settings(app: FastAPI) -> Settings:
    """The frozen seed, at a public address below a prefix."""
    settings: Settings = app.state.service.settings
    return settings.model_copy(update={"public_url": PUBLIC_URL, "root_path": "/policy"})


@pytest.fixture(scope="session")
def service(settings: Settings) -> Iterator[TestClient]:
    """Asks the service at its public address."""
    app = create_app(settings)
    with TestClient(app, base_url=PUBLIC_URL, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="session")
def snapshot(settings: Settings) -> Iterator[Snapshot]:
    """What the service answers from."""
    database = Database(settings)
    with database.read_transaction() as connection:
        yield SnapshotKeeper().open_session(connection).snapshot
    database.dispose()


@pytest.fixture(scope="session", params=["0.2", "1.0-draft"])
def specification(request: pytest.FixtureRequest) -> Specification:
    """The schemas and examples of a version of the specification, which the project only reads."""
    specification = load_specification(request.param)
    if specification is None:
        pytest.skip("the schemas of the Reconciliation Service API are not on this machine")
    return specification
