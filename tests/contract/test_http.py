"""What clients, browsers and proxies rely on: HEAD, CORS, and addresses that are ours."""

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
from tests.contract.routes import EVERY_ADDRESS, POSTED, ROUTES, Route

PUBLIC = "https://facts.example"
LINKED = {MEDIA_TYPES["json"], MEDIA_TYPES["jsonld"]}
BESIDE_V1 = ("/docs", "/openapi.json", "/catalog.jsonld", "/context.jsonld")
NOT_SAME = {"x-request-id", "date"}


def served(settings: Settings, **changed: object) -> TestClient:
    """The same data under other settings."""
    return TestClient(create_app(settings.model_copy(update=changed)))


def settings_of(app: FastAPI) -> Settings:
    """Under which an application runs."""
    settings = app.state.service.settings
    assert isinstance(settings, Settings)
    return settings


def links_in(answer: Any) -> Iterator[str]:
    """Every address of the service in an answer: a path, or below the public address."""
    if isinstance(answer, dict | list):
        for value in answer.values() if isinstance(answer, dict) else answer:
            yield from links_in(value)
    elif isinstance(answer, str) and answer.startswith(("/", PUBLIC)):
        yield answer


@pytest.mark.parametrize("address", [*EVERY_ADDRESS, "/v1/nothing", "/v1/facts?limit=501"])
def test_head_says_what_get_would(sqlite_client: TestClient, address: str) -> None:
    client = sqlite_client
    asked = {**ELSEWHERE, "Accept-Encoding": "identity"}
    got = client.get(address, headers=asked, follow_redirects=False)
    head = client.head(address, headers=asked, follow_redirects=False)
    assert head.status_code == got.status_code
    assert head.content == b""
    assert got.headers["Content-Length"] == str(len(got.content))
    same = [{k: v for k, v in it.headers.items() if k not in NOT_SAME} for it in (head, got)]
    if got.status_code < 400:
        assert same[0] == same[1]
    else:
        assert set(same[0]) == set(same[1])


@pytest.mark.parametrize("address", EVERY_ADDRESS)
def test_a_page_elsewhere_may_read_the_answer_and_its_request_id(
    sqlite_client: TestClient, address: str
) -> None:
    answer = sqlite_client.get(address, headers=ELSEWHERE)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    exposed = set(answer.headers["Access-Control-Expose-Headers"].split(", "))
    assert {"X-Request-Id", "X-Row-Count", "X-Total-Count", "Retry-After"} <= exposed
    assert {"Repr-Digest", "Accept-Ranges", "Content-Range"} <= exposed
    assert "Access-Control-Allow-Credentials" not in answer.headers


@pytest.mark.parametrize("route", [*ROUTES, *POSTED], ids=str)
def test_a_browser_that_asks_first_may_read_and_nothing_else(
    sqlite_client: TestClient, route: Route
) -> None:
    def preflight(method: str) -> httpx2.Response:
        asked = {**ELSEWHERE, "Access-Control-Request-Method": method}
        return sqlite_client.options(route.template, headers=asked)

    for method in ("GET", "HEAD", "POST"):
        assert preflight(method).status_code == 200
        assert preflight(method).headers["Access-Control-Allow-Origin"] == "*"
        assert method in preflight(method).headers["Access-Control-Allow-Methods"]
    for method in ("DELETE", "PUT", "PATCH"):
        assert method not in preflight(method).headers["Access-Control-Allow-Methods"]
        assert faults_of(preflight(method), 400) == []


def test_only_the_origins_that_the_operator_names_may_read(loaded_settings: Settings) -> None:
    ours = "https://ours.example"
    with served(loaded_settings, cors_origins=(ours,)) as client:
        allowed = client.get("/v1", headers={"Origin": ours}).headers
        refused = client.get("/v1", headers=ELSEWHERE).headers
    assert allowed["Access-Control-Allow-Origin"] == ours
    assert "Origin" in allowed["Vary"]
    assert "Origin" in refused["Vary"]
    assert "Access-Control-Allow-Origin" not in refused


def test_every_answer_has_a_request_id_of_its_own(sqlite_client: TestClient) -> None:
    ids = [sqlite_client.get(address).headers["X-Request-Id"] for address in EVERY_ADDRESS]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    ("changed", "start"),
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
def test_every_link_begins_where_clients_see_the_service(
    app: FastAPI, changed: dict[str, str], start: str
) -> None:
    base = start.removesuffix("/v1")
    ends = (f"{base}/v1", *(f"{base}{it}" for it in BESIDE_V1))
    count = 0
    with served(settings_of(app), **changed) as client:
        for route in ROUTES:
            for media_type in set(route.media_types) & LINKED:
                answer = client.get(route.address, headers={"Accept": media_type})
                links = list(links_in(answer.json()))
                strayed = [it for it in links if not it.startswith(ends) and it != f"{base}/"]
                assert strayed == [], route
                count += len(links)
    assert count > 1000


def test_a_problem_names_the_path_that_the_client_asked(app: FastAPI) -> None:
    with served(settings_of(app), root_path="/behind/proxy") as client:
        for asked in ("/v1/facts/nothing", "/behind/proxy/v1/facts/nothing"):
            assert client.get(asked).json()["instance"] == "/behind/proxy/v1/facts/nothing"
        assert "/behind/proxy/v1 " in client.get("/v1/nothing").json()["detail"]


def test_pages_can_be_walked_whether_or_not_the_proxy_strips_the_prefix(
    loaded_settings: Settings,
) -> None:
    with served(loaded_settings, root_path="/behind/proxy") as client:
        for strip in ("/behind/proxy", ""):
            following, ids = "/behind/proxy/v1/facts?country=TR&limit=3", []
            while following:
                answer = client.get(following.removeprefix(strip)).json()
                ids += [fact["id"] for fact in answer["items"]]
                following = answer["page"]["next"]
            assert len(ids) == len(set(ids)) == answer["page"]["total"] > 3


@pytest.mark.parametrize(
    "header", ["Host", "X-Forwarded-Host", "X-Forwarded-Prefix", "X-Original-URL", "Forwarded"]
)
def test_no_header_of_the_client_gets_into_an_answer(
    sqlite_client: TestClient, header: str
) -> None:
    """Else a cache in front would hand one client's evil links to everybody."""
    for address in (*EVERY_ADDRESS, "/v1/nothing", "/v1/facts/"):
        asked = {header: "evil.example"}
        answer = sqlite_client.get(address, headers=asked, follow_redirects=False)
        assert "evil.example" not in answer.text
        assert "evil.example" not in str(answer.headers)


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_a_slash_too_many_is_a_problem_and_sends_nobody_elsewhere(
    sqlite_client: TestClient, route: object
) -> None:
    for path in (f"{route}/", f"/{route}"):
        answer = sqlite_client.get(
            f"http://testserver{path}", headers=ELSEWHERE, follow_redirects=False
        )
        assert faults_of(answer, 404) == []
        assert "Location" not in answer.headers


def test_many_more_askers_than_threads_are_all_answered(loaded_settings: Settings) -> None:
    """Waiting for a connection must not hold the thread that would give one back."""
    app = create_app(loaded_settings.model_copy(update={"threads": 2}))

    async def ask_at_once() -> list[int]:
        transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx2.AsyncClient(transport=transport, base_url="http://facts") as client:
            asked = (client.get("/v1/facts?country=TR&topic=visas") for _ in range(100))
            return [answer.status_code for answer in await asyncio.gather(*asked)]

    statuses = asyncio.run(ask_at_once())
    app.state.service.database.dispose()
    assert set(statuses) == {200}
