"""A client of the pages: they read through `selection` alone, so one database will do."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient


@pytest.fixture(scope="session")
def browser(app: FastAPI) -> Iterator[TestClient]:
    """Client of the service over the frozen seed."""
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client
