"""Every fact of the frozen seed, as the API answers it."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient


@pytest.fixture(scope="session")
def get_json(app: FastAPI) -> Callable[[str], Any]:
    """Function that returns the JSON of a path."""
    client = TestClient(app)
    return lambda path: client.get(path).raise_for_status().json()


@pytest.fixture(scope="session")
def facts(get_json: Callable[[str], Any]) -> list[dict[str, Any]]:
    answer = get_json("/v1/facts?limit=500")
    assert answer["page"]["next"] is None
    return list(answer["items"])
