"""`policyfacts mcp`: the same tools over standard input and output."""

import json
import os
import signal
import subprocess
import sys
from typing import Any

import anyio
import pytest
from fastapi import FastAPI
from mcp import Client, MCPError, StdioServerParameters

from policyfacts.cli import main
from policyfacts.mcp.stdio import MAX_LINE_BYTES, split_lines
from policyfacts.web.middleware.bodies import MAX_BYTES

BEGIN = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"},
    },
}
COUNT = {
    "jsonrpc": "2.0",
    "id": 2,
    "method": "tools/call",
    "params": {"name": "search_facts", "arguments": {"limit": 0}},
}


def start(app: FastAPI) -> subprocess.Popen[bytes]:
    """The command, with its standard input open."""
    url = app.state.service.settings.database_url
    return subprocess.Popen(
        [sys.executable, "-m", "policyfacts", "mcp"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "POLICYFACTS_DATABASE_URL": url},
    )


def send_lines(app: FastAPI, *lines: bytes) -> list[dict[str, Any]]:
    """What is answered to lines after which the input ends at once."""
    output, errors = start(app).communicate(b"\n".join(lines), timeout=60)
    assert errors == b""
    return [json.loads(line) for line in output.splitlines()]


def test_requests_before_the_end_of_input_are_answered(app: FastAPI) -> None:
    first, second = send_lines(app, json.dumps(BEGIN).encode(), json.dumps(COUNT).encode())
    assert (first["id"], second["id"]) == (1, 2)
    assert second["result"]["structuredContent"]["total"] > 0


def test_each_line_that_is_no_message_is_answered(app: FastAPI) -> None:
    bad = {
        b"garbage": (None, -32700),
        b'{"jsonrpc": "2.0", "id": "\\ud800", "method": "ping"}': (None, -32700),
        b"\xff": (None, -32700),
        json.dumps({**COUNT, "id": 7, "params": [1]}).encode(): (7, -32600),
        json.dumps({**COUNT, "id": {"a": 1}}).encode(): (None, -32600),
        json.dumps([BEGIN]).encode(): (None, -32600),
        b'{"jsonrpc": "2.0", "id": 8, "method": "ping", "params": {"a": 1, "a": 2}}': (8, -32600),
        b" " * MAX_LINE_BYTES + b"1": (None, -32600),
    }
    answers = send_lines(app, *bad, b"", json.dumps(BEGIN).encode())
    errors = [(answer["id"], answer["error"]["code"]) for answer in answers if "error" in answer]
    assert errors == list(bad.values())
    assert answers[-1]["result"]["serverInfo"]["name"] == "policyfacts"


def test_long_lines_are_cut_and_the_limit_is_that_of_bodies() -> None:
    assert MAX_LINE_BYTES == MAX_BYTES
    pieces = iter([b"one\ntw", b"o\n", *[b"x" * 50_000] * 400, b"x\nlast", b""])
    one, two, long, last = split_lines(lambda: next(pieces))
    assert (one, two, last) == (b"one", b"two", b"last")
    assert MAX_LINE_BYTES < len(long) < 5_000_000


def test_interrupt_ends_the_command_while_input_is_idle(app: FastAPI) -> None:
    command = start(app)
    assert command.stdin and command.stdout and command.stderr
    command.stdin.write(json.dumps(BEGIN).encode() + b"\n")
    command.stdin.flush()
    assert json.loads(command.stdout.readline())["id"] == 1
    command.send_signal(signal.SIGINT)
    try:
        assert command.wait(timeout=10) == 130
    finally:
        command.kill()
    assert (command.stdout.read(), command.stderr.read()) == (b"", b"")
    for pipe in (command.stdin, command.stdout, command.stderr):
        pipe.close()


def test_the_command_answers_the_sdks_client_and_prints_nothing_else(app: FastAPI) -> None:
    settings = app.state.service.settings
    command = StdioServerParameters(
        command=sys.executable,
        args=["-m", "policyfacts", "mcp"],
        env={**os.environ, "POLICYFACTS_DATABASE_URL": settings.database_url},
    )
    strange: list[object] = []

    async def note(message: object) -> None:
        strange.append(message)

    async def call_tools() -> None:
        async with Client(command, message_handler=note) as client:
            result = await client.call_tool("search_facts", {"country": ["TR"], "topic": ["visas"]})
            assert result.structured_content["total"] == 1
            refused = await client.call_tool("search_facts", {"q": "a" * 50_000})
            assert refused.is_error
            with pytest.raises(MCPError, match="A message has at most 65536 bytes"):
                await client.call_tool("search_facts", {"q": "a" * 100_000})

    anyio.run(call_tools)
    assert strange == []


def test_without_the_sdk_the_command_says_which_extra_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("policyfacts.mcp.endpoint.find_spec", lambda _: None)
    monkeypatch.setattr(sys, "argv", ["policyfacts", "mcp"])
    with pytest.raises(SystemExit) as end:
        main()
    output = capsys.readouterr()
    assert (end.value.code, output.out) == (1, "")
    assert "policyfacts[mcp]" in output.err


@pytest.mark.parametrize("method", ["tools/list", "tools/call"])
def test_requests_before_initialize_are_told_to_begin_with_it(app: FastAPI, method: str) -> None:
    early = {**COUNT, "method": method}
    answers = send_lines(app, *(json.dumps(line).encode() for line in (early, BEGIN)))
    first, second = sorted(answers, key=lambda answer: answer["id"], reverse=True)
    assert (first["id"], first["error"]["code"]) == (2, -32600)
    assert "begins with initialize" in first["error"]["message"]
    assert method in first["error"]["message"]
    assert second["result"]["serverInfo"]["name"] == "policyfacts"
