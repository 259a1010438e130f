"""A client that leaves before its request is whole is no failure of the service."""

import logging
from typing import Any

import anyio
import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from starlette.requests import ClientDisconnect
from starlette.types import Message, Receive, Scope, Send

from policyfacts.metrics import Meter
from policyfacts.web import create_app, lifespan
from policyfacts.web.app import Application
from policyfacts.web.error_handlers import ServerErrorMiddleware

JSON, FORM = b"application/json", b"application/x-www-form-urlencoded"
DOORS = {
    "/v1/facts/search": JSON,
    "/mcp": JSON,
    "/reconcile": FORM,
    "/reconcile/1.0-draft/match": JSON,
    "/reconcile/1.0-draft/extend": JSON,
}
PIECES: dict[str, list[bytes]] = {
    "nothing": [],
    "an empty piece": [b""],
    "half a value": [b'{"country": "C'],
    "several pieces": [b"{", b'"country"', b": "],
}


def scope_for(path: str, content_type: bytes, *headers: tuple[bytes, bytes]) -> Scope:
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(b"host", b"facts.example"), (b"content-type", content_type), *headers],
        "server": ("facts.example", 80),
        "client": ("127.0.0.1", 1),
        "state": {},
    }


def receive_from(pieces: list[bytes]) -> Receive:
    """Give these pieces of a body, then once that the client has gone; no server must say more."""
    messages: list[Message] = [
        {"type": "http.request", "body": piece, "more_body": True} for piece in pieces
    ]
    messages.append({"type": "http.disconnect"})

    async def receive() -> Message:
        assert messages, "the application waits for a client that has gone"
        return messages.pop(0)

    return receive


async def ignore(_: Message) -> None:
    """Send to nobody."""


def statuses_after(app: Application, scope: Scope, pieces: list[bytes]) -> set[str]:
    """Return the statuses that are counted after a request that is cut."""

    async def cut() -> None:
        async with lifespan(app):
            await app(scope, receive_from(pieces), ignore)

    anyio.run(cut)
    meter: Meter = app.state.service.meter
    return {key[3] for key in meter.read().totals if key[0] == "requests"}


def test_every_door_that_takes_a_body_is_tried(app: FastAPI) -> None:
    routes = iter_route_contexts(app.routes)
    assert {route.path for route in routes if "POST" in (route.methods or ())} == set(DOORS)


@pytest.mark.parametrize("pieces", PIECES.values(), ids=PIECES)
@pytest.mark.parametrize("path", DOORS)
def test_a_body_that_breaks_off_is_counted_as_499_and_not_logged(
    app: FastAPI, caplog: pytest.LogCaptureFixture, path: str, pieces: list[bytes]
) -> None:
    caplog.set_level(logging.INFO)
    fresh = create_app(app.state.service.settings)
    headers = [(b"origin", b"https://page.example"), (b"accept-encoding", b"gzip")]
    scope = scope_for(path, DOORS[path], *headers)
    assert statuses_after(fresh, scope, pieces) == {"499"}
    assert caplog.text == ""


@pytest.mark.parametrize("error", [ClientDisconnect(), RuntimeError("already begun")])
def test_a_client_that_leaves_while_it_is_answered_raises_nothing(error: Exception) -> None:
    # Servers of a newer ASGI say so by an error of `send`, which the framework wraps.
    if not isinstance(error, ClientDisconnect):
        error.__cause__ = ClientDisconnect()
    sent: list[Any] = []

    async def broken(_: Scope, __: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise error

    async def keep(message: Message) -> None:
        sent.append(message)

    async def answer() -> None:
        await ServerErrorMiddleware(broken)(scope_for("/", JSON), receive_from([]), keep)

    anyio.run(answer)
    assert [message["type"] for message in sent] == ["http.response.start"]
