"""Below a proxy's prefix, whether the proxy strips it or passes it on."""

import re
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from policyfacts.settings import Settings
from policyfacts.web import create_app

FACT = "/facts/by-2013-visa-free-travel-turkey"
PATHS = (
    *("/", FACT, f"/v1{FACT}", "/countries/TR", "/v1", "/docs", "/static/pages.css"),
    "/v1/facts?country=TR&limit=3",
)
# Some are the first part of paths of our own.
PREFIXES = ("/policy", "/facts", "/countries", "/deep/facts")


@pytest.fixture(scope="module", params=PREFIXES)
def prefix(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def client(loaded_settings: Settings, prefix: str) -> Iterator[TestClient]:
    app = create_app(loaded_settings.model_copy(update={"root_path": prefix}))
    yield TestClient(app, follow_redirects=False)
    app.state.service.close()


@pytest.mark.parametrize("path", PATHS)
def test_path_answers_alike_with_and_without_its_prefix(
    client: TestClient, prefix: str, path: str
) -> None:
    stripped, passed_on = client.get(path), client.get(prefix + path)
    assert (stripped.status_code, passed_on.status_code) == (200, 200)
    assert stripped.content == passed_on.content
    if path not in ("/docs", "/static/pages.css"):
        links = re.findall(r'(?<=[="])/[^"/ >][^"]*(?=")', stripped.text)
        assert [link for link in links if not link.startswith(f"{prefix}/")] == []


def test_prefix_without_a_slash_redirects(client: TestClient, prefix: str) -> None:
    answer = client.get(prefix, params={"country": "TR"})
    assert answer.headers["Location"] == f"{prefix}/?country=TR"
    assert client.get(answer.headers["Location"]).status_code == 200


def test_instance_of_a_problem_has_the_prefix(client: TestClient, prefix: str) -> None:
    for path in ("/v1/nothing", f"{prefix}/v1/nothing"):
        problem = client.get(path).json()
        assert (problem["status"], problem["instance"]) == (404, f"{prefix}/v1/nothing")


@pytest.mark.parametrize("prefix", ["/policy", "/deep/facts"], indirect=True)
def test_prefix_that_is_no_path_of_ours_is_never_repeated(client: TestClient, prefix: str) -> None:
    """Check that the prefix is recognised although no path of ours begins so."""
    for path in ("/nothing", f"{prefix}/nothing"):
        problem = client.get(path).json()
        assert (problem["status"], problem["instance"]) == (404, f"{prefix}/nothing")


@pytest.fixture(scope="module")
def service(loaded_settings: Settings) -> Iterator[FastAPI]:
    """Serve without a prefix in the settings."""
    app = create_app(loaded_settings)
    yield app
    app.state.service.close()


@pytest.mark.parametrize("has_raw_path", [True, False])
@pytest.mark.parametrize("root_path", ["", "/gateway", "/gateway/"])
def test_scope_without_raw_path_or_prefix_is_answered(
    service: FastAPI, root_path: str, has_raw_path: bool
) -> None:
    """Check scopes without a raw path, and paths without the prefix of the server."""

    async def server(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            raw_path = scope["path"].encode() if has_raw_path else None
            scope = {**scope, "root_path": root_path, "raw_path": raw_path}
        await service(scope, receive, send)

    client = TestClient(server)
    for path in ("/static/pages.css", "/v1/facts?limit=1", "/docs"):
        assert client.get(path).status_code == 200, path
    following = client.get("/v1/facts?limit=1").json()["page"]["next"]
    assert following.startswith(f"{root_path.rstrip('/')}/v1/facts?")


@pytest.mark.parametrize("proxy", ["/api", "/public/facts"])
@pytest.mark.parametrize("mount", ["/policy", "/facts", "/two/countries"])
def test_mount_behind_a_proxy_answers_with_and_without_its_prefix(
    service: FastAPI, proxy: str, mount: str
) -> None:
    """Check that the path has the mount's prefix, and the proxy's or not."""
    host = Starlette(routes=[Mount(mount, service)])
    client = TestClient(host, root_path=proxy, follow_redirects=False)
    for path in PATHS:
        stripped, passed_on = client.get(mount + path), client.get(f"{proxy}{mount}{path}")
        assert (stripped.status_code, passed_on.status_code) == (200, 200), path
        assert stripped.content == passed_on.content
    following = client.get(f"{mount}/v1/facts?limit=1").json()["page"]["next"]
    assert following.startswith(f"{proxy}{mount}/v1/facts?")
    assert client.get(f"{mount}/v1/nothing").json()["instance"] == f"{proxy}{mount}/v1/nothing"
