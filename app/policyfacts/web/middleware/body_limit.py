"""Bodies of requests: how long they may be, and what is said of those that cannot be read."""

import sys
from http import HTTPStatus

from fastapi.exceptions import RequestValidationError
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from policyfacts.errors import BadBody, FactsError, UnknownBody
from policyfacts.http.bodies import NO_JSON, decode, read_json

MAX_BYTES = 64 * 1024
# A batch of fifty Cyrillic names is ninety thousand bytes as a form.
MAX_BATCH_BYTES = 512 * 1024
_WITH_BATCHES = "/reconcile"


class BodyLimitMiddleware:
    """Refuses bodies of POST that are too long with 413; nobody looks at those of other methods.

    MAX_BATCH_BYTES where names are reconciled, MAX_BYTES elsewhere.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count what is read."""
        if scope["type"] != "http" or scope["method"] != "POST":
            await self.app(scope, receive, send)
            return
        announced = Headers(scope=scope).get("Content-Length", "")
        total, most = _read_length(announced), _most_bytes(scope)
        detail = f"The body of a request has at most {most} bytes."
        counted = 0

        async def receive_counted() -> Message:
            nonlocal counted
            if total > most:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, detail)
            message = await receive()
            counted += len(message.get("body", b""))
            if counted > most:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, detail)
            return message

        await self.app(scope, receive_counted, send)


def _most_bytes(scope: Scope) -> int:
    path = str(scope["path"]).removeprefix(scope.get("root_path", ""))
    takes_batches = path == _WITH_BATCHES or path.startswith(f"{_WITH_BATCHES}/")
    return MAX_BATCH_BYTES if takes_batches else MAX_BYTES


def _read_length(announced: str) -> int:
    """Bytes announced; 0 where nothing is, and more than is allowed where it is a huge number."""
    if not announced.isdecimal():
        return 0
    return int(announced) if len(announced) < len(str(sys.maxsize)) else sys.maxsize


def find_unreadable_body(error: RequestValidationError) -> FactsError | None:
    """Why the body is no JSON at all; None where something else is wrong."""
    if isinstance(error.body, bytes):
        return UnknownBody(NO_JSON)
    for details in error.errors():
        if details["type"] == "json_invalid":
            before = str(error.body)[: details["loc"][-1]]
            line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
            reason = details["ctx"]["error"]
            return BadBody(f"Line {line}, column {column} of the body is no JSON: {reason}.")
    return None


def explain_unread(body: bytes) -> FactsError:
    """Why a body is beyond what the framework's parser bears, which gives no reason."""
    try:
        read_json(decode(body))
    except FactsError as error:
        return error
    return BadBody("The body cannot be read.")
