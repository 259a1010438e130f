"""Fixtures of the search tests."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

import pytest
from starlette.testclient import TestClient

from policyfacts.settings import Settings
from tests.databases import POSTGRESQL
from tests.oracle import read_reference
from tests.search.corpus import Corpus, open_corpus
from tests.search.requests import items_from
from tests.search.world import World, make_world
from tests.seeds import FROZEN_SEED


@pytest.fixture(scope="session")
def worlds() -> Callable[[TestClient], World]:
    """Read all facts page by page, once from each service."""
    reference = read_reference(FROZEN_SEED)
    return cache(lambda client: make_world(items_from(client, "/v1/facts?limit=100"), reference))


@pytest.fixture(scope="session")
def share(loaded_settings: Settings) -> int:
    """Of many generated questions one in so many is asked.

    They are answered from memory, which the database filled before the first. So a third of those
    that SQLite is asked, the same ones, show whether PostgreSQL filled it otherwise.
    """
    return 3 if loaded_settings.database_url.startswith(POSTGRESQL) else 1


@pytest.fixture(scope="session")
def world(client: TestClient, share: int, worlds: Callable[[TestClient], World]) -> World:
    """All facts of the service, and the reference data of the seed."""
    return replace(worlds(client), share=share)


@pytest.fixture(scope="module")
def corpus(loaded_settings: Settings) -> Iterator[Corpus]:
    """All facts with all their texts."""
    with open_corpus(loaded_settings) as corpus:
        yield corpus
