"""Whatever goes wrong, on whichever path, is a problem document that says what to do."""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

from contract.problems import ELSEWHERE, faults_of
from contract.routes import (
    BESIDE,
    EVERY_ADDRESS,
    LISTS,
    ON_DATA,
    ROUTES,
    WITH_ID,
    WITH_QUERY,
    Route,
    takes_several,
)
from databases import KINDS, settings_for
from policyfacts.database import Database
from policyfacts.migrate import upgrade
from policyfacts.schemas.answers import Problem
from policyfacts.selection.snapshot import SnapshotKeeper
from policyfacts.settings import Settings
from policyfacts.web import create_app

# Nothing that any parameter could mean.
NONSENSE = (
    *("", " ", ",", "CN,", "zz-no-such-value", "' OR 1=1 --", "\x00", "CN\x00", "x" * 5000),
    *(str(2**63), str(2**70), "-1", "1e3", "2_013", "2013.0", "٢٠١٣"),
)
NOT_DATES = ("2013-13-01", "2013-02-30", "2013-1-1", "2013/2014", "2013-01-15T00:00", "0000", "13")
NO_IDS = ("zz-no-such-id", "\x00", "a b", "' OR 1=1 --", "\U0001f4a5", str(2**70), "-1", "x" * 5000)


def ask(client: TestClient, address: str, *parameters: tuple[str, object]) -> Any:
    query = f"?{urlencode(parameters)}" if parameters else ""
    return client.get(f"{address}{query}", headers=ELSEWHERE)


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_an_unknown_parameter_is_refused_with_the_known_ones(
    client: TestClient, route: Route
) -> None:
    answer = ask(client, route.address, ("contry", "CN"))
    assert faults_of(answer, 422) == []
    (fault,) = answer.json()["errors"]
    assert (fault["parameter"], fault["code"]) == ("contry", "unknown_parameter")
    assert sorted(fault["allowed"]) == sorted(route.names)
    assert fault["did_you_mean"][:1] == (["country"] if "country" in route.names else [])


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_a_parameter_written_in_another_case_or_with_brackets_is_not_ignored(
    client: TestClient, route: Route
) -> None:
    for written in ("LIMIT", "limit[]", " limit", "country[]", ""):
        assert faults_of(ask(client, route.address, (written, "5")), 422) == []


@pytest.mark.parametrize("route", WITH_QUERY, ids=str)
def test_a_parameter_of_one_value_is_refused_where_it_stands_twice(
    client: TestClient, route: Route
) -> None:
    for parameter in route.parameters:
        if takes_several(parameter):
            continue
        name = parameter["name"]
        answer = ask(client, route.address, (name, "5"), (name, "5"))
        assert faults_of(answer, 422) == []
        assert name in [fault["parameter"] for fault in answer.json()["errors"]]


@pytest.mark.parametrize("route", WITH_QUERY, ids=str)
def test_no_value_that_means_nothing_is_taken_for_no_filter(
    client: TestClient, route: Route
) -> None:
    wrong = []
    for name in route.names:
        refusals = (400, 422) if name == "cursor" else (422,)
        more = NOT_DATES if name.startswith("date_") else ()
        for value in (*NONSENSE, *more):
            answer = ask(client, route.address, (name, value))
            wrong += faults_of(answer, *refusals)
            if answer.status_code == 422:
                named = {fault["parameter"] for fault in answer.json()["errors"]}
                wrong += [] if named == {name} else [f"{name}={value!r} is blamed on {named}"]
    assert wrong == []


@pytest.mark.parametrize("route", WITH_QUERY, ids=str)
def test_more_values_than_anyone_needs_are_refused(client: TestClient, route: Route) -> None:
    several = [it["name"] for it in route.parameters if takes_several(it)]
    for name in several:
        assert faults_of(ask(client, route.address, (name, ",".join(["BY"] * 101))), 422) == []
        assert faults_of(ask(client, route.address, *[(name, "BY")] * 101), 422) == []


def test_everything_wrong_is_said_at_once(client: TestClient) -> None:
    answer = client.get(
        "/v1/facts?contry=CN&limit=501&year=20013&status=palnned", headers=ELSEWHERE
    )
    assert faults_of(answer, 422) == []
    named = [fault["parameter"] for fault in answer.json()["errors"]]
    assert sorted(named) == ["contry", "limit", "status", "year"]


@pytest.mark.parametrize("route", LISTS, ids=str)
def test_a_cursor_that_was_not_given_out_for_this_list_is_refused(
    client: TestClient, route: Route
) -> None:
    other = "/v1/countries" if route.template == "/v1/facts" else "/v1/facts"
    following = client.get(f"{other}?limit=1").json()["page"]["next"]
    foreign = following.rpartition("cursor=")[2]
    for cursor in (foreign, "garbage", "MXwyfDM", "a" * 200, "MHww\u00e9", "fHx8fA=="):
        assert faults_of(ask(client, route.address, ("cursor", cursor)), 400) == []


@pytest.mark.parametrize("route", WITH_ID, ids=str)
def test_an_unknown_id_is_not_found(client: TestClient, route: Route) -> None:
    is_number = route.in_path[-1]["schema"]["type"] == "integer"
    for value in NO_IDS:
        is_refused = is_number or len(value) > 1000
        answer = ask(client, route.address_with(value))
        assert faults_of(answer, *((404, 422) if is_refused else (404,))) == []


@pytest.mark.parametrize("route", WITH_ID, ids=str)
def test_a_year_or_id_written_loosely_has_no_second_address(
    client: TestClient, route: Route
) -> None:
    """One thing, one address: else caches and links drift apart."""
    for value in ("2_013", "2013.0", "+2013", "02013", "٢٠١٣"):
        assert faults_of(ask(client, route.address_with(value)), 404, 422) == []


@pytest.mark.parametrize("address", EVERY_ADDRESS)
def test_what_is_not_there_is_a_problem(client: TestClient, address: str) -> None:
    for path in (f"{address.rstrip('/')}/zz/nothing", f"/zz{address}"):
        assert faults_of(ask(client, path), 404) == []
    assert faults_of(ask(client, f"{address}%00"), 404, 422) == []


def test_writing_is_refused_with_what_is_allowed(client: TestClient) -> None:
    wrong = []
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        for address in EVERY_ADDRESS:
            answer = client.request(method, address, headers=ELSEWHERE)
            wrong += faults_of(answer, 405)
            if {"GET", "HEAD"} - set(answer.headers["Allow"].split(", ")):
                wrong.append(f"{method} {address} allows {answer.headers['Allow']}")
    assert wrong == []


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_every_problem_has_the_documented_shape(client: TestClient, route: Route) -> None:
    answer = ask(client, route.address, ("contry", "CN"))
    assert Problem.model_validate_json(answer.text).model_dump(mode="json") == answer.json()
    assert route.documents(answer.status_code)


@pytest.fixture
def crash(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("planted: the password is swordfish")

    monkeypatch.setattr(SnapshotKeeper, "view", fail)


@pytest.mark.parametrize("route", ON_DATA, ids=str)
def test_a_crash_is_a_problem_that_leads_to_the_log_and_tells_strangers_nothing(
    client: TestClient, route: Route, crash: None, caplog: pytest.LogCaptureFixture
) -> None:
    answer = ask(client, route.address)
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
    for address in (*BESIDE, "/health/live"):
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
