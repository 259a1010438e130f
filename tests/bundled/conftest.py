"""Service with the bundled seed, which documents show; other tests use the frozen one."""

from collections.abc import Callable, Iterator

import pytest
from fastapi import FastAPI

from policyfacts.bundled import bundled
from policyfacts.settings import Settings
from policyfacts.web import create_app
from tests.databases import SQLITE, opened
from tests.loader.seeds import load_seed


@pytest.fixture(scope="session")
def bundled_settings(new_migrated: Callable[[str], Settings]) -> Settings:
    """Settings for a SQLite file that holds the bundled seed; read only."""
    settings = new_migrated(SQLITE)
    with opened(settings) as database:
        load_seed(database, bundled("seed"))
    return settings


@pytest.fixture(scope="session")
def bundled_app(bundled_settings: Settings) -> Iterator[FastAPI]:
    """Service with the bundled seed."""
    app = create_app(bundled_settings)
    yield app
    app.state.service.database.dispose()
