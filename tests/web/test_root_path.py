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
PATHS = ("/", FACT, f"/v1{FACT}", "/countries/TR", "/v1", "/docs", "/static/pages.css")
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
def test_a_path_is_found_whether_its_prefix_is_stripped_or_passed_on(
    client: TestClient, prefix: str, path: str
) -> None:
    stripped, passed_on = client.get(path), client.get(prefix + path)
    assert (stripped.status_code, passed_on.status_code) == (200, 200)
    assert stripped.content == passed_on.content
    if path not in ("/docs", "/static/pages.css"):
        links = re.findall(r'(?<=[="])/[^"/ >][^"]*(?=")', stripped.text)
        assert [it for it in links if not it.startswith(f"{prefix}/")] == []


def test_the_bare_prefix_leads_to_the_first_page(client: TestClient, prefix: str) -> None:
    answer = client.get(prefix, params={"country": "TR"})
    assert answer.headers["Location"] == f"{prefix}/?country=TR"
    assert client.get(answer.headers["Location"]).status_code == 200


def test_what_is_missing_is_named_as_it_was_asked_for(client: TestClient, prefix: str) -> None:
    for path in ("/v1/nothing", f"{prefix}/v1/nothing"):
        problem = client.get(path).json()
        assert (problem["status"], problem["instance"]) == (404, f"{prefix}/v1/nothing")


@pytest.mark.parametrize("prefix", ["/policy", "/deep/facts"], indirect=True)
def test_a_prefix_that_is_no_path_of_ours_is_never_told_twice(
    client: TestClient, prefix: str
) -> None:
    """Neither what is stripped nor what is passed on is anything of ours then."""
    for path in ("/nothing", f"{prefix}/nothing"):
        problem = client.get(path).json()
        assert (problem["status"], problem["instance"]) == (404, f"{prefix}/nothing")


@pytest.fixture(scope="module")
def service(loaded_settings: Settings) -> Iterator[FastAPI]:
    """The service that no prefix was told to."""
    app = create_app(loaded_settings)
    yield app
    app.state.service.close()


@pytest.mark.parametrize("has_raw_path", [True, False])
@pytest.mark.parametrize("root_path", ["", "/gateway", "/gateway/"])
def test_servers_may_leave_out_what_asgi_lets_them(
    service: FastAPI, root_path: str, has_raw_path: bool
) -> None:
    """No raw path, and a path without the prefix that the server was told of."""

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
def test_a_host_may_mount_it_whose_server_was_told_what_a_proxy_strips(
    service: FastAPI, proxy: str, mount: str
) -> None:
    """Of what comes before ours, the host's part stands in the path and the proxy's may not."""
    host = Starlette(routes=[Mount(mount, service)])
    client = TestClient(host, root_path=proxy, follow_redirects=False)
    for path in PATHS:
        stripped, passed_on = client.get(mount + path), client.get(f"{proxy}{mount}{path}")
        assert (stripped.status_code, passed_on.status_code) == (200, 200), path
        assert stripped.content == passed_on.content
    following = client.get(f"{mount}/v1/facts?limit=1").json()["page"]["next"]
    assert following.startswith(f"{proxy}{mount}/v1/facts?")
    assert client.get(f"{mount}/v1/nothing").json()["instance"] == f"{proxy}{mount}/v1/nothing"
