"""`policyfacts mcp`: the same tools over standard input and output."""

import os
import sys

import anyio
import pytest
from fastapi import FastAPI
from mcp import Client, StdioServerParameters

from policyfacts.cli import main


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

    async def converse() -> None:
        async with Client(command, message_handler=note) as client:
            found = await client.call_tool("search_facts", {"country": ["TR"], "topic": ["visas"]})
            assert found.structured_content["total"] == 1
            refused = await client.call_tool("search_facts", {"q": "a" * 100_000})
            assert refused.is_error

    anyio.run(converse)
    assert strange == []


def test_without_the_sdk_the_command_says_which_extra_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("policyfacts.mcp.door.find_spec", lambda _: None)
    monkeypatch.setattr(sys, "argv", ["policyfacts", "mcp"])
    with pytest.raises(SystemExit) as end:
        main()
    said = capsys.readouterr()
    assert (end.value.code, said.out) == (1, "")
    assert "policyfacts[mcp]" in said.err
