"""A database that an older version loaded answers an error that says what to do."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module

import pytest
from starlette.testclient import TestClient

from policyfacts.database import Database
from policyfacts.loader import is_loaded
from policyfacts.settings import Settings
from policyfacts.web import create_app
from tests.contract.problems import ELSEWHERE, ask, faults_of
from tests.contract.routes import BESIDE, ON_DATA, POSTED
from tests.databases import KINDS, opened
from tests.loader.seeds import load_seed
from tests.seeds import FROZEN_SEED

OLDER = 1
# Modules with the stored format; the package has a function named like the second.
MODULES_WITH_FORMAT = [
    import_module(f"policyfacts.loader.{name}") for name in ("ingest.digests", "load")
]


@dataclass
class Older:
    """A service that answered from `release`, until an older version loaded in its own format."""

    client: TestClient
    database: Database
    release: str


@pytest.fixture(params=KINDS)
def older(request: pytest.FixtureRequest, new_loaded: Callable[[str], Settings]) -> Iterator[Older]:
    settings = new_loaded(request.param)
    app = create_app(settings)
    with opened(settings) as database, TestClient(app, raise_server_exceptions=False) as client:
        release = client.get("/v1/facts?limit=1").raise_for_status().json()["meta"]["release"]
        with pytest.MonkeyPatch.context() as patch:
            for module in MODULES_WITH_FORMAT:
                patch.setattr(module, "STORED_FORMAT", OLDER)
            assert load_seed(database, FROZEN_SEED).release != release
        yield Older(client, database, release)


def test_every_path_answers_that_facts_must_be_loaded(older: Older) -> None:
    responses = [ask(older.client, route.url) for route in ON_DATA]
    responses += [older.client.post(route.url, json={}, headers=ELSEWHERE) for route in POSTED]
    responses.append(ask(older.client, "/health/ready"))
    for response in responses:
        assert faults_of(response, 503) == []
        assert response.json()["code"] == "nothing_loaded"
        assert "policyfacts load" in response.json()["detail"]
    for url in (*BESIDE, "/health/live"):
        if url != "/":  # the explorer has nothing to show: see tests/site
            assert ask(older.client, url).status_code == 200


def test_conditional_request_is_answered_alike(older: Older) -> None:
    headers = {**ELSEWHERE, "If-None-Match": "*"}
    assert faults_of(older.client.get("/v1/facts?limit=1", headers=headers), 503) == []


def test_older_storage_is_not_loaded_until_the_next_load(older: Older) -> None:
    assert not is_loaded(older.database)
    assert load_seed(older.database, FROZEN_SEED).release == older.release
    assert is_loaded(older.database)
    response = older.client.get("/v1/facts?limit=1")
    assert response.status_code == 200
    assert response.json()["meta"]["release"] == older.release
    assert ask(older.client, "/health/ready").status_code == 200
    assert older.client.get("/v1/releases").json()["page"]["total"] == 3
