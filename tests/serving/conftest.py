"""A database that only these tests' servers open."""

from collections.abc import Callable

import pytest

from databases import SQLITE
from policyfacts.bundled import bundled
from policyfacts.database import Database
from policyfacts.loader import load
from policyfacts.migrate import upgrade
from policyfacts.settings import Settings


@pytest.fixture(scope="session")
def served(new_database: Callable[[str], Settings]) -> Settings:
    """Settings for a SQLite file that holds the bundled seed."""
    settings = new_database(SQLITE)
    database = Database(settings)
    upgrade(database)
    load(database, bundled("seed"), {}, lambda *_: None)
    database.dispose()
    return settings
