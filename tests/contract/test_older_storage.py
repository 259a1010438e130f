"""A database that an older version loaded gives no wrong answers: it says what to do."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module

import pytest
from starlette.testclient import TestClient

from policyfacts.database import Database
from policyfacts.loader import is_loaded, load
from policyfacts.settings import Settings
from policyfacts.web import create_app
from tests.contract.problems import ELSEWHERE, ask, faults_of
from tests.contract.routes import BESIDE, ON_DATA, POSTED
from tests.databases import KINDS
from tests.seeds import FROZEN_SEED

OLDER = 1
# What says in which form a load stores; the package has a function of the second name.
SAYING = [import_module(f"policyfacts.loader.{it}") for it in ("ingest.digests", "load")]


@dataclass
class Older:
    """A service that answered from `release`, until an older version loaded in its own form."""

    client: TestClient
    database: Database
    release: str


def load_frozen(database: Database) -> str:
    return load(database, FROZEN_SEED, {}, lambda *_: None).release


@pytest.fixture(params=KINDS)
def older(request: pytest.FixtureRequest, new_loaded: Callable[[str], Settings]) -> Iterator[Older]:
    settings = new_loaded(request.param)
    database = Database(settings)
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        release = client.get("/v1/facts?limit=1").raise_for_status().json()["meta"]["release"]
        with pytest.MonkeyPatch.context() as patch:
            for module in SAYING:
                patch.setattr(module, "STORED_FORMAT", OLDER)
            assert load_frozen(database) != release
        yield Older(client, database, release)
    database.dispose()


def test_every_path_says_that_the_facts_must_be_loaded(older: Older) -> None:
    answers = [ask(older.client, route.address) for route in ON_DATA]
    answers += [older.client.post(route.address, json={}, headers=ELSEWHERE) for route in POSTED]
    answers.append(ask(older.client, "/health/ready"))
    for answer in answers:
        assert faults_of(answer, 503) == []
        assert answer.json()["code"] == "nothing_loaded"
        assert "policyfacts load" in answer.json()["detail"]
    for address in (*BESIDE, "/health/live"):
        if address != "/":  # the explorer has nothing to show: see tests/site
            assert ask(older.client, address).status_code == 200


def test_who_holds_an_answer_of_before_is_told_too(older: Older) -> None:
    held = {**ELSEWHERE, "If-None-Match": "*"}
    assert faults_of(older.client.get("/v1/facts?limit=1", headers=held), 503) == []


def test_it_is_not_taken_for_loaded_and_a_load_makes_it_answer(older: Older) -> None:
    assert not is_loaded(older.database)
    assert load_frozen(older.database) == older.release
    assert is_loaded(older.database)
    answer = older.client.get("/v1/facts?limit=1")
    assert answer.status_code == 200
    assert answer.json()["meta"]["release"] == older.release
    assert ask(older.client, "/health/ready").status_code == 200
    assert older.client.get("/v1/releases").json()["page"]["total"] == 3
