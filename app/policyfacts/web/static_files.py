"""Files at `/static`: style sheets, scripts and the like, which each room keeps in `static`."""

import os
import re

from fastapi import FastAPI
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

_ROOMS = ("cards", "charts", "reconciliation", "site", "web")
# The URLs carry no version, so a browser asks again each time and is mostly answered with 304.
CACHED = {"Cache-Control": "public, no-cache", "X-Content-Type-Options": "nosniff"}
# Cards and the element stand on pages of other origins, isolated ones (COEP) among them.
_HEADERS = CACHED | {"Cross-Origin-Resource-Policy": "cross-origin"}
_RANGE = re.compile(rb"bytes=(\d{0,18})-(\d{0,18})")


class _OwnFiles(StaticFiles):
    """Static files whose ETag stays true when a middleware compresses them."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send a file: the whole of it where a range cannot be read, not 400 in plain text."""
        headers = [
            (name, value)
            for name, value in scope["headers"]
            if name != b"range" or _is_readable_range(value)
        ]
        await super().__call__({**scope, "headers": headers}, receive, send)

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        """Answer with the file or 304, with our headers and a weak ETag."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers["ETag"] = f"W/{response.headers['ETag']}"
        response.headers.update(_HEADERS)
        return response


def _is_readable_range(value: bytes) -> bool:
    """Tell whether a range is one of bytes that does not end before it begins."""
    match = _RANGE.fullmatch(value)
    if match is None or match.group() == b"bytes=-":
        return False
    first, last = match.groups()
    return not (first and last) or int(first) <= int(last)


def add_files(app: FastAPI) -> None:
    """Serve the files of all rooms below /static."""
    folders: list[str | tuple[str, str]] = [(f"policyfacts.{room}", "static") for room in _ROOMS]
    app.mount("/static", _OwnFiles(packages=folders), name="static")
