"""Calls of tools as an assistant makes them: with the SDK's own client."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar

import anyio
from mcp import Client, StdioServerParameters
from mcp.server import Server
from mcp_types import CallToolResult, TextContent

T = TypeVar("T")
Target = Server[Any] | StdioServerParameters | str


def with_client(target: Target, use: Callable[[Client], Awaitable[T]], mode: str = "auto") -> T:
    """Return what `use` returns of a client that is connected for one conversation."""

    async def connect() -> T:
        async with Client(target, mode=mode) as client:
            return await use(client)

    return anyio.run(connect)


def result_of(target: Target, tool: str, /, **arguments: Any) -> dict[str, Any]:
    """Return the data that a tool answers."""
    answer = call_tool(target, tool, arguments)
    assert not answer.is_error, text_of(answer)
    assert isinstance(answer.structured_content, dict)
    return answer.structured_content


def error_of(target: Target, tool: str, /, **arguments: Any) -> str:
    """Return the text of the error that a tool answers."""
    answer = call_tool(target, tool, arguments)
    assert answer.is_error, answer.structured_content
    assert answer.structured_content is None
    return text_of(answer)


def call_tool(target: Target, tool: str, arguments: Mapping[str, Any]) -> CallToolResult:
    """Call a tool in a conversation of its own."""
    return with_client(target, lambda client: client.call_tool(tool, dict(arguments)))


def text_of(answer: CallToolResult) -> str:
    """Return the text of an answer."""
    (content,) = answer.content
    assert isinstance(content, TextContent)
    return content.text
