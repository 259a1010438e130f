"""The contract and its documentation: Swagger UI from files of our own, which asks nobody else."""

import json
import os
from collections.abc import Mapping
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from fastapi import FastAPI, Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from policyfacts.routers.conditions import weak_etag
from policyfacts.routers.service import addresses_for
from policyfacts.web.markdown import write_overview, write_reference

STATIC = Path(__file__).parent / "static"

PAGE_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
# The URLs carry no version, so a browser asks again each time and is mostly answered with 304.
_CACHED = {"Cache-Control": "public, no-cache", "X-Content-Type-Options": "nosniff"}
# Cards and the element stand on pages of other origins, isolated ones (COEP) among them.
FILE_HEADERS = _CACHED | {"Cross-Origin-Resource-Policy": "cross-origin"}
PAGE_HEADERS = _CACHED | {
    "Content-Security-Policy": PAGE_POLICY,
    "Referrer-Policy": "no-referrer",
}

_ROOMS_WITH_FILES: list[str | tuple[str, str]] = [
    ("policyfacts.drawings", "static"),
    ("policyfacts.cards", "static"),
]

# All addresses are relative: the page works mounted below any prefix, whoever strips it.
PAGE = Template(
    """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>$title: API documentation</title>
<link rel="icon" href="static/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="static/swagger-ui/swagger-ui.css">
</head>
<body>
<noscript>
<p>This page needs JavaScript. All it shows is in <a href="$openapi">$openapi</a>.</p>
</noscript>
<main id="swagger-ui" data-openapi="$openapi"></main>
<script src="static/swagger-ui/swagger-ui-bundle.js"></script>
<script src="static/swagger-init.js"></script>
</body>
</html>
"""
)


class OwnFiles(StaticFiles):
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
        response.headers.update(FILE_HEADERS)
        return response


def add_docs(app: FastAPI) -> None:
    """Serve the contract in its forms, the page at /docs, and the page's files below /static."""
    page = PAGE.substitute(title=escape(app.title), openapi="openapi.json")

    async def show_docs() -> Response:
        return _document(page, "text/html", PAGE_HEADERS)

    async def show_contract(request: Request) -> Response:
        return _document(json.dumps(await _contract(request)), "application/json")

    async def show_overview(request: Request) -> Response:
        text = write_overview(await _contract(request), await addresses_for(request))
        return _document(text, "text/plain")

    async def show_reference(request: Request) -> Response:
        text = write_reference(await _contract(request), await addresses_for(request))
        return _document(text, "text/markdown")

    for path, show in (
        ("/docs", show_docs),
        ("/openapi.json", show_contract),
        ("/llms.txt", show_overview),
        ("/docs.md", show_reference),
    ):
        app.add_api_route(path, show, include_in_schema=False)
    app.mount("/static", OwnFiles(directory=STATIC, packages=_ROOMS_WITH_FILES), name="static")


async def _contract(request: Request) -> dict[str, Any]:
    """The OpenAPI document, with the address at which this client sees the service."""
    contract: dict[str, Any] = request.app.openapi()
    base = (await addresses_for(request)).base
    return {**contract, "servers": [{"url": base}]} if base else contract


def _document(text: str, media_type: str, headers: Mapping[str, str] | None = None) -> Response:
    """A text that is known again by its content."""
    tag = {"ETag": weak_etag(text)}
    return Response(text, media_type=media_type, headers={**(headers or {}), **tag})
