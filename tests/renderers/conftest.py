"""Every fact of the frozen seed, as the API answers it."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient


@pytest.fixture(scope="session")
def ask(app: FastAPI) -> Callable[[str], Any]:
    """The JSON that a path answers."""
    client = TestClient(app)
    return lambda path: client.get(path).raise_for_status().json()


@pytest.fixture(scope="session")
def facts(ask: Callable[[str], Any]) -> list[dict[str, Any]]:
    found = ask("/v1/facts?limit=500")
    assert found["page"]["next"] is None
    return list(found["items"])
