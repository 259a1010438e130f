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
    response = scratch.get("/v1/choice", headers={"Accept": accept})
    assert response.status_code == 200
    assert response.headers["Content-Type"].split(";")[0] == expected


def test_without_accept_the_first_format_is_given(scratch: TestClient) -> None:
    request = scratch.build_request("GET", "/v1/choice")
    del request.headers["Accept"]
    assert scratch.send(request).headers["Content-Type"].startswith(JSON)


@pytest.mark.parametrize("format_", ["csv", "CSV"])
def test_format_goes_before_accept(scratch: TestClient, format_: str) -> None:
    response = scratch.get(f"/v1/choice?format={format_.lower()}", headers={"Accept": JSONLD})
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"


@pytest.mark.parametrize(
    ("format_", "suggestion"), [("cvs", ["csv"]), ("xml", []), ("", []), ("json-ld", ["jsonld"])]
)
def test_unknown_format_is_refused_with_the_allowed_ones(
    scratch: TestClient, format_: str, suggestion: list[str]
) -> None:
    response = scratch.get("/v1/choice", params={"format": format_}, headers=ELSEWHERE)
    assert faults_of(response, 406) == []
    fault = response.json()["errors"][0]
    assert fault["parameter"] == "format"
    assert fault["allowed"] == ["json", "csv", "jsonld"]
    assert [word for word in suggestion if word not in fault["did_you_mean"]] == []
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "accept", ["text/html", "image/*", "csv", "application/json;q=0, text/html", "*/*;q=0"]
)
def test_an_accept_that_leaves_nothing_is_refused(scratch: TestClient, accept: str) -> None:
    response = scratch.get("/v1/choice", headers={**ELSEWHERE, "Accept": accept})
    assert faults_of(response, 406) == []
    fault = response.json()["errors"][0]
    assert fault["parameter"] == "Accept"
    assert fault["allowed"] == [JSON, CSV, JSONLD]


def test_vary_names_accept_where_formats_are_negotiated(scratch: TestClient) -> None:
    for accept in (JSON, CSV):
        vary = scratch.get("/v1/choice", headers={"Accept": accept}).headers["Vary"]
        assert "Accept" in [name.strip() for name in vary.split(",")]
    assert "Accept" not in scratch.get("/v1/years/2013").headers["Vary"].split(", ")


def test_files_are_not_negotiated(scratch: TestClient) -> None:
    assert scratch.get("/v1/archive", headers={"Accept": "text/html"}).status_code == 200


NEGOTIATED = [
    route
    for route in ROUTES
    if route.template.startswith("/v1") and not route.template.startswith("/v1/downloads")
]
SENT_AS_THEY_ARE = ("/health/live", "/health/ready", "/docs", "/openapi.json", "/v1/downloads")


@pytest.mark.parametrize("route", NEGOTIATED, ids=str)
def test_images_are_not_acceptable(client: TestClient, route: Route) -> None:
    response = client.get(route.url, headers={**ELSEWHERE, "Accept": "image/png"})
    assert faults_of(response, 406) == []


@pytest.mark.parametrize("address", SENT_AS_THEY_ARE)
def test_files_and_health_are_sent_whatever_is_accepted(client: TestClient, address: str) -> None:
    assert client.get(address, headers={"Accept": "image/png"}).status_code == 200


def test_contract_names_the_formats_of_each_path() -> None:
    """The parameter and the documented media types are format_ apart and must not differ."""
    for route in ROUTES:
        content = set(route.operation["responses"]["200"].get("content", {}))
        for parameter in route.parameters:
            if parameter["name"] == "format":
                assert {
                    MEDIA_TYPES[Format(name)] for name in parameter["schema"]["enum"]
                } == content
        if len(content & set(MEDIA_TYPES.values())) > 1:
            assert "format" in route.names, route
