"""Messages as they arrive, over HTTP and over standard input: read, or refused in our own words."""

from mcp_types import (
    INVALID_REQUEST,
    PARSE_ERROR,
    ErrorData,
    JSONRPCError,
    JSONRPCMessage,
    JSONRPCNotification,
    RequestId,
    jsonrpc_message_adapter,
)
from pydantic import ValidationError
from pydantic_core import from_json

from policyfacts.errors import BadBody, BadParameters
from policyfacts.http.bodies import decode, read_json

_UNREAD = "What was sent holds half a character or is nested too deep: {}."
_NO_MESSAGE = "What was sent is no single message of JSON-RPC 2.0."


class BadMessage(BadBody):
    """What was sent is no message; `error` says so in the protocol, to its id where it has one."""

    def __init__(self, detail: str, error_code: int, id_: RequestId | None = None) -> None:
        super().__init__(detail)
        error = ErrorData(code=error_code, message=detail)
        self.error = JSONRPCError(jsonrpc="2.0", id=id_, error=error)


def read_message(written: bytes) -> JSONRPCMessage:
    """The message; BadMessage where there is none, or where a name stands twice in an object."""
    try:
        content = read_json(decode(written))
    except BadBody as unreadable:
        raise BadMessage(unreadable.detail, PARSE_ERROR) from None
    except BadParameters as repeated:
        raise BadMessage(repeated.detail, INVALID_REQUEST, find_id(written)) from None
    _refuse_what_the_sdk_does_not_read(written)
    id_ = _id_of(content)
    try:
        message = jsonrpc_message_adapter.validate_python(content, by_name=False)
    except ValidationError:
        raise BadMessage(_NO_MESSAGE, INVALID_REQUEST, id_) from None
    if isinstance(message, JSONRPCNotification) and "id" in content:
        # The id cannot be read: whoever sent it waits for an answer.
        raise BadMessage(_NO_MESSAGE, INVALID_REQUEST)
    return message


def find_id(written: bytes) -> RequestId | None:
    """The id of a message that nobody reads further."""
    try:
        return _id_of(from_json(written))
    except ValueError:
        return None


def _refuse_what_the_sdk_does_not_read(written: bytes) -> None:
    """Half a character, and what is nested deeper than it bears."""
    try:
        from_json(written)
    except ValueError as error:
        raise BadMessage(_UNREAD.format(error), PARSE_ERROR) from None


def _id_of(content: object) -> RequestId | None:
    """The id of a request that is otherwise wrong."""
    id_ = content.get("id") if isinstance(content, dict) else None
    return id_ if isinstance(id_, (str, int)) and not isinstance(id_, bool) else None
