"""A database that only these tests' servers open."""

from collections.abc import Callable

import pytest

from policyfacts.settings import Settings
from tests.databases import SQLITE


@pytest.fixture(scope="session")
def served(new_loaded: Callable[[str], Settings]) -> Settings:
    """Settings for a SQLite file that holds the frozen seed."""
    return new_loaded(SQLITE)
