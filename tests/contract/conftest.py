"""Fixtures of the contract's tests."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from policyfacts.web import create_app


@pytest.fixture(scope="session")
def uncached_client(app: FastAPI) -> Iterator[TestClient]:
    """A client of the same service without the response cache."""
    settings = app.state.service.settings.model_copy(update={"cache_mb": 0})
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="session")
def sqlite_client(app: FastAPI) -> Iterator[TestClient]:
    """A client of the service over the frozen seed on SQLite."""
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client
