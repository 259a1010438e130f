"""A database that only the servers of these tests open."""

from collections.abc import Callable

import pytest

from policyfacts.settings import Settings
from tests.databases import SQLITE


@pytest.fixture(scope="session")
def seed_settings(new_loaded: Callable[[str], Settings]) -> Settings:
    """Settings for a SQLite file that holds the frozen seed."""
    return new_loaded(SQLITE)
