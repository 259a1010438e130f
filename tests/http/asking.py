"""Clients that leave, or read slowly: requests in the words of ASGI, without a server between."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import anyio
import anyio.lowlevel
import httpx2
from starlette.types import ASGIApp, Message

from policyfacts.http.gate import Gate
from policyfacts.settings import Settings
from policyfacts.web import create_app
from policyfacts.web.app import Application


@dataclass
class RawClient:
    """One request, whose client may leave; answers are kept, and may be read slowly."""

    app: ASGIApp
    url: str
    leaves: anyio.Event = field(default_factory=anyio.Event)
    reads: Callable[[], Awaitable[None]] = anyio.lowlevel.checkpoint
    messages: list[Message] = field(default_factory=list)
    body: bytes = b""
    has_sent: bool = False

    async def ask(self) -> None:
        """Send the request, and receive all of the answer."""
        parts = urlsplit(self.url)
        scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": "POST" if self.body else "GET",
            "scheme": "http",
            "path": parts.path,
            "raw_path": parts.path.encode(),
            "query_string": parts.query.encode(),
            "headers": [(b"host", b"testserver"), (b"content-type", b"application/json")],
            "root_path": "",
            "state": {},
        }
        await self.app(scope, self._receive, self._send)

    @property
    def status(self) -> int | None:
        """The status of the answer, if it has begun."""
        return next((message["status"] for message in self.messages if "status" in message), None)

    def has_begun(self) -> bool:
        """Tell whether some of the body has come."""
        return any(message.get("body") for message in self.messages)

    async def _receive(self) -> Message:
        if not self.has_sent:
            self.has_sent = True
            return {"type": "http.request", "body": self.body, "more_body": False}
        await self.leaves.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Message) -> None:
        self.messages.append(message)
        if message["type"] == "http.response.body":
            await self.reads()


@asynccontextmanager
async def client_of(app: ASGIApp) -> AsyncIterator[httpx2.AsyncClient]:
    """Open a client of an application in the same event loop."""
    transport = httpx2.ASGITransport(app, raise_app_exceptions=False)
    async with httpx2.AsyncClient(transport=transport, base_url="http://testserver") as client:
        yield client


@asynccontextmanager
async def all_places(*gates: Gate) -> AsyncIterator[None]:
    """Take all places of gates."""
    async with AsyncExitStack() as stack:
        for gate in gates:
            for _ in range(gate.places):
                await stack.enter_async_context(gate.place())
        yield


async def until(condition: Callable[[], Any]) -> None:
    """Wait until something is so, for a few seconds at most."""
    with anyio.fail_after(5):
        while not condition():
            await anyio.sleep(0.002)


def service_of(settings: Settings, **changed: object) -> Application:
    """Make a service with one place at each gate, and no room to wait."""
    few = {"costly_places": 1, "costly_waiting": 0, "public_url": "https://facts.example"}
    return create_app(settings.model_copy(update={**few, **changed}))


def run(work: Callable[[], Awaitable[None]]) -> None:
    """Run a test in an event loop of its own."""
    anyio.run(work)
