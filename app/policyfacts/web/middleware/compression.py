"""Answers made small on their way: zstd, br or gzip, as the client has it."""

from starlette.types import ASGIApp, Receive, Scope, Send
from starlette_compress import CompressMiddleware, add_compress_type

from policyfacts.http.negotiation import MEDIA_TYPES
from policyfacts.http.problem_responses import PROBLEM_MEDIA_TYPE
from policyfacts.http.urls import service_path

for _media_type in (*MEDIA_TYPES.values(), PROBLEM_MEDIA_TYPE):
    add_compress_type(_media_type)


class CompressionMiddleware(CompressMiddleware):
    """Starlette-compress, which by itself knows few of our formats; archives stay as they are."""

    def __init__(self, app: ASGIApp) -> None:
        # Answers are compressed on the way, while others wait: little effort, most of the gain.
        super().__init__(app, zstd_level=3, brotli_quality=4, gzip_level=6)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Compress all but downloads: their checksums and ranges are of the bytes as they are."""
        if scope["type"] == "http" and _is_download(scope):
            await self.app(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


def _is_download(scope: Scope) -> bool:
    return service_path(scope).startswith("/v1/downloads/")
