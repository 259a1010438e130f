"""An id for each request, by which its answer is found in the operator's log."""

from random import getrandbits
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send


def new_request_id() -> str:
    """An id that no other request has; nobody need be unable to guess it."""
    return f"{getrandbits(128):032x}"


class RequestIdMiddleware:
    """Gives each request an id, in the answer's X-Request-Id and in problems."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Put the id into the scope and the answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = new_request_id()
        state: dict[str, Any] = {**scope.get("state", {}), "request_id": request_id}

        async def send_with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = [*message["headers"], (b"x-request-id", request_id.encode())]
                message = {**message, "headers": headers}
            await send(message)

        await self.app({**scope, "state": state}, receive, send_with_id)
