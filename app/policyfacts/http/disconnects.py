"""Clients that leave while their request is worked on."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from anyio import Event, create_task_group
from anyio.lowlevel import checkpoint
from starlette.types import Message, Receive

from policyfacts.errors import FactsError


class ClientGone(FactsError):
    """Nobody waits for the answer any more; the status is nginx's for that."""

    code = "client_gone"
    status = 499
    title = "Client has gone"


@asynccontextmanager
async def when_gone(receive: Receive, leave: Callable[[], None]) -> AsyncIterator[None]:
    """Call `leave` as soon as the client has gone, while this is entered; its body is read."""
    failure: Exception | None = None
    async with create_task_group() as group:
        group.start_soon(_wait, receive, leave)
        try:
            yield
        except Exception as error:
            # Past the group it would be in an ExceptionGroup, which nobody handles.
            failure = error
        group.cancel_scope.cancel()
    if failure is not None:
        raise failure


def receive_until(gone: Event, body: bytes = b"") -> Receive:
    """Return a `receive` that gives a body, and then waits until the client has gone."""
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Message:
        if messages:
            return messages.pop()
        await gone.wait()
        return {"type": "http.disconnect"}

    return receive


async def _wait(receive: Receive, leave: Callable[[], None]) -> None:
    while (await receive())["type"] != "http.disconnect":
        # A host may give messages without end, and without letting others have a turn.
        await checkpoint()
    leave()
