"""Starlette with the facts below /facts, and a page of its own.

    uvicorn --app-dir examples starlette_host:host

It answers from the database at POLICYFACTS_DATABASE_URL, else from policyfacts.db in this folder.
"""

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route

from policyfacts.web import create_app


def greet(_: Request) -> PlainTextResponse:
    """Answer the host's own page."""
    return PlainTextResponse("The host's own page; the facts are at /facts/docs.")


host = Starlette(routes=[Route("/", greet), Mount("/facts", create_app())])
