"""What tests of selection share."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from oracle import read_reference
from policyfacts.bundled import bundled
from selection.asking import items_from
from selection.world import World, make_world


@pytest.fixture(scope="module")
def world(client: TestClient) -> World:
    """All facts, read page by page as anyone would, and the reference data of the seed."""
    facts = items_from(client, "/v1/facts?limit=100")
    return make_world(facts, read_reference(Path(str(bundled("seed")))))
