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
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from policyfacts.errors import NotAcceptable, ParameterError, quote
from policyfacts.http.bodies import JSON, refuse_other_than_json
from policyfacts.http.paths import mount_prefix
from policyfacts.mcp.errors import AssistantsNotInstalled, AssistantsNotRunning, UnlistedOrigin
from policyfacts.settings import Settings

_MISSING = "This service is installed without assistants: install policyfacts[mcp]."
_NO_LIFESPAN = (
    "The application that mounts this service does not enter its lifespan, which assistants need: "
    "`async with policyfacts.web.lifespan(app)`."
)


class McpEndpoint:
    """The ASGI application at `/mcp` of one service; it answers POST while `running` is entered."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings
        # Whoever mounts one service twice may enter its lifespan twice.
        self._running: list[_SdkServer] = []

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """While this is entered, assistants are answered."""
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
            raise AssistantsNotInstalled(_MISSING)
        if not self._running:
            raise AssistantsNotRunning(_NO_LIFESPAN)
        self._check_headers(Headers(scope=scope))
        body = await Request(scope, receive).body()
        await self._running[-1].answer(body, scope, receive, send)

    def _check_headers(self, headers: Headers) -> None:
        origin = headers.get("Origin")
        if origin is not None and not self._is_welcome(origin):
            raise UnlistedOrigin(f"Pages of {quote(origin)} may not ask here.")
        refuse_other_than_json(headers)
        accepted = headers.get("Accept", "*/*")
        if not any(it in accepted.lower() for it in (JSON, "application/*", "*/*")):
            message = f"Accept asks for none of what is offered here: {JSON}."
            raise NotAcceptable(ParameterError("Accept", "not_acceptable", message, (), (JSON,)))

    def _is_welcome(self, origin: str) -> bool:
        """Whether pages of this origin may ask: those that may read the rest, and our own."""
        own = urlsplit(self.settings.public_url or "")
        allowed = (*self.settings.cors_origins, f"{own.scheme}://{own.netloc}")
        return "*" in allowed or origin in allowed


class _SdkServer:
    """The SDK's server while a lifespan lasts; it is loaded when it is first needed."""

    def __init__(self, app: ASGIApp, settings: Settings, group: TaskGroup) -> None:
        self.app = app
        self.settings = settings
        self._group = group
        self._starting = anyio.Lock()
        self._protocol: Any = None
        self._sessions: Any = None

    async def answer(self, body: bytes, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the SDK answer a message; BadBody where it is none."""
        async with self._starting:
            if self._sessions is None:
                # It takes longer than anybody else should wait.
                self._protocol = await run_sync(import_module, "policyfacts.mcp.protocol")
                server = self._protocol.make_server(self._api_for)
                self._sessions = await self._group.start(self._protocol.run_sessions, server)
        import_module("policyfacts.mcp.messages").read_message(body)
        # What the client sends and accepts was looked at already, and more kindly.
        others = [it for it in scope["headers"] if it[0] not in (b"accept", b"content-type")]
        own = [(b"accept", JSON.encode()), (b"content-type", JSON.encode())]
        scope = {**scope, "headers": [*others, *own]}
        await self._sessions.handle_request(scope, _again(body, receive), send)

    def _api_for(self, context: Any) -> Any:
        """The API as whoever sent the request sees it."""
        prefix = mount_prefix(context.request.scope)
        return self._protocol.InternalClient(self.app, self.settings, prefix)


def _again(body: bytes, receive: Receive) -> Receive:
    """Receives a body that was read already, and then what else comes."""
    read: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive_again() -> Message:
        return read.pop() if read else await receive()

    return receive_again


def is_installed() -> bool:
    """Whether the SDK is there."""
    return find_spec("mcp") is not None


def serve_stdio(app: ASGIApp, settings: Settings) -> None:
    """Answer an assistant over standard input and output until the input ends."""
    if not is_installed():
        raise AssistantsNotInstalled(_MISSING)
    protocol = import_module("policyfacts.mcp.protocol")
    anyio.run(protocol.run_stdio, protocol.InternalClient(app, settings))
