"""What the contract's tests share."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient


@pytest.fixture(scope="session")
def sqlite_client(app: FastAPI) -> Iterator[TestClient]:
    """Asks the service over the bundled seed, where the kind of database makes no difference."""
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client
