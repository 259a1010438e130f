"""The protocol, as the SDK speaks it: messages, the server and its sessions over HTTP.

To be imported only where the SDK is installed, and when somebody asks.
"""

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
    INVALID_REQUEST,
    PARSE_ERROR,
    CallToolRequestParams,
    CallToolResult,
    ErrorData,
    JSONRPCError,
    JSONRPCMessage,
    JSONRPCNotification,
    ListToolsResult,
    PaginatedRequestParams,
    RequestId,
    TextContent,
    ToolAnnotations,
    jsonrpc_message_adapter,
)
from mcp_types import Tool as ListedTool
from pydantic import ValidationError
from pydantic_core import from_json

from policyfacts import __version__
from policyfacts.errors import BadBody, BadParameters, FactsError, quote
from policyfacts.http.bodies import decode, read_json
from policyfacts.mcp.errors import format_error
from policyfacts.mcp.internal_client import ApiError, InternalClient
from policyfacts.mcp.schemas import input_schema, output_schema
from policyfacts.mcp.tools import INSTRUCTIONS, TOOLS, Tool
from policyfacts.schemas.params.filters import FactFilters
from policyfacts.suggestions import close_matches, did_you_mean_text

_log = logging.getLogger("policyfacts.mcp")
_READ_ONLY = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
_NO_ARGUMENTS = 'arguments must be an object, as {"country": ["TR"]}; no text and no list.'
_NOT_BEGUN = "A conversation begins with initialize: send {} after it is answered."
_SDK_WORDS = "Invalid request parameters"
_FAILED = "The service failed; the log of the operator says why."
_UNREADABLE = "What was sent holds half a character or is nested too deep: {}."
_NO_MESSAGE = "What was sent is no single message of JSON-RPC 2.0."
# The one tool whose schema explains the filters; those of others only name them.
_EXPLAINING_TOOL = "search_facts"

Context = ServerRequestContext[object]


class BadMessage(BadBody):
    """A body or line that is no message, with the `error` that answers it in the protocol."""

    def __init__(self, detail: str, error_code: int, id_: RequestId | None = None) -> None:
        super().__init__(detail)
        error = ErrorData(code=error_code, message=detail)
        self.error = JSONRPCError(jsonrpc="2.0", id=id_, error=error)


def parse_message(body: bytes) -> JSONRPCMessage:
    """Return the message; BadMessage where there is none, or an object has a member twice."""
    try:
        content = read_json(decode(body))
    except BadBody as error:
        raise BadMessage(error.detail, PARSE_ERROR) from None
    except BadParameters as error:
        raise BadMessage(error.detail, INVALID_REQUEST, find_id(body)) from None
    try:
        # The SDK reads no lone surrogates and less depth than we do.
        from_json(body)
    except ValueError as error:
        raise BadMessage(_UNREADABLE.format(error), PARSE_ERROR) from None
    id_ = _id_of(content)
    try:
        message = jsonrpc_message_adapter.validate_python(content, by_name=False)
    except ValidationError:
        raise BadMessage(_NO_MESSAGE, INVALID_REQUEST, id_) from None
    if isinstance(message, JSONRPCNotification) and "id" in content:
        # The id is of a wrong type: whoever sent it waits for an answer.
        raise BadMessage(_NO_MESSAGE, INVALID_REQUEST)
    return message


def find_id(body: bytes) -> RequestId | None:
    """Return the id of a message that is refused before it is parsed, if it has one."""
    try:
        return _id_of(from_json(body))
    except ValueError:
        return None


def _id_of(content: object) -> RequestId | None:
    id_ = content.get("id") if isinstance(content, dict) else None
    return id_ if isinstance(id_, (str, int)) and not isinstance(id_, bool) else None


def make_server(client_for: Callable[[Context], InternalClient]) -> Server[object]:
    """Return a server of all tools; `client_for` gives the client of the API for a request."""
    tools = ListToolsResult(tools=[_describe(tool) for tool in TOOLS.values()])

    async def list_tools(_: Context, __: PaginatedRequestParams | None) -> ListToolsResult:
        return tools

    async def call_tool(context: Context, params: CallToolRequestParams) -> CallToolResult:
        tool = TOOLS.get(params.name)
        if tool is None:
            suggestion = did_you_mean_text(close_matches(params.name.lower(), TOOLS, cutoff=0.7))
            raise MCPError(INVALID_PARAMS, f"There is no tool {quote(params.name)}.{suggestion}")
        return await _call(tool, client_for(context), params)

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


async def _check_call(ctx: Context, call_next: CallNext) -> HandlerResult:
    """Refuse calls of another form; the SDK would not say what is wrong with them.

    A call without an id is a notification: nobody waits for an answer to it.
    """
    if ctx.method == "tools/call" and ctx.request_id is not None:
        params = ctx.params or {}
        if not isinstance(params.get("name"), str):
            raise MCPError(INVALID_PARAMS, "name must be text: the name of a tool.")
        if not isinstance(params.get("arguments"), (Mapping, NoneType)):
            raise MCPError(INVALID_PARAMS, _NO_ARGUMENTS)
    try:
        return await call_next(ctx)
    except MCPError as error:
        if _is_before_initialize(ctx, error):
            raise MCPError(INVALID_REQUEST, _NOT_BEGUN.format(ctx.method)) from None
        raise


def _is_before_initialize(ctx: Context, error: MCPError) -> bool:
    """Tell whether a request came too early, of which the SDK says that its params are invalid."""
    is_bare = error.error.code == INVALID_PARAMS and not error.error.data
    return is_bare and ctx.session.client_params is None and error.error.message == _SDK_WORDS


async def _call(tool: Tool, api: InternalClient, params: CallToolRequestParams) -> CallToolResult:
    """Return the result as data and text, or the error as text."""
    try:
        result = await tool.call(api, params.arguments or {})
    except ApiError as error:
        return _error_result(format_error(error.problem))
    except FactsError as error:
        return _error_result(format_error(error))
    except Exception:
        _log.exception("tool %s failed", tool.name)
        return _error_result(_FAILED)
    return CallToolResult(
        content=[TextContent(text=result.as_text())],
        structured_content=result.model_dump(mode="json"),
    )


def _error_result(text: str) -> CallToolResult:
    return CallToolResult(content=[TextContent(text=text)], is_error=True)


def _describe(tool: Tool) -> ListedTool:
    is_brief = issubclass(tool.params_model, FactFilters) and tool.name != _EXPLAINING_TOOL
    return ListedTool(
        name=tool.name,
        title=tool.title,
        description=tool.description,
        input_schema=input_schema(
            tool.params_model, FactFilters.model_fields.keys() if is_brief else ()
        ),
        output_schema=output_schema(tool.result_model),
        annotations=_READ_ONLY,
    )
