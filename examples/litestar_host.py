"""Litestar with the facts below /facts, and a page of its own.

    uvicorn --app-dir examples litestar_host:host

It answers from the database at POLICYFACTS_DATABASE_URL, else from policyfacts.db in this folder.
"""

from litestar import Litestar, asgi, get

from policyfacts.web import create_app


@get("/")
async def greet() -> str:
    """Answer the host's own page."""
    return "The host's own page; the facts are at /facts/docs."


# The service gets a scope of its own to change: Litestar reads its scope again afterwards.
facts = asgi("/facts", is_mount=True, copy_scope=True)(create_app())

host = Litestar([greet, facts], logging_config=None)
