"""The OpenAPI document and its documentation: Swagger UI from files of our own."""

import json
from collections.abc import Mapping
from html import escape
from string import Template
from typing import Any

from fastapi import FastAPI, Request
from starlette.responses import Response

from policyfacts.http.html import policy
from policyfacts.http.response_headers import weak_etag
from policyfacts.http.service import url_builder
from policyfacts.web.docs.markdown import write_overview, write_reference
from policyfacts.web.static_files import CACHED

_PAGE_HEADERS = CACHED | {
    "Content-Security-Policy": policy({"form-action": "'none'"}),
    "Referrer-Policy": "no-referrer",
}

# All URLs are relative: the page works mounted below any prefix, whoever strips it.
_PAGE = Template(
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


def add_docs(app: FastAPI) -> None:
    """Serve the contract in its forms, and the page at /docs."""
    page = _PAGE.substitute(title=escape(app.title), openapi="openapi.json")

    async def show_docs() -> Response:
        return _document(page, "text/html", _PAGE_HEADERS)

    async def show_contract(request: Request) -> Response:
        return _document(json.dumps(await _contract(request)), "application/json")

    async def show_overview(request: Request) -> Response:
        text = write_overview(await _contract(request), await url_builder(request))
        return _document(text, "text/plain")

    async def show_reference(request: Request) -> Response:
        text = write_reference(await _contract(request), await url_builder(request))
        return _document(text, "text/markdown")

    for path, show in (
        ("/docs", show_docs),
        ("/openapi.json", show_contract),
        ("/llms.txt", show_overview),
        ("/docs.md", show_reference),
    ):
        app.add_api_route(path, show, include_in_schema=False)


async def _contract(request: Request) -> dict[str, Any]:
    """Return the OpenAPI document, with the URL at which this client sees the service."""
    contract: dict[str, Any] = request.app.openapi()
    base = (await url_builder(request)).base
    return {**contract, "servers": [{"url": base}]} if base else contract


def _document(text: str, media_type: str, headers: Mapping[str, str] | None = None) -> Response:
    """Answer with a text, whose ETag is of its content."""
    tag = {"ETag": weak_etag(text)}
    return Response(text, media_type=media_type, headers={**(headers or {}), **tag})
