"""Counts each request by method, route and status, with the time until its answer was sent."""

from collections.abc import Awaitable
from time import perf_counter
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from policyfacts.http.response_headers import response_headers
from policyfacts.metrics import Meter

# One name for all paths without a route, and for all methods outside the standards.
_UNMATCHED, _OTHER = "unmatched", "other"
_METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))
# As nginx has it for clients that go before there is an answer.
_CLIENT_CLOSED = 499


class MetricsMiddleware:
    """Counts what passes through it; the response cache before it counts by itself."""

    def __init__(self, app: ASGIApp, meter: Meter) -> None:
        self.app = app
        self.meter = meter

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request pass, and count it when its answer has been sent."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, status = perf_counter(), _CLIENT_CLOSED
        method = scope["method"] if scope["method"] in _METHODS else _OTHER
        # Where the service is mounted, the host has left its own routes in the scope.
        host_routes, prefix = _routes_in(scope), scope["root_path"]

        def note_status(message: Message) -> Awaitable[None]:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            return send(message)

        self.meter.in_flight += 1
        try:
            await self.app(scope, receive, note_status)
        finally:
            self.meter.in_flight -= 1
            for route, host_route in zip(_routes_in(scope), host_routes, strict=True):
                if route is not host_route:
                    label = route.path
                    break
            else:
                # Files are below a mount, which is no route but a longer prefix.
                label = scope["root_path"].removeprefix(prefix) or _UNMATCHED
            response_headers(scope).route = label
            self.meter.series(method, label, status).observe(perf_counter() - began)


def _routes_in(scope: Scope) -> tuple[Any, Any]:
    """Return the route that was chosen: with its prefixes where FastAPI has them, and without."""
    return scope.get("fastapi", {}).get("effective_route_context"), scope.get("route")
