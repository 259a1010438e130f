"""Whatever goes wrong, on whichever path, is a problem document that says what to do."""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from policyfacts.database import Database
from policyfacts.migrate import upgrade
from policyfacts.schemas.envelope import Problem
from policyfacts.search.snapshot import SnapshotKeeper
from policyfacts.settings import Settings
from policyfacts.web import create_app
from tests.contract.problems import ELSEWHERE, ask, faults_of
from tests.contract.routes import (
    BESIDE,
    EVERY_ADDRESS,
    ON_DATA,
    POSTED,
    ROUTES,
    WITH_ID,
    Route,
)
from tests.databases import KINDS, settings_for

NO_IDS = ("zz-no-such-id", "\x00", "a b", "' OR 1=1 --", "\U0001f4a5", str(2**70), "-1", "x" * 5000)


@pytest.mark.parametrize("route", WITH_ID, ids=str)
def test_an_unknown_id_is_not_found(sqlite_client: TestClient, route: Route) -> None:
    is_number = route.in_path[-1]["schema"]["type"] == "integer"
    for value in NO_IDS:
        is_refused = is_number or len(value) > 1000
        answer = ask(sqlite_client, route.address_with(value))
        assert faults_of(answer, *((404, 422) if is_refused else (404,))) == []


@pytest.mark.parametrize("route", WITH_ID, ids=str)
def test_a_year_or_id_written_loosely_has_no_second_address(
    sqlite_client: TestClient, route: Route
) -> None:
    """One thing, one address: else caches and links drift apart."""
    for value in ("2_013", "2013.0", "+2013", "02013", "٢٠١٣"):
        assert faults_of(ask(sqlite_client, route.address_with(value)), 404, 422) == []


@pytest.mark.parametrize("address", EVERY_ADDRESS)
def test_what_is_not_there_is_a_problem(sqlite_client: TestClient, address: str) -> None:
    plain = address.partition("?")[0]
    for path in (f"{plain.rstrip('/')}/zz/nothing", f"/zz{plain}"):
        assert faults_of(ask(sqlite_client, path), 404) == []
    assert faults_of(ask(sqlite_client, f"{plain}%00"), 404, 422) == []


@pytest.mark.parametrize("route", POSTED, ids=str)
def test_where_a_body_is_expected_nothing_else_is_done(
    sqlite_client: TestClient, route: Route
) -> None:
    for method in ("GET", "HEAD", "PUT", "PATCH", "DELETE"):
        answer = sqlite_client.request(method, route.template, headers=ELSEWHERE)
        assert answer.status_code == 405, method
        assert "POST" in answer.headers["Allow"].split(", ")
        assert method == "HEAD" or faults_of(answer, 405) == []


@pytest.mark.parametrize("route", POSTED, ids=str)
def test_a_body_that_cannot_be_read_is_a_documented_problem(
    client: TestClient, route: Route
) -> None:
    as_json = {**ELSEWHERE, "Content-Type": "application/json"}
    for content, headers, status in (
        ("{", as_json, 400),
        ("", as_json, 422),
        ("[]", as_json, 422),
        ('{"year": [' + "9" * 5000 + "]}", as_json, 400),
        ('{"has_figures": NaN}', as_json, 400),
        ('{"year": [2013], "year": [2012]}', as_json, 422),
        ('{"contry": ["CN"]}', as_json, 422),
        ('{"country": ["Chnia"]}', as_json, 422),
        ('{"any": [{"not": {"level": ["minster"]}}]}', as_json, 422),
        ("{}", {**ELSEWHERE, "Content-Type": "text/csv"}, 415),
        ('"' + "x" * 2**17 + '"', as_json, 413),
        ('{"cursor": "garbage"}', as_json, 422),
    ):
        answer = client.post(route.template, content=content, headers=headers)
        assert faults_of(answer, status) == [], content[:50]
        assert route.documents(status)
    for wrong, where, suggestion in (
        ({"contry": ["CN"]}, "contry", "country"),
        ({"all": [{"level": ["minster"]}]}, "all[0].level[0]", "minister"),
        ({"country": ["Chnia"]}, "country", "CN"),
    ):
        (fault,) = client.post(route.template, json=wrong).json()["errors"]
        assert fault["parameter"] == where
        assert suggestion in fault["did_you_mean"]


def test_writing_is_refused_with_what_is_allowed(sqlite_client: TestClient) -> None:
    wrong = []
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        for address in EVERY_ADDRESS:
            answer = sqlite_client.request(method, address, headers=ELSEWHERE)
            wrong += faults_of(answer, 405)
            if {"GET", "HEAD"} - set(answer.headers["Allow"].split(", ")):
                wrong.append(f"{method} {address} allows {answer.headers['Allow']}")
    assert wrong == []


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_every_problem_has_the_documented_shape(sqlite_client: TestClient, route: Route) -> None:
    answer = ask(sqlite_client, route.address, ("contry", "CN"))
    assert Problem.model_validate_json(answer.text).model_dump(mode="json") == answer.json()
    assert route.documents(answer.status_code)


@pytest.fixture
def crash(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("planted: the password is swordfish")

    monkeypatch.setattr(SnapshotKeeper, "open_session", fail)
    monkeypatch.setattr(SnapshotKeeper, "newest", property(fail))


@pytest.mark.parametrize("route", ON_DATA, ids=str)
def test_a_crash_is_a_problem_that_leads_to_the_log_and_tells_strangers_nothing(
    uncached_client: TestClient, route: Route, crash: None, caplog: pytest.LogCaptureFixture
) -> None:
    answer = ask(uncached_client, route.address)
    assert faults_of(answer, 500) == []
    assert "swordfish" not in answer.text
    logged = [it for it in caplog.records if answer.json()["request_id"] in it.getMessage()]
    assert [(it.levelno, it.name) for it in logged] == [(logging.ERROR, "policyfacts.web")]
    assert logged[0].exc_info is not None
    assert "swordfish" in str(logged[0].exc_info[1])


@pytest.fixture(params=[(kind, is_migrated) for kind in KINDS for is_migrated in (True, False)])
def empty_client(
    request: pytest.FixtureRequest, new_database: Callable[[str], Settings]
) -> Iterator[TestClient]:
    """Asks a service whose database has tables but no facts, or is not there at all."""
    kind, is_migrated = request.param
    settings = new_database(kind)
    if is_migrated:
        database = Database(settings)
        upgrade(database)
        database.dispose()
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        yield client


def test_before_anything_is_loaded_it_says_so_and_when_to_come_back(
    empty_client: TestClient,
) -> None:
    for route in ON_DATA:
        answer = ask(empty_client, route.address)
        assert faults_of(answer, 503) == []
        assert "policyfacts load" in answer.json()["detail"]
    for route in POSTED:
        answer = empty_client.post(route.address, json={}, headers=ELSEWHERE)
        assert faults_of(answer, 503) == []
    for address in (*BESIDE, "/health/live"):
        if address != "/":  # the explorer has nothing to show: see tests/site
            assert ask(empty_client, address).status_code == 200


def test_asking_makes_no_database(new_database: Callable[[str], Settings]) -> None:
    settings = new_database("sqlite")
    with TestClient(create_app(settings)) as client:
        client.get("/v1/facts")
    assert not Path(settings.database_url.removeprefix("sqlite:///")).exists()


def test_a_database_that_is_away_is_not_described_to_strangers() -> None:
    """The operator reads address, user and database in the log."""
    away = settings_for("postgresql+psycopg://swordfish_user:swordfish@127.0.0.1:1/swordfish_db")
    with TestClient(create_app(away), raise_server_exceptions=False) as client:
        answer = ask(client, "/v1/facts")
    assert faults_of(answer, 503) == []
    assert "127.0.0.1" not in answer.text
    assert "swordfish" not in answer.text
