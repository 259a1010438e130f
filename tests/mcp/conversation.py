"""Asking tools as an assistant does: with the SDK's own client."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar

import anyio
from mcp import Client, StdioServerParameters
from mcp.server import Server
from mcp_types import CallToolResult, TextContent

T = TypeVar("T")
Where = Server[Any] | StdioServerParameters | str


def converse(where: Where, say: Callable[[Client], Awaitable[T]], mode: str = "auto") -> T:
    """What is found out in one conversation."""

    async def connect() -> T:
        async with Client(where, mode=mode) as client:
            return await say(client)

    return anyio.run(connect)


def ask(where: Where, tool: str, /, **arguments: Any) -> dict[str, Any]:
    """The data that a tool answers."""
    answer = call(where, tool, arguments)
    assert not answer.is_error, told(answer)
    assert isinstance(answer.structured_content, dict)
    return answer.structured_content


def refusal(where: Where, tool: str, /, **arguments: Any) -> str:
    """Why a tool does not answer."""
    answer = call(where, tool, arguments)
    assert answer.is_error, answer.structured_content
    assert answer.structured_content is None
    return told(answer)


def call(where: Where, tool: str, arguments: Mapping[str, Any]) -> CallToolResult:
    """One call in a conversation of its own."""
    return converse(where, lambda client: client.call_tool(tool, dict(arguments)))


def told(answer: CallToolResult) -> str:
    """The text of an answer."""
    (content,) = answer.content
    assert isinstance(content, TextContent)
    return content.text
