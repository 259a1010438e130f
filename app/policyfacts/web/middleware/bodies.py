"""Bodies: those of requests are limited, those of responses compressed."""

import sys
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette_compress import CompressMiddleware, add_compress_type

from policyfacts.http.negotiation import MEDIA_TYPES
from policyfacts.http.problem_responses import PROBLEM_MEDIA_TYPE
from policyfacts.http.urls import service_path

MAX_BYTES = 64 * 1024
# A batch of fifty Cyrillic names is ninety thousand bytes as a form.
MAX_BATCH_BYTES = 512 * 1024
_WITH_BATCHES = "/reconcile"


class BodyLimitMiddleware:
    """Refuses bodies of POST that are too long with 413; those of other methods are not read.

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
        total, max_bytes = _read_length(announced), _max_bytes(scope)
        detail = f"The body of a request has at most {max_bytes} bytes."
        counted = 0

        async def receive_counted() -> Message:
            nonlocal counted
            if total > max_bytes:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, detail)
            message = await receive()
            counted += len(message.get("body", b""))
            if counted > max_bytes:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, detail)
            return message

        await self.app(scope, receive_counted, send)


def _max_bytes(scope: Scope) -> int:
    path = str(scope["path"]).removeprefix(scope.get("root_path", ""))
    takes_batches = path == _WITH_BATCHES or path.startswith(f"{_WITH_BATCHES}/")
    return MAX_BATCH_BYTES if takes_batches else MAX_BYTES


def _read_length(announced: str) -> int:
    """Return the bytes announced; 0 where none are, a large number where it has too many digits."""
    if not announced.isdecimal():
        return 0
    return int(announced) if len(announced) < len(str(sys.maxsize)) else sys.maxsize


for _media_type in (*MEDIA_TYPES.values(), PROBLEM_MEDIA_TYPE):
    add_compress_type(_media_type)


class CompressionMiddleware(CompressMiddleware):
    """Starlette-compress, which by itself knows few of our formats; archives stay as they are."""

    def __init__(self, app: ASGIApp) -> None:
        # Responses are compressed on the event loop: little effort, most of the gain.
        super().__init__(app, zstd_level=3, brotli_quality=4, gzip_level=6)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Compress all but downloads: their checksums and ranges are of the bytes as they are."""
        if scope["type"] == "http" and _is_download(scope):
            await self.app(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


def _is_download(scope: Scope) -> bool:
    return service_path(scope).startswith("/v1/downloads/")
