"""Every error on every path is a problem document that says what to do."""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from policyfacts.search.snapshot import SnapshotKeeper
from policyfacts.settings import Settings
from policyfacts.web import create_app
from tests.contract.problems import ELSEWHERE, ask, faults_of
from tests.contract.routes import (
    BESIDE,
    EVERY_URL,
    ON_DATA,
    POSTED,
    WITH_ID,
    Route,
)
from tests.databases import KINDS, settings_for

NO_IDS = ("zz-no-such-id", "\x00", "a b", "' OR 1=1 --", "\U0001f4a5", str(2**70), "-1", "x" * 5000)


@pytest.mark.parametrize("route", WITH_ID, ids=str)
def test_unknown_id_is_not_found(sqlite_client: TestClient, route: Route) -> None:
    is_number = route.in_path[-1]["schema"]["type"] == "integer"
    for value in NO_IDS:
        is_refused = is_number or len(value) > 1000 or "\x00" in value
        response = ask(sqlite_client, route.url_with_id(value))
        assert faults_of(response, *((404, 422) if is_refused else (404,))) == []


@pytest.mark.parametrize("route", WITH_ID, ids=str)
def test_loosely_written_year_or_id_is_no_second_url(
    sqlite_client: TestClient, route: Route
) -> None:
    """Check that every resource has one URL: else caches and links drift apart."""
    for value in ("2_013", "2013.0", "+2013", "02013", "٢٠١٣"):
        assert faults_of(ask(sqlite_client, route.url_with_id(value)), 404, 422) == []


@pytest.mark.parametrize("url", EVERY_URL)
def test_unknown_path_is_a_problem(sqlite_client: TestClient, url: str) -> None:
    plain = url.partition("?")[0]
    for path in (f"{plain.rstrip('/')}/zz/nothing", f"/zz{plain}"):
        assert faults_of(ask(sqlite_client, path), 404) == []
    assert faults_of(ask(sqlite_client, f"{plain}%00"), 404, 422) == []


@pytest.mark.parametrize("route", POSTED, ids=str)
def test_other_methods_are_refused_where_a_body_is_expected(
    sqlite_client: TestClient, route: Route
) -> None:
    for method in ("GET", "HEAD", "PUT", "PATCH", "DELETE"):
        response = sqlite_client.request(method, route.template, headers=ELSEWHERE)
        assert response.status_code == 405, method
        assert "POST" in response.headers["Allow"].split(", ")
        assert method == "HEAD" or faults_of(response, 405) == []


@pytest.mark.parametrize("route", POSTED, ids=str)
def test_invalid_body_is_a_documented_problem(client: TestClient, route: Route) -> None:
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
        response = client.post(route.template, content=content, headers=headers)
        assert faults_of(response, status) == [], content[:50]
        assert route.documents(status)
    for body, parameter, suggestion in (
        ({"contry": ["CN"]}, "contry", "country"),
        ({"all": [{"level": ["minster"]}]}, "all[0].level[0]", "minister"),
        ({"country": ["Chnia"]}, "country", "CN"),
    ):
        (error,) = client.post(route.template, json=body).json()["errors"]
        assert error["parameter"] == parameter
        assert suggestion in error["did_you_mean"]


def test_writing_methods_are_refused_with_allow(sqlite_client: TestClient) -> None:
    wrong = []
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        for url in EVERY_URL:
            response = sqlite_client.request(method, url, headers=ELSEWHERE)
            wrong += faults_of(response, 405)
            if {"GET", "HEAD"} - set(response.headers["Allow"].split(", ")):
                wrong.append(f"{method} {url} allows {response.headers['Allow']}")
    assert wrong == []


@pytest.fixture
def crash(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("planted: the password is swordfish")

    monkeypatch.setattr(SnapshotKeeper, "open_session", fail)
    monkeypatch.setattr(SnapshotKeeper, "newest", property(fail))


@pytest.mark.parametrize("route", [r for r in ON_DATA if r.name != "is_ready"], ids=str)
def test_crash_is_a_problem_without_internals_and_is_logged(
    uncached_client: TestClient, route: Route, crash: None, caplog: pytest.LogCaptureFixture
) -> None:
    response = ask(uncached_client, route.url)
    assert faults_of(response, 500) == []
    assert "swordfish" not in response.text
    request_id = response.json()["request_id"]
    (record,) = [entry for entry in caplog.records if request_id in entry.getMessage()]
    assert (record.levelno, record.name) == (logging.ERROR, "policyfacts.web")
    assert record.exc_info is not None
    assert "swordfish" in str(record.exc_info[1])


def test_crash_of_readiness_says_not_ready_and_is_logged(
    uncached_client: TestClient, crash: None, caplog: pytest.LogCaptureFixture
) -> None:
    response = ask(uncached_client, "/health/ready")
    assert faults_of(response, 503) == []
    assert "swordfish" not in response.text
    assert "swordfish" in caplog.text


@pytest.fixture(params=[(kind, is_migrated) for kind in KINDS for is_migrated in (True, False)])
def empty_client(
    request: pytest.FixtureRequest,
    new_database: Callable[[str], Settings],
    new_migrated: Callable[[str], Settings],
) -> Iterator[TestClient]:
    """A client of a service whose database has tables but no facts, or has no tables."""
    kind, is_migrated = request.param
    settings = new_migrated(kind) if is_migrated else new_database(kind)
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        yield client


def test_requests_before_the_first_load_answer_503(empty_client: TestClient) -> None:
    for route in ON_DATA:
        response = ask(empty_client, route.url)
        assert faults_of(response, 503) == []
        assert "policyfacts load" in response.json()["detail"]
    for route in POSTED:
        response = empty_client.post(route.url, json={}, headers=ELSEWHERE)
        assert faults_of(response, 503) == []
    for url in (*BESIDE, "/health/live"):
        if url != "/":  # the explorer has nothing to show: see tests/site
            assert ask(empty_client, url).status_code == 200


def test_requests_create_no_database(new_database: Callable[[str], Settings]) -> None:
    settings = new_database("sqlite")
    with TestClient(create_app(settings)) as client:
        client.get("/v1/facts")
    assert not Path(settings.database_url.removeprefix("sqlite:///")).exists()


def test_unreachable_database_is_not_described() -> None:
    """Check that URL, user and database are in the log only, for the operator."""
    settings = settings_for(
        "postgresql+psycopg://swordfish_user:swordfish@127.0.0.1:1/swordfish_db"
    )
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        response = ask(client, "/v1/facts")
    assert faults_of(response, 503) == []
    assert "127.0.0.1" not in response.text
    assert "swordfish" not in response.text
