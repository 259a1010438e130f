"""Files at `/static`: style sheets, scripts and the like, which each room keeps in `static`."""

import os

from fastapi import FastAPI
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

_ROOMS = ("cards", "charts", "reconciliation", "site", "web")
# The URLs carry no version, so a browser asks again each time and is mostly answered with 304.
CACHED = {"Cache-Control": "public, no-cache", "X-Content-Type-Options": "nosniff"}
# Cards and the element stand on pages of other origins, isolated ones (COEP) among them.
_HEADERS = CACHED | {"Cross-Origin-Resource-Policy": "cross-origin"}


class _OwnFiles(StaticFiles):
    """Static files whose ETag stays true when a middleware compresses them."""

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


def add_files(app: FastAPI) -> None:
    """Serve the files of all rooms below /static."""
    folders: list[str | tuple[str, str]] = [(f"policyfacts.{room}", "static") for room in _ROOMS]
    app.mount("/static", _OwnFiles(packages=folders), name="static")
