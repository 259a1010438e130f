"""The protocol, as the SDK speaks it. To be imported only where it is installed, and wanted."""

import logging
from collections.abc import Callable, Mapping
from types import NoneType

import anyio
from anyio.abc import TaskStatus
from mcp import MCPError
from mcp.server import Server, ServerRequestContext
from mcp.server.context import CallNext, HandlerResult
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp_types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    ToolAnnotations,
)
from mcp_types import Tool as ListedTool

from policyfacts import __version__
from policyfacts.errors import FactsError, did_you_mean_text, quote
from policyfacts.mcp.error_text import tell_refusal
from policyfacts.mcp.internal_client import InternalClient, Refused
from policyfacts.mcp.schemas import input_schema, output_schema
from policyfacts.mcp.stdio import answer_stdio
from policyfacts.mcp.tools import INSTRUCTIONS, TOOLS, Tool, near_tools
from policyfacts.schemas.params import FactFilters

_log = logging.getLogger("policyfacts.mcp")
_HARMLESS = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
_NO_ARGUMENTS = 'arguments must be an object, as {"country": ["TR"]}; no text and no list.'
_FAILED = "The service failed; the log of the operator says why."
# The one tool that explains the filters; the others only name them.
_EXPLAINS = "search_facts"

Context = ServerRequestContext[object]


def make_server(api_for: Callable[[Context], InternalClient]) -> Server[object]:
    """A server of all tools; `api_for` finds the API that a request should ask."""
    listed = ListToolsResult(tools=[_list(it) for it in TOOLS.values()])

    async def list_tools(_: Context, __: PaginatedRequestParams | None) -> ListToolsResult:
        return listed

    async def call_tool(context: Context, asked: CallToolRequestParams) -> CallToolResult:
        tool = TOOLS.get(asked.name)
        if tool is None:
            message = (
                f"There is no tool {quote(asked.name)}.{did_you_mean_text(near_tools(asked.name))}"
            )
            raise MCPError(INVALID_PARAMS, message)
        return await _answer(tool, api_for(context), asked)

    server: Server[object] = Server(
        "policyfacts",
        version=__version__,
        title="Facts of foreign-policy reviews",
        instructions=INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )
    server.middleware.append(_check_call)
    return server


async def run_sessions(
    server: Server[object], *, task_status: TaskStatus[StreamableHTTPSessionManager]
) -> None:
    """Answer over HTTP until cancelled, each request by itself.

    The SDK's check of Host is off: whoever serves strangers cannot list them, and what it guards
    against, a page that reads what only its reader may, has nothing to read here.
    """
    sessions = StreamableHTTPSessionManager(server, json_response=True, stateless=True)
    async with sessions.run():
        task_status.started(sessions)
        await anyio.sleep_forever()


async def run_stdio(api: InternalClient) -> None:
    """Answer over standard input and output until the input ends."""
    await answer_stdio(make_server(lambda _: api))


async def _check_call(ctx: Context, call_next: CallNext) -> HandlerResult:
    """Refuse calls of another form; the SDK would not say what is wrong with them."""
    if ctx.method == "tools/call":
        params = ctx.params or {}
        if not isinstance(params.get("name"), str):
            raise MCPError(INVALID_PARAMS, "name must be text: the name of a tool.")
        if not isinstance(params.get("arguments"), (Mapping, NoneType)):
            raise MCPError(INVALID_PARAMS, _NO_ARGUMENTS)
    return await call_next(ctx)


async def _answer(tool: Tool, api: InternalClient, asked: CallToolRequestParams) -> CallToolResult:
    """The answer as data and text, or why there is none as text."""
    try:
        answer = await tool.call(api, asked.arguments or {})
    except Refused as refused:
        return _refuse(tell_refusal(refused.problem))
    except FactsError as error:
        return _refuse(tell_refusal(error))
    except Exception:
        _log.exception("tool %s failed", tool.name)
        return _refuse(_FAILED)
    return CallToolResult(
        content=[TextContent(text=answer.as_text())],
        structured_content=answer.model_dump(mode="json"),
    )


def _refuse(text: str) -> CallToolResult:
    return CallToolResult(content=[TextContent(text=text)], is_error=True)


def _list(tool: Tool) -> ListedTool:
    is_brief = issubclass(tool.question, FactFilters) and tool.name != _EXPLAINS
    explained = FactFilters.model_fields.keys() if is_brief else ()
    return ListedTool(
        name=tool.name,
        title=tool.title,
        description=tool.description,
        input_schema=input_schema(tool.question, explained),
        output_schema=output_schema(tool.answer),
        annotations=_HARMLESS,
    )
