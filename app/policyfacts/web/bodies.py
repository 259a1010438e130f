"""Bodies of requests: how long they may be, and what is said of those that cannot be read."""

import sys
from http import HTTPStatus

from fastapi.exceptions import RequestValidationError
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from policyfacts.errors import BadBody, FactsError, UnknownBody

MAX_BYTES = 64 * 1024
_DETAIL = f"The body of a request has at most {MAX_BYTES} bytes."


class BodyLimit:
    """Refuses bodies of POST over MAX_BYTES with 413; nobody looks at those of other methods."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count what is read."""
        if scope["type"] != "http" or scope["method"] != "POST":
            await self.app(scope, receive, send)
            return
        announced = Headers(scope=scope).get("Content-Length", "")
        total = _read_length(announced)
        counted = 0

        async def receive_counted() -> Message:
            nonlocal counted
            if total > MAX_BYTES:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _DETAIL)
            message = await receive()
            counted += len(message.get("body", b""))
            if counted > MAX_BYTES:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _DETAIL)
            return message

        await self.app(scope, receive_counted, send)


def _read_length(announced: str) -> int:
    """Bytes announced; 0 where nothing is, and more than is allowed where it is a huge number."""
    if not announced.isdecimal():
        return 0
    return int(announced) if len(announced) < len(str(sys.maxsize)) else sys.maxsize


def find_unreadable_body(error: RequestValidationError) -> FactsError | None:
    """Why the body is no JSON at all; None where something else is wrong."""
    if isinstance(error.body, bytes):
        return UnknownBody("The body is not read: send JSON with Content-Type: application/json.")
    for details in error.errors():
        if details["type"] == "json_invalid":
            before = str(error.body)[: details["loc"][-1]]
            line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
            reason = details["ctx"]["error"]
            return BadBody(f"Line {line}, column {column} of the body is no JSON: {reason}.")
    return None
