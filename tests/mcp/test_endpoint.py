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
from tests.mcp.conversation import ask, converse, refusal

LIST = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
SEARCH = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "tools/call",
    "params": {"name": "search_facts", "arguments": {"country": ["TR"], "topic": ["visas"]}},
}


@pytest.fixture(scope="module")
def asked(app: FastAPI) -> Iterator[TestClient]:
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
    """The address that an answer says can be asked."""
    return str(answer.json()["result"]["structuredContent"]["address"])


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_a_served_service_answers_the_sdks_client(app: FastAPI, mode: str) -> None:
    async def say(client: Any) -> list[str]:
        tools = [tool.name for tool in (await client.list_tools()).tools]
        found = await client.call_tool("search_facts", {"country": ["TR"], "limit": 0})
        return [*tools, str(found.structured_content["total"])]

    with serving(app) as address:
        said = converse(f"{address}/mcp", say, mode)
        assert (len(said), said[-1]) == (8, "10")
        assert "Did you mean CN" in refusal(f"{address}/mcp", "search_facts", country=["Chyna"])


@pytest.mark.parametrize("root_path", ["", "/proxy"])
def test_a_mounted_service_answers_below_its_prefix(app: FastAPI, root_path: str) -> None:
    settings = app.state.service.settings.model_copy(update={"root_path": root_path})
    with serving(host_of(create_app(settings), "/deep/facts")) as address:
        found = ask(f"{address}/deep/facts/mcp", "search_facts", country=["TR"], limit=1)
        cited = ask(f"{address}/deep/facts/mcp", "cite", id=found["facts"][0]["id"])
    assert found["address"] == f"{root_path}/deep/facts/v1/facts?country=TR&limit=1"
    assert cited["facts"] == [
        {
            "id": found["facts"][0]["id"],
            "evidence": [f"by-2013 {evidence}" for evidence in found["facts"][0]["evidence"]],
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


@pytest.mark.parametrize("seen", ["/proxy/mcp", "/mcp"])
def test_behind_a_proxy_addresses_have_its_prefix(app: FastAPI, seen: str) -> None:
    settings = app.state.service.settings.model_copy(update={"root_path": "/proxy"})
    with TestClient(create_app(settings)) as client:
        address = address_of(client.post(seen, json=SEARCH))
        assert address == "/proxy/v1/facts?country=TR&topic=visas&limit=10"
    host = host_of(create_app(settings), "/inner")
    with TestClient(host) as client:
        address = address_of(client.post("/inner/mcp", json=SEARCH))
        assert address.startswith("/proxy/inner/v1/facts?")


def test_it_begins_and_ends_with_each_lifespan(app: FastAPI) -> None:
    service = create_app(app.state.service.settings)
    for _ in range(2):
        with TestClient(service) as client:
            assert client.post("/mcp", json=SEARCH).json()["result"]["isError"] is False
        stopped = TestClient(service).post("/mcp", json=SEARCH, headers=ELSEWHERE)
        assert faults_of(stopped, 503) == []


def test_what_fails_in_the_host_leaves_the_lifespan_as_it_was(app: FastAPI) -> None:
    async def fail() -> None:
        async with lifespan(app):
            raise LookupError("the host's own")

    with pytest.raises(LookupError, match="the host's own"):
        anyio.run(fail)


def test_the_lifespan_of_the_host_is_not_ours() -> None:
    async def enter() -> None:
        async with lifespan(FastAPI()):
            pass

    with pytest.raises(TypeError, match="is it the host"):
        anyio.run(enter)


def test_without_its_lifespan_it_says_what_to_do(app: FastAPI) -> None:
    service = create_app(app.state.service.settings)
    with TestClient(host_of(service, "/facts", enters=False)) as client:
        answer = client.post("/facts/mcp", json=LIST, headers=ELSEWHERE)
        assert faults_of(answer, 503) == []
        assert "policyfacts.web.lifespan(app)" in answer.json()["detail"]
        assert answer.json()["instance"] == "/facts/mcp"
        assert client.get("/facts/v1/facts?limit=1").status_code == 200


def test_without_the_sdk_it_says_which_extra_to_install(
    asked: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "policyfacts.mcp.endpoint.find_spec",
        lambda name: None if name == "mcp" else find_spec(name),
    )
    answer = asked.post("/mcp", json=LIST, headers=ELSEWHERE)
    assert faults_of(answer, 501) == []
    assert "policyfacts[mcp]" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"{", "Line 1, column 2 is no JSON"),
        (b"", "Line 1, column 1 is no JSON"),
        (b"\xff", "Byte 1 of the body is not UTF-8."),
        (b"[" * 60_000, "nested too deep"),
        (b"[" * 300 + b"]" * 300, "nested too deep: recursion limit exceeded"),
        (b'{"id": ' + b"9" * 5000 + b"}", "9…' in the JSON has too many digits."),
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
    ],
    ids=lambda value: str(value)[:60],
)
def test_what_is_no_message_is_told_why(asked: TestClient, body: bytes, said: str) -> None:
    sent = {"Content-Type": "application/json", **ELSEWHERE}
    answer = asked.post("/mcp", content=body, headers=sent)
    assert faults_of(answer, 400) == []
    assert said in answer.json()["detail"]


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
def test_what_is_no_post_of_json_is_a_problem(
    asked: TestClient, status: int, body: bytes, headers: dict[str, str]
) -> None:
    sent = {"Content-Type": "application/json", **ELSEWHERE, **headers}
    assert faults_of(asked.post("/mcp", content=body, headers=sent), status) == []


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
def test_what_cannot_be_called_is_an_error_of_the_protocol(
    asked: TestClient, message: dict[str, Any], version: str | None
) -> None:
    headers = {b"MCP-Protocol-Version": version.encode("latin-1")} if version else {}
    answer = asked.post("/mcp", json=message, headers=headers)
    assert answer.status_code < 500
    assert "error" in answer.json()
    assert "pydantic" not in answer.text


def test_a_name_that_stands_twice_is_refused_at_any_depth(asked: TestClient) -> None:
    twice = json.dumps(SEARCH).replace('"country"', '"country": ["RU"], "country"')
    headers = {"Content-Type": "application/json"}
    answer = asked.post("/mcp", content=twice.encode(), headers=headers)
    assert answer.status_code == 400
    assert "'country' stands more than once" in answer.json()["detail"]


def test_arguments_that_are_no_object_are_told_so(asked: TestClient) -> None:
    for arguments in ("{}", [1]):
        call = {**SEARCH, "params": {"name": "search_facts", "arguments": arguments}}
        error = asked.post("/mcp", json=call).json()["error"]
        assert error["message"].startswith("arguments must be an object")
    error = asked.post("/mcp", json={**SEARCH, "params": {"arguments": {}}}).json()["error"]
    assert error["message"].startswith("name must be text")


def test_letter_case_of_the_media_type_does_not_matter(asked: TestClient) -> None:
    headers = {"Content-Type": "APPLICATION/JSON; charset=UTF-8"}
    answer = asked.post("/mcp", content=json.dumps(SEARCH).encode(), headers=headers)
    assert answer.json()["result"]["isError"] is False


def test_reading_is_refused_and_nothing_redirects(asked: TestClient) -> None:
    for method in ("GET", "HEAD", "DELETE", "PUT"):
        answer = asked.request(method, "/mcp", follow_redirects=False)
        assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    answer = asked.post("/mcp", json=LIST, follow_redirects=False)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    elsewhere = asked.post("/mcp", json=LIST, headers=ELSEWHERE)
    assert elsewhere.headers["Access-Control-Allow-Origin"] == "*"
    assert asked.post("/mcp", json=LIST, headers={"Accept": "*/*"}).status_code == 200


def test_pages_may_ask_where_they_may_read(app: FastAPI) -> None:
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


def test_messages_and_what_they_ask_are_counted_by_their_routes(asked: TestClient) -> None:
    def count(route: str) -> float:
        whole = asked.get("/metrics").text
        return sum(
            float(line.rpartition(" ")[2])
            for line in whole.splitlines()
            if line.startswith("policyfacts_requests_total") and f'route="{route}"' in line
        )

    before = count("/mcp"), count("/v1/facts")
    asked.post("/mcp", json=SEARCH)
    asked.get("/mcp")
    assert (count("/mcp"), count("/v1/facts")) == (before[0] + 2, before[1] + 1)
