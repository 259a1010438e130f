"""Negotiation is tested on the paths of `scratch_app`, gates on a service with few places."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI

from policyfacts.http import streaming
from policyfacts.settings import Settings
from policyfacts.web.app import Application
from tests.http.asking import service_of
from tests.web.conftest import scratch

__all__ = ["scratch"]


@pytest.fixture
def settings(app: FastAPI) -> Settings:
    """Settings of a service over the frozen seed."""
    settings: Settings = app.state.service.settings
    return settings


@pytest.fixture
def service(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Application]:
    """A service with one place at each gate, no room to wait, and batches of five rows."""
    monkeypatch.setattr(streaming, "_BATCH", 5)
    service = service_of(settings)
    yield service
    service.state.service.close()
