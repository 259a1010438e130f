"""`/mcp`: tools over HTTP, for a service whose lifespan is entered."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit

import anyio
from anyio.abc import TaskGroup
from anyio.to_thread import run_sync
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from policyfacts.errors import NotAcceptable, ParameterError, quote
from policyfacts.http.bodies import JSON, refuse_other_than_json
from policyfacts.http.disconnects import receive_until, when_gone
from policyfacts.http.negotiation import quality_of
from policyfacts.http.urls import mount_prefix
from policyfacts.mcp.errors import AssistantsNotInstalled, AssistantsNotRunning, UnlistedOrigin
from policyfacts.settings import Settings

_GONE = "client_gone"
_NOT_INSTALLED = "This service is installed without assistants: install policyfacts[mcp]."
_NOT_RUNNING = (
    "The application that mounts this service does not enter its lifespan, which assistants need: "
    "`async with policyfacts.web.lifespan(app)`."
)


class McpEndpoint:
    """The ASGI application at `/mcp` of one service; it answers POST while `running` is entered."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings
        # A host that mounts one service twice may enter its lifespan twice.
        self._running: list[_SdkServer] = []

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Answer assistants while this is entered."""
        failure: Exception | None = None
        async with anyio.create_task_group() as group:
            running = _SdkServer(self.app, self.settings, group)
            self._running.append(running)
            try:
                yield
            except Exception as error:
                # The host's own: past the group it would be in an ExceptionGroup, which the host
                # does not expect.
                failure = error
            finally:
                self._running.remove(running)
                group.cancel_scope.cancel()
        if failure is not None:
            raise failure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check what the SDK would refuse in words of its own, and let it answer the rest."""
        if not is_installed():
            raise AssistantsNotInstalled(_NOT_INSTALLED)
        if not self._running:
            raise AssistantsNotRunning(_NOT_RUNNING)
        self._check_headers(Headers(scope=scope))
        body = await Request(scope, receive).body()
        gone = anyio.Event()
        async with when_gone(receive, gone.set):
            await self._running[-1].answer(body, gone, scope, send)

    def _check_headers(self, headers: Headers) -> None:
        origin = headers.get("Origin")
        if origin is not None and not self._is_allowed(origin):
            raise UnlistedOrigin(f"Pages of {quote(origin)} may not ask here.")
        refuse_other_than_json(headers)
        if not quality_of(JSON, headers.getlist("Accept")):
            message = f"Accept asks for none of what is offered here: {JSON}."
            raise NotAcceptable(ParameterError("Accept", "not_acceptable", message, (), (JSON,)))

    def _is_allowed(self, origin: str) -> bool:
        """Return True for our own origin, and for those that may read the rest of the API."""
        own = urlsplit(self.settings.public_url or "")
        allowed = (*self.settings.cors_origins, f"{own.scheme}://{own.netloc}")
        return "*" in allowed or origin in allowed


class _SdkServer:
    """The SDK's server during one lifespan; it is loaded at the first request."""

    def __init__(self, app: ASGIApp, settings: Settings, group: TaskGroup) -> None:
        self.app = app
        self.settings = settings
        self._group = group
        self._start_lock = anyio.Lock()
        self._protocol: Any = None
        self._sessions: Any = None

    async def answer(self, body: bytes, gone: anyio.Event, scope: Scope, send: Send) -> None:
        """Let the SDK answer a message; BadBody where the body is none.

        The requests that a tool makes end when the client has `gone`.
        """
        async with self._start_lock:
            if self._sessions is None:
                # In a thread, for other requests should not wait for it: it takes a second.
                server = await run_sync(self._make_server)
                self._sessions = await self._group.start(self._protocol.run_sessions, server)
        self._protocol.parse_message(body)
        # The endpoint has checked both, and takes more than the SDK does.
        checked = {b"accept": JSON.encode(), b"content-type": JSON.encode()}
        others = [header for header in scope["headers"] if header[0] not in checked]
        headers, state = [*others, *checked.items()], {**scope.get("state", {}), _GONE: gone}
        receive = receive_until(gone, body)
        scope = {**scope, "headers": headers, "state": state}
        await self._sessions.handle_request(scope, receive, send)

    def _make_server(self) -> Any:
        self._protocol = import_module("policyfacts.mcp.protocol")
        return self._protocol.make_server(self._client_for)

    def _client_for(self, context: Any) -> Any:
        """Return a client of the API that has the prefix of the request."""
        scope = context.request.scope
        gone = scope["state"][_GONE]
        return self._protocol.InternalClient(self.app, self.settings, mount_prefix(scope), gone)


def is_installed() -> bool:
    """Return True if the SDK is installed."""
    return find_spec("mcp") is not None


def serve_stdio(app: ASGIApp, settings: Settings) -> None:
    """Answer an assistant over standard input and output until the input ends."""
    if not is_installed():
        raise AssistantsNotInstalled(_NOT_INSTALLED)
    stdio = import_module("policyfacts.mcp.stdio")
    anyio.run(stdio.run_stdio, stdio.InternalClient(app, settings))
