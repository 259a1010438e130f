"""A service with paths of each sort; and generated questions, which are asked here too."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from policyfacts.settings import Settings
from tests.search.conftest import share, world, worlds
from tests.web.scratch_app import ask_scratch

__all__ = ["scratch", "share", "world", "worlds"]


@pytest.fixture(scope="module")
def scratch(loaded_settings: Settings) -> Iterator[TestClient]:
    """Give a client of the service with the paths of `scratch_app`."""
    with ask_scratch(loaded_settings) as client:
        yield client
