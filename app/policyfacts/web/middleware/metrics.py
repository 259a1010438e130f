"""Counts each request by method, route and status, with the time until its answer was sent."""

from collections.abc import Awaitable
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from starlette.routing import Match, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from policyfacts.metrics import Meter

_KEY = "policyfacts.measured"
# One name for all that is not there, and for all methods that nobody has heard of.
_UNMATCHED, _OTHER = "unmatched", "other"
_METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))


@dataclass(slots=True)
class _Measured:
    """What becomes known of a request on its way."""

    route: str = _UNMATCHED
    # As nginx has it for clients that go before there is an answer.
    status: int = 499


class MetricsMiddleware:
    """Counts what passes through it; who answers before it counts by itself."""

    def __init__(self, app: ASGIApp, meter: Meter) -> None:
        self.app = app
        self.meter = meter

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request pass, and count it when its answer has been sent."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began = perf_counter()
        known = scope[_KEY] = _Measured()

        def send_noted(message: Message) -> Awaitable[None]:
            if message["type"] == "http.response.start":
                known.status = message["status"]
            return send(message)

        self.meter.in_flight += 1
        try:
            await self.app(scope, receive, send_noted)
        finally:
            self.meter.in_flight -= 1
            method = scope["method"] if scope["method"] in _METHODS else _OTHER
            series = self.meter.series(method, known.route, known.status)
            series.observe(perf_counter() - began)


class RouteLabelMiddleware:
    """Tells the layer that counts which route the request went to; the innermost layer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request pass, and look where it went."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        # Where the service is mounted, the host has left its own routes in the scope.
        host, prefix = _routes_in(scope), scope["root_path"]
        try:
            await self.app(scope, receive, send)
        finally:
            own = [route for route in _routes_in(scope) if route not in host]
            # Files are below a mount, which is no route but a longer prefix.
            mount = scope["root_path"].removeprefix(prefix)
            note_route(scope, own[0].path if own else mount or _UNMATCHED)


class ASGIRoute(Route):
    """A path of a plain ASGI application, told as FastAPI tells of its own routes."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Whether the request is for it."""
        match, found = super().matches(scope)
        return match, {**found, "route": self} if found else found


def note_route(scope: Scope, route: str) -> None:
    """Say which route a request went to, where no router decided that."""
    scope[_KEY].route = route


def route_of(scope: Scope) -> str:
    """The route that a request went to; to be asked when it has been answered."""
    return str(scope[_KEY].route)


def _routes_in(scope: Scope) -> list[Any]:
    """The route that was chosen: with its prefixes where FastAPI knows them, then without."""
    whole = scope.get("fastapi", {}).get("effective_route_context")
    return [route for route in (whole, scope.get("route")) if route is not None]
