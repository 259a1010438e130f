"""`/mcp` over HTTP: served, mounted below prefixes, and where it cannot answer."""

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from importlib.util import find_spec
from typing import Any

import anyio
import pytest
from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from policyfacts.web import create_app, lifespan
from tests.architecture.serving import serving
from tests.contract.problems import ELSEWHERE, faults_of
from tests.mcp.tool_calls import error_of, result_of, with_client

LIST = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
SEARCH = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "tools/call",
    "params": {"name": "search_facts", "arguments": {"country": ["TR"], "topic": ["visas"]}},
}


@pytest.fixture(scope="module")
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def host_of(app: FastAPI, prefix: str, *, enters: bool = True) -> Starlette:
    """A host application, which enters our lifespan or forgets to."""

    @asynccontextmanager
    async def own(_: Starlette) -> AsyncIterator[None]:
        async with lifespan(app):
            yield

    return Starlette(routes=[Mount(prefix, app)], lifespan=own if enters else None)


def address_of(answer: Any) -> str:
    """Return the address that an answer names."""
    return str(answer.json()["result"]["structuredContent"]["address"])


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_a_served_service_answers_the_sdks_client(app: FastAPI, mode: str) -> None:
    async def use(client: Any) -> list[str]:
        tools = [tool.name for tool in (await client.list_tools()).tools]
        result = await client.call_tool("search_facts", {"country": ["TR"], "limit": 0})
        return [*tools, str(result.structured_content["total"])]

    with serving(app) as address:
        values = with_client(f"{address}/mcp", use, mode)
        assert (len(values), values[-1]) == (9, "10")
        assert "Did you mean CN" in error_of(f"{address}/mcp", "search_facts", country=["Chyna"])


@pytest.mark.parametrize("root_path", ["", "/proxy"])
def test_a_mounted_service_answers_below_its_prefix(app: FastAPI, root_path: str) -> None:
    settings = app.state.service.settings.model_copy(update={"root_path": root_path})
    with serving(host_of(create_app(settings), "/deep/facts")) as address:
        result = result_of(f"{address}/deep/facts/mcp", "search_facts", country=["TR"], limit=1)
        cited = result_of(f"{address}/deep/facts/mcp", "cite", id=result["facts"][0]["id"])
    assert result["address"] == f"{root_path}/deep/facts/v1/facts?country=TR&limit=1"
    assert cited["facts"] == [
        {
            "id": result["facts"][0]["id"],
            "evidence": [f"by-2013 {evidence}" for evidence in result["facts"][0]["evidence"]],
        }
    ]


def test_a_service_mounted_twice_keeps_its_prefixes_apart(app: FastAPI) -> None:
    host = host_of(app, "/one")
    host.mount("/two?", app)
    with TestClient(host) as client:
        for prefix in ("/one", "/two%3F", "/one"):
            address = address_of(client.post(f"{prefix}/mcp", json=SEARCH))
            assert address == f"{prefix}/v1/facts?country=TR&topic=visas&limit=10"
            assert client.get(address).json()["page"]["total"] == 1


@pytest.mark.parametrize("path", ["/proxy/mcp", "/mcp"])
def test_behind_a_proxy_addresses_have_its_prefix(app: FastAPI, path: str) -> None:
    settings = app.state.service.settings.model_copy(update={"root_path": "/proxy"})
    with TestClient(create_app(settings)) as client:
        address = address_of(client.post(path, json=SEARCH))
        assert address == "/proxy/v1/facts?country=TR&topic=visas&limit=10"
    host = host_of(create_app(settings), "/inner")
    with TestClient(host) as client:
        address = address_of(client.post("/inner/mcp", json=SEARCH))
        assert address.startswith("/proxy/inner/v1/facts?")


def test_endpoint_starts_and_stops_with_each_lifespan(app: FastAPI) -> None:
    service = create_app(app.state.service.settings)
    for _ in range(2):
        with TestClient(service) as client:
            assert client.post("/mcp", json=SEARCH).json()["result"]["isError"] is False
        stopped = TestClient(service).post("/mcp", json=SEARCH, headers=ELSEWHERE)
        assert faults_of(stopped, 503) == []


def test_error_of_the_host_leaves_the_lifespan_unchanged(app: FastAPI) -> None:
    async def fail() -> None:
        async with lifespan(app):
            raise LookupError("the host's own")

    with pytest.raises(LookupError, match="the host's own"):
        anyio.run(fail)


def test_lifespan_of_another_application_is_refused() -> None:
    async def enter() -> None:
        async with lifespan(FastAPI()):
            pass

    with pytest.raises(TypeError, match="is it the host"):
        anyio.run(enter)


def test_missing_lifespan_answers_503_with_the_fix(app: FastAPI) -> None:
    service = create_app(app.state.service.settings)
    with TestClient(host_of(service, "/facts", enters=False)) as client:
        answer = client.post("/facts/mcp", json=LIST, headers=ELSEWHERE)
        assert faults_of(answer, 503) == []
        assert "policyfacts.web.lifespan(app)" in answer.json()["detail"]
        assert answer.json()["instance"] == "/facts/mcp"
        assert client.get("/facts/v1/facts?limit=1").status_code == 200


def test_missing_sdk_answers_501_with_the_extra_to_install(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "policyfacts.mcp.endpoint.find_spec",
        lambda name: None if name == "mcp" else find_spec(name),
    )
    answer = client.post("/mcp", json=LIST, headers=ELSEWHERE)
    assert faults_of(answer, 501) == []
    assert "policyfacts[mcp]" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "Line 1, column 1 is no JSON"),
        (b"[" * 300 + b"]" * 300, "nested too deep: recursion limit exceeded"),
        (b'{"id": NaN}', "NaN in the JSON is no number."),
        (b"[]", "no single message of JSON-RPC 2.0"),
        (json.dumps([LIST, LIST]).encode(), "no single message"),
        (b'"text"', "no single message"),
        (b'{"method": "tools/list"}', "no single message"),
        (json.dumps({**LIST, "id": {"a": 1}}).encode(), "no single message"),
        (json.dumps({**LIST, "id": "\ud800"}).encode(), "holds half a character"),
        (
            b'{"jsonrpc": "2.0", "id": 1, "method": "ping", "method": "ping"}',
            "'method' stands more than once.",
        ),
        (
            json.dumps(SEARCH).replace('"country"', '"country": ["RU"], "country"').encode(),
            "'country' stands more than once",
        ),
    ],
    ids=lambda value: str(value)[:60],
)
def test_body_that_is_no_message_answers_400_with_the_reason(
    client: TestClient, body: bytes, message: str
) -> None:
    sent = {"Content-Type": "application/json", **ELSEWHERE}
    answer = client.post("/mcp", content=body, headers=sent)
    assert faults_of(answer, 400) == []
    assert message in answer.json()["detail"]


@pytest.mark.parametrize(
    ("status", "body", "headers"),
    [
        (406, json.dumps(LIST).encode(), {"Accept": "text/html"}),
        (413, b" " * 70_000, {}),
        (415, json.dumps(LIST).encode(), {"Content-Type": "text/plain"}),
        (415, json.dumps(LIST).encode(), {"Content-Type": ""}),
    ],
    ids=["another answer wanted", "too long", "no JSON", "of no type"],
)
def test_request_that_is_not_json_answers_a_problem(
    client: TestClient, status: int, body: bytes, headers: dict[str, str]
) -> None:
    sent = {"Content-Type": "application/json", **ELSEWHERE, **headers}
    assert faults_of(client.post("/mcp", content=body, headers=sent), status) == []


@pytest.mark.parametrize(
    "message",
    [
        {**LIST, "method": "tools/none"},
        {**LIST, "method": "initialize"},
        {**SEARCH, "params": {"name": "search_facts", "arguments": [1]}},
        {**SEARCH, "params": {"arguments": {}}},
        {**SEARCH, "params": {"name": ["x"]}},
        {**SEARCH, "params": {"name": "search_fact"}},
    ],
    ids=str,
)
@pytest.mark.parametrize("version", [None, "2025-06-18", "2026-07-28", "never", "\xff"])
def test_unknown_method_or_tool_is_a_protocol_error(
    client: TestClient, message: dict[str, Any], version: str | None
) -> None:
    headers = {b"MCP-Protocol-Version": version.encode("latin-1")} if version else {}
    answer = client.post("/mcp", json=message, headers=headers)
    assert answer.status_code < 500
    assert "error" in answer.json()
    assert "pydantic" not in answer.text


def test_arguments_that_are_no_object_are_refused(client: TestClient) -> None:
    for arguments in ("{}", [1]):
        call = {**SEARCH, "params": {"name": "search_facts", "arguments": arguments}}
        error = client.post("/mcp", json=call).json()["error"]
        assert error["message"].startswith("arguments must be an object")
    error = client.post("/mcp", json={**SEARCH, "params": {"arguments": {}}}).json()["error"]
    assert error["message"].startswith("name must be text")


def test_letter_case_of_the_media_type_does_not_matter(client: TestClient) -> None:
    headers = {"Content-Type": "APPLICATION/JSON; charset=UTF-8"}
    answer = client.post("/mcp", content=json.dumps(SEARCH).encode(), headers=headers)
    assert answer.json()["result"]["isError"] is False


def test_other_methods_answer_405_and_nothing_redirects(client: TestClient) -> None:
    for method in ("GET", "HEAD", "DELETE", "PUT"):
        answer = client.request(method, "/mcp", follow_redirects=False)
        assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    answer = client.post("/mcp", json=LIST, follow_redirects=False)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    elsewhere = client.post("/mcp", json=LIST, headers=ELSEWHERE)
    assert elsewhere.headers["Access-Control-Allow-Origin"] == "*"
    assert client.post("/mcp", json=LIST, headers={"Accept": "*/*"}).status_code == 200


def test_origins_are_allowed_by_the_cors_setting(app: FastAPI) -> None:
    settings = app.state.service.settings.model_copy(
        update={
            "cors_origins": ("https://good.example",),
            "public_url": "https://facts.example/api",
        }
    )
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        for origin in ("https://good.example", "https://facts.example", None):
            headers = {"Origin": origin} if origin else {}
            assert client.post("/mcp", json=LIST, headers=headers).status_code == 200
        answer = client.post("/mcp", json=LIST, headers={"Origin": "https://bad.example"})
        assert (answer.status_code, answer.json()["code"]) == (403, "unlisted_origin")


def test_messages_and_their_api_requests_are_counted_by_route(client: TestClient) -> None:
    def count(route: str) -> float:
        metrics = client.get("/metrics").text
        return sum(
            float(line.rpartition(" ")[2])
            for line in metrics.splitlines()
            if line.startswith("policyfacts_requests_total") and f'route="{route}"' in line
        )

    before = count("/mcp"), count("/v1/facts")
    client.post("/mcp", json=SEARCH)
    client.get("/mcp")
    assert (count("/mcp"), count("/v1/facts")) == (before[0] + 2, before[1] + 1)


@pytest.mark.parametrize("params", [{}, {"name": 1}, {"name": "cite", "arguments": [1]}, None])
def test_a_call_that_wants_no_answer_is_no_failure(
    client: TestClient, caplog: pytest.LogCaptureFixture, params: object
) -> None:
    message = {"jsonrpc": "2.0", "method": "tools/call", "params": params}
    if params is None:
        del message["params"]
    answer = client.post("/mcp", json=message)
    assert (answer.status_code, answer.content) == (202, b"")
    assert caplog.text == ""
