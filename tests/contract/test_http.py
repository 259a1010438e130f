"""HTTP as clients, browsers and proxies rely on it: HEAD, CORS, and our own URLs."""

import asyncio
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from policyfacts.settings import Settings
from policyfacts.web import create_app
from tests.contract.formats import MEDIA_TYPES
from tests.contract.problems import ELSEWHERE, faults_of
from tests.contract.routes import EVERY_URL, POSTED, ROUTES, Route

PUBLIC = "https://facts.example"
LINKED = {MEDIA_TYPES["json"], MEDIA_TYPES["jsonld"]}
BESIDE_V1 = ("/docs", "/openapi.json", "/catalog.jsonld", "/context.jsonld")
NOT_SAME = {"x-request-id", "date"}


def client_with(settings: Settings, **changed: object) -> TestClient:
    """Return a client of a service with the same data and other settings."""
    return TestClient(create_app(settings.model_copy(update=changed)))


def links_in(answer: Any) -> Iterator[str]:
    """Yield every URL of the service in an answer: a path, or below the public URL."""
    if isinstance(answer, dict | list):
        for value in answer.values() if isinstance(answer, dict) else answer:
            yield from links_in(value)
    elif isinstance(answer, str) and answer.startswith(("/", PUBLIC)):
        yield answer


@pytest.mark.parametrize("url", [*EVERY_URL, "/v1/nothing", "/v1/facts?limit=501"])
def test_head_answers_like_get(sqlite_client: TestClient, url: str) -> None:
    client = sqlite_client
    headers = {**ELSEWHERE, "Accept-Encoding": "identity"}
    got = client.get(url, headers=headers, follow_redirects=False)
    head = client.head(url, headers=headers, follow_redirects=False)
    assert head.status_code == got.status_code
    assert head.content == b""
    assert got.headers["Content-Length"] == str(len(got.content))
    same = [
        {k: v for k, v in message.headers.items() if k not in NOT_SAME} for message in (head, got)
    ]
    if got.status_code < 400:
        assert same[0] == same[1]
    else:
        assert set(same[0]) == set(same[1])


@pytest.mark.parametrize("url", EVERY_URL)
def test_cors_allows_reading_answer_and_headers(sqlite_client: TestClient, url: str) -> None:
    response = sqlite_client.get(url, headers=ELSEWHERE)
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    exposed = set(response.headers["Access-Control-Expose-Headers"].split(", "))
    assert {"X-Request-Id", "X-Row-Count", "X-Total-Count", "Retry-After"} <= exposed
    assert {"Repr-Digest", "Accept-Ranges", "Content-Range"} <= exposed
    assert "Access-Control-Allow-Credentials" not in response.headers


@pytest.mark.parametrize("route", [*ROUTES, *POSTED], ids=str)
def test_preflight_allows_reading_only(sqlite_client: TestClient, route: Route) -> None:
    def preflight(method: str) -> httpx2.Response:
        headers = {**ELSEWHERE, "Access-Control-Request-Method": method}
        return sqlite_client.options(route.template, headers=headers)

    for method in ("GET", "HEAD", "POST"):
        assert preflight(method).status_code == 200
        assert preflight(method).headers["Access-Control-Allow-Origin"] == "*"
        assert method in preflight(method).headers["Access-Control-Allow-Methods"]
    for method in ("DELETE", "PUT", "PATCH"):
        assert method not in preflight(method).headers["Access-Control-Allow-Methods"]
        assert faults_of(preflight(method), 400) == []


def test_cors_origins_setting_limits_origins(loaded_settings: Settings) -> None:
    ours = "https://ours.example"
    with client_with(loaded_settings, cors_origins=(ours,)) as client:
        for _ in ("anew", "from the cache"):
            allowed = client.get("/v1", headers={"Origin": ours}).headers
            refused = client.get("/v1", headers=ELSEWHERE).headers
            assert allowed["Access-Control-Allow-Origin"] == ours
            assert "Origin" in allowed["Vary"]
            assert "Origin" in refused["Vary"]
            assert "Access-Control-Allow-Origin" not in refused


def test_every_response_has_its_own_request_id(sqlite_client: TestClient) -> None:
    ids = [sqlite_client.get(url).headers["X-Request-Id"] for url in EVERY_URL]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    ("changes", "start"),
    [
        pytest.param({"root_path": ""}, "/v1", id="at the root"),
        pytest.param({"root_path": "/behind/proxy"}, "/behind/proxy/v1", id="below a prefix"),
        pytest.param(
            {"public_url": f"{PUBLIC}/api"},
            f"{PUBLIC}/api/v1",
            id="public address",
        ),
        pytest.param(
            {"public_url": f"{PUBLIC}/api", "root_path": "/behind"},
            f"{PUBLIC}/api/v1",
            id="public address and prefix",
        ),
    ],
)
def test_every_link_begins_with_the_public_url(
    app: FastAPI, changes: dict[str, str], start: str
) -> None:
    base = start.removesuffix("/v1")
    ends = (f"{base}/v1", *(f"{base}{path}" for path in BESIDE_V1))
    count = 0
    with client_with(app.state.service.settings, **changes) as client:
        for route in ROUTES:
            for media_type in set(route.media_types) & LINKED:
                response = client.get(route.url, headers={"Accept": media_type})
                links = list(links_in(response.json()))
                other_links = [
                    link for link in links if not link.startswith(ends) and link != f"{base}/"
                ]
                assert other_links == [], route
                count += len(links)
    assert count > 1000


@pytest.mark.parametrize(
    "header", ["Host", "X-Forwarded-Host", "X-Forwarded-Prefix", "X-Original-URL", "Forwarded"]
)
def test_request_headers_never_get_into_a_response(sqlite_client: TestClient, header: str) -> None:
    """Check that a cache in front cannot hand one client's evil links to everybody."""
    for url in (*EVERY_URL, "/v1/nothing", "/v1/facts/"):
        headers = {header: "evil.example"}
        response = sqlite_client.get(url, headers=headers, follow_redirects=False)
        assert "evil.example" not in response.text
        assert "evil.example" not in str(response.headers)


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_extra_slash_is_a_problem_without_a_redirect(
    sqlite_client: TestClient, route: object
) -> None:
    for path in (f"{route}/", f"/{route}"):
        response = sqlite_client.get(
            f"http://testserver{path}", headers=ELSEWHERE, follow_redirects=False
        )
        assert faults_of(response, 404) == []
        assert "Location" not in response.headers


def test_more_requests_than_threads_are_all_answered(loaded_settings: Settings) -> None:
    """Check that waiting for a connection does not hold the thread that would give one back."""
    app = create_app(loaded_settings.model_copy(update={"threads": 2}))

    async def ask_at_once() -> list[int]:
        transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx2.AsyncClient(transport=transport, base_url="http://facts") as client:
            requests = (client.get("/v1/facts?country=TR&topic=visas") for _ in range(100))
            return [response.status_code for response in await asyncio.gather(*requests)]

    statuses = asyncio.run(ask_at_once())
    app.state.service.database.dispose()
    assert set(statuses) == {200}
