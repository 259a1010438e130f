"""Costly requests: they wait at a gate, end when their client has gone, and do not hold the loop.

`@costly(Work.LONG)` below the route is all that a handler needs. Its parameters are read before, so
that nothing waits that would be refused.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from functools import partial, wraps
from typing import Any

from anyio import CancelScope, move_on_after
from anyio.lowlevel import checkpoint
from fastapi import Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse
from pydantic import BaseModel
from starlette.types import Receive, Scope, Send

from policyfacts.errors import FactsError
from policyfacts.http.context import RequestContext
from policyfacts.http.disconnects import ClientGone, when_gone
from policyfacts.http.gate import Gate, Work
from policyfacts.http.negotiation import content_type
from policyfacts.vocabulary import Format

# Longer answers are sent in pieces, so that compressing one holds up nobody.
_LONG = 524_288
_PIECE = 65_536

Handler = Callable[..., Any]


class TookTooLong(FactsError):
    """A costly request took longer than the operator allows."""

    code = "took_too_long"
    status = 503
    title = "Took too long"
    is_expected = True


def costly(
    work: Work, *, when: Callable[..., bool] | None = None
) -> Callable[[Handler], Callable[..., Awaitable[Response]]]:
    """Let a handler wait for a place at the gate of its work, and then work in a thread.

    `when` gets the same arguments, and tells which requests are costly: others work at once. The
    handler takes the `context` by this name.
    """

    def decorate(handler: Handler) -> Callable[..., Awaitable[Response]]:
        @wraps(handler)
        async def answer(**arguments: Any) -> Response:
            if when is not None and not when(**arguments):
                return await run_in_threadpool(_respond, handler, arguments)
            context: RequestContext = arguments["context"]
            gate = context.service.gates[work]
            response = await _work(context, gate, partial(_respond, handler, arguments))
            is_long = len(getattr(response, "body", b"")) > _LONG
            return _in_pieces(gate, response) if is_long else response

        return answer

    return decorate


def _respond(handler: Handler, arguments: dict[str, Any]) -> Response:
    """Return what a handler answers as a response, written here and not on the event loop."""
    result = handler(**arguments)
    if isinstance(result, BaseModel):
        return Response(result.model_dump_json(by_alias=True), media_type=content_type(Format.JSON))
    assert isinstance(result, Response)
    return result


async def _work(context: RequestContext, gate: Gate, respond: Callable[[], Response]) -> Response:
    """Respond once there is a place; leave the place, or the queue, when the client has gone."""
    gate.make_room()
    with CancelScope() as scope:
        async with when_gone(context.request.receive, scope.cancel), gate.place():
            return await _in_time(context.service.gates.seconds, respond)
    raise ClientGone("The client has gone.")


async def _in_time(seconds: int, respond: Callable[[], Response]) -> Response:
    """Respond in a thread; its loops notice when the time is over (`check_cancelled`)."""
    with move_on_after(seconds):
        return await run_in_threadpool(respond)
    raise TookTooLong(f"This takes longer than {seconds} seconds: ask for less at once.")


class LongResponse(StreamingResponse):
    """A long answer, counted at its gate while it is sent."""

    def __init__(self, gate: Gate, pieces: AsyncIterator[str | bytes], **options: Any) -> None:
        super().__init__(pieces, **options)
        self.gate = gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send all pieces, until the client goes, or is too slow while others want to be sent to.

        What breaks off has no proper end, which HTTP tells the client.
        """
        with self.gate.senders.one_more() as sender:
            await super().__call__(scope, receive, sender.in_time(send))


class StreamInTurn(LongResponse):
    """Pieces that are each made in a place at the gate, and sent without one."""

    def __init__(self, gate: Gate, pieces: Iterator[str], **options: Any) -> None:
        super().__init__(gate, _in_turn(gate, pieces), **options)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send all pieces, if one more answer may be on its way."""
        self.gate.make_room()
        await super().__call__(scope, receive, send)


def _in_pieces(gate: Gate, response: Response) -> LongResponse:
    """Send a long body in pieces, so that others have their turn between them."""
    pieces = LongResponse(gate, _cut(bytes(response.body)), status_code=response.status_code)
    pieces.raw_headers = response.raw_headers
    return pieces


async def _cut(body: bytes) -> AsyncIterator[bytes]:
    for begin in range(0, len(body), _PIECE):
        yield body[begin : begin + _PIECE]
        await checkpoint()


async def _in_turn(gate: Gate, pieces: Iterator[str]) -> AsyncIterator[str]:
    has_begun = False
    while True:
        async with gate.place(patient=has_begun):
            piece = await run_in_threadpool(next, pieces, None)
        if piece is None:
            return
        yield piece
        has_begun = True
