"""The format of a response: the one named, else the one that Accept prefers."""

import pytest
from starlette.testclient import TestClient

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
        ("text/csv, *; q=.2, */*; q=.2", CSV),
        ("text/html, image/gif, *; q=.2", JSON),
        ("application/json;q=.1, text/csv;q=.2", CSV),
        ("application/json, application/json;version=2;q=0", JSON),
        ("application/json;version=2;q=0, application/json", JSON),
        ("text/*;q=0.9, text/csv;q=0.1, application/ld+json;q=0.5", JSONLD),
        ('application/json;profile="a, text/csv;q=1";q=0.9, text/csv;q=0.5', JSON),
    ],
)
def test_accept_decides_the_format(scratch: TestClient, accept: str, expected: str) -> None:
    response = scratch.get("/v1/choice", headers={"Accept": accept})
    assert response.status_code == 200
    assert response.headers["Content-Type"].split(";")[0] == expected


def test_without_accept_the_first_format_is_given(scratch: TestClient) -> None:
    request = scratch.build_request("GET", "/v1/choice")
    del request.headers["Accept"]
    assert scratch.send(request).headers["Content-Type"].startswith(JSON)


def test_format_goes_before_accept(scratch: TestClient) -> None:
    response = scratch.get("/v1/choice?format=csv", headers={"Accept": JSONLD})
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"


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
