"""What the tests of pages share: pages read through `selection` alone, so one database will do."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient


@pytest.fixture(scope="session")
def browser(app: FastAPI) -> Iterator[TestClient]:
    """Asks the service over the frozen seed."""
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client
