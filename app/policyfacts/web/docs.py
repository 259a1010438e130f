"""The documentation page: Swagger UI from files of our own, which asks nothing of anyone else."""

import os
from html import escape
from pathlib import Path
from string import Template

from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

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
FILE_HEADERS = {"Cache-Control": "public, no-cache", "X-Content-Type-Options": "nosniff"}
PAGE_HEADERS = FILE_HEADERS | {
    "Content-Security-Policy": PAGE_POLICY,
    "Referrer-Policy": "no-referrer",
}

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
    """Serve the page at /docs and its files below /static; make the app without docs of its own."""
    openapi = (app.openapi_url or "/openapi.json").lstrip("/")
    page = PAGE.substitute(title=escape(app.title), openapi=escape(openapi))

    def show_docs() -> HTMLResponse:
        return HTMLResponse(page, headers=PAGE_HEADERS)

    app.add_api_route("/docs", show_docs, include_in_schema=False)
    app.mount("/static", OwnFiles(directory=STATIC), name="static")
