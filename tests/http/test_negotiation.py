"""Which format a client gets: the one that it names, else the one that it likes best."""

import pytest
from starlette.testclient import TestClient

from policyfacts.http.negotiation import MEDIA_TYPES
from policyfacts.vocabulary import Format
from tests.contract.problems import ELSEWHERE, faults_of
from tests.contract.routes import ROUTES, Route

JSON, CSV, JSONLD = "application/json", "text/csv", "application/ld+json"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("*/*", JSON),
        ("", JSON),
        (BROWSER, JSON),
        ("text/csv", CSV),
        ("TEXT/CSV", CSV),
        ("text/*", CSV),
        ("application/*", JSON),
        ("text/csv; header=absent", CSV),
        ("application/ld+json, application/json", JSON),
        ("application/ld+json, application/json;q=0.9", JSONLD),
        ("application/json;q=0.2, text/csv;q=0.9, */*;q=0.1", CSV),
        ("application/json;q=0, */*;q=0.1", CSV),
        ("application/json;q=0, application/*", JSONLD),
        ("text/csv;q=0.5, application/ld+json;q=0.5", CSV),
        ("text/csv;q=much", CSV),
        ("text/csv;q=nan, application/json;q=0.1", CSV),
        ("nonsense, text/csv;q=0.1", CSV),
        (", ,text/csv,", CSV),
    ],
)
def test_accept_chooses(scratch: TestClient, accept: str, expected: str) -> None:
    answer = scratch.get("/v1/choice", headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].split(";")[0] == expected


def test_without_accept_the_first_format_is_given(scratch: TestClient) -> None:
    request = scratch.build_request("GET", "/v1/choice")
    del request.headers["Accept"]
    assert scratch.send(request).headers["Content-Type"].startswith(JSON)


@pytest.mark.parametrize("written", ["csv", "CSV"])
def test_format_goes_before_accept(scratch: TestClient, written: str) -> None:
    answer = scratch.get(f"/v1/choice?format={written.lower()}", headers={"Accept": JSONLD})
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"


@pytest.mark.parametrize(
    ("written", "suggestion"), [("cvs", ["csv"]), ("xml", []), ("", []), ("json-ld", ["jsonld"])]
)
def test_another_format_is_refused_with_those_that_there_are(
    scratch: TestClient, written: str, suggestion: list[str]
) -> None:
    answer = scratch.get("/v1/choice", params={"format": written}, headers=ELSEWHERE)
    assert faults_of(answer, 406) == []
    fault = answer.json()["errors"][0]
    assert fault["parameter"] == "format"
    assert fault["allowed"] == ["json", "csv", "jsonld"]
    assert [it for it in suggestion if it not in fault["did_you_mean"]] == []
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "accept", ["text/html", "image/*", "csv", "application/json;q=0, text/html", "*/*;q=0"]
)
def test_an_accept_that_leaves_nothing_is_refused(scratch: TestClient, accept: str) -> None:
    answer = scratch.get("/v1/choice", headers={**ELSEWHERE, "Accept": accept})
    assert faults_of(answer, 406) == []
    fault = answer.json()["errors"][0]
    assert fault["parameter"] == "Accept"
    assert fault["allowed"] == [JSON, CSV, JSONLD]


def test_the_choice_is_told_to_caches(scratch: TestClient) -> None:
    for accept in (JSON, CSV):
        vary = scratch.get("/v1/choice", headers={"Accept": accept}).headers["Vary"]
        assert "Accept" in [it.strip() for it in vary.split(",")]
    assert "Accept" not in scratch.get("/v1/years/2013").headers["Vary"].split(", ")


def test_files_are_not_chosen_among(scratch: TestClient) -> None:
    assert scratch.get("/v1/archive", headers={"Accept": "text/html"}).status_code == 200


NEGOTIATED = [
    it
    for it in ROUTES
    if it.template.startswith("/v1") and not it.template.startswith("/v1/downloads")
]
SENT_AS_THEY_ARE = ("/health/live", "/health/ready", "/docs", "/openapi.json", "/v1/downloads")


@pytest.mark.parametrize("route", NEGOTIATED, ids=str)
def test_who_wants_a_picture_gets_none(client: TestClient, route: Route) -> None:
    answer = client.get(route.url, headers={**ELSEWHERE, "Accept": "image/png"})
    assert faults_of(answer, 406) == []


@pytest.mark.parametrize("address", SENT_AS_THEY_ARE)
def test_what_stands_beside_the_answers_is_sent_whatever_is_wanted(
    client: TestClient, address: str
) -> None:
    assert client.get(address, headers={"Accept": "image/png"}).status_code == 200


def test_the_contract_names_for_each_path_the_formats_that_it_answers_in() -> None:
    """The parameter and the documented media types are written apart and must not differ."""
    for route in ROUTES:
        content = set(route.operation["responses"]["200"].get("content", {}))
        for parameter in route.parameters:
            if parameter["name"] == "format":
                assert {MEDIA_TYPES[Format(it)] for it in parameter["schema"]["enum"]} == content
        if len(content & set(MEDIA_TYPES.values())) > 1:
            assert "format" in route.names, route
