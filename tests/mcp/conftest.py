"""What the tests of tools share."""

from typing import Any

import pytest
from fastapi import FastAPI
from mcp.server import Server
from starlette.testclient import TestClient

from policyfacts.mcp.internal_client import InternalClient
from policyfacts.mcp.protocol import make_server


@pytest.fixture(scope="session")
def server(app: FastAPI) -> Server[Any]:
    """All tools over the frozen seed, without a network."""
    return make_server(lambda _: InternalClient(app, app.state.service.settings))


@pytest.fixture(scope="session")
def api(app: FastAPI) -> TestClient:
    """The same service over HTTP, for comparison."""
    return TestClient(app, raise_server_exceptions=False)
