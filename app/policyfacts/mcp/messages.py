"""Messages as they arrive, over HTTP and over standard input: read, or refused in our own words."""

import json
from typing import Any

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

from policyfacts.errors import BadBody, quote

_NO_JSON = "What was sent is no JSON."
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
        content = from_json(written)
        repeated = _repeated_name(written)
    except (ValueError, RecursionError):
        raise BadMessage(_NO_JSON, PARSE_ERROR) from None
    id_ = _id_of(content)
    if repeated is not None:
        raise BadMessage(f"{quote(repeated)} stands more than once.", INVALID_REQUEST, id_)
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


def _repeated_name(written: bytes) -> str | None:
    """A name that stands twice in one object; readers would silently take the last."""
    repeated: list[str] = []

    def note(members: list[tuple[str, Any]]) -> None:
        names = [name for name, _ in members]
        repeated.extend(name for name in dict.fromkeys(names) if names.count(name) > 1)

    json.loads(written, object_pairs_hook=note)
    return repeated[0] if repeated else None


def _id_of(content: object) -> RequestId | None:
    """The id of a request that is otherwise wrong."""
    id_ = content.get("id") if isinstance(content, dict) else None
    return id_ if isinstance(id_, (str, int)) and not isinstance(id_, bool) else None
