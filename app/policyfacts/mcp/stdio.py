"""Messages over standard input and output, with what the SDK's own transport leaves out.

A bad line is answered, what was asked before the input ended is answered too, and an interrupt
ends the program even while nothing is sent.
"""

import os
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from threading import Thread
from types import TracebackType
from typing import Any, Self, cast

import anyio
from anyio.lowlevel import EventLoopToken, current_token
from anyio.streams.memory import MemoryObjectReceiveStream, MemoryObjectSendStream
from mcp.server import Server
from mcp.server.stdio import stdio_server
from mcp.shared.message import SessionMessage
from mcp_types import (
    INVALID_REQUEST,
    JSONRPCError,
    JSONRPCMessage,
    JSONRPCNotification,
    JSONRPCRequest,
    JSONRPCResponse,
    RequestId,
)

from policyfacts.mcp.messages import BadMessage, find_id, read_message

# Bytes of a line; as many as the body of a request has over HTTP.
MOST_BYTES = 64 * 1024
# Of a longer line so much is held, to find the id to which it is refused.
_MOST_HELD = 4 * 1024 * 1024
_TOO_LONG = f"A message has at most {MOST_BYTES} bytes."
_CHUNK = 64 * 1024
# Seconds in which requests are answered that came before the input ended.
_LAST_ANSWERS = 30
_STANDARD_INPUT = 0


async def answer_stdio(server: Server[object]) -> None:
    """Answer what comes over standard input until it ends."""
    async with _lines() as lines:
        conversation = _Conversation(lines)
        received = cast("anyio.AsyncFile[str]", conversation.received())
        async with stdio_server(stdin=received) as (read, write):
            conversation.write = write
            await server.run(read, conversation, server.create_initialization_options())


class _Conversation:
    """Requests that came and were not answered yet; the server writes its answers through it."""

    def __init__(self, lines: MemoryObjectReceiveStream[bytes]) -> None:
        self.write: Any = None
        self._lines = lines
        self._unanswered: set[RequestId] = set()
        self._answered = anyio.Event()

    async def received(self) -> AsyncIterator[str]:
        """Lines that are messages; the others are answered here. Ends once all is answered."""
        async for line in self._lines:
            if not line.strip():
                continue
            try:
                message = _read(line)
            except BadMessage as bad:
                await self.write.send(SessionMessage(bad.error))
            else:
                self._note(message)
                yield line.decode()
        with anyio.move_on_after(_LAST_ANSWERS):
            while self._unanswered:
                self._answered = anyio.Event()
                await self._answered.wait()

    def _note(self, message: JSONRPCMessage) -> None:
        match message:
            case JSONRPCRequest():
                self._unanswered.add(message.id)
            case JSONRPCNotification(method="notifications/cancelled", params=dict() as params):
                # What is cancelled is never answered.
                self._settle(params.get("requestId"))

    def _settle(self, id_: object) -> None:
        if isinstance(id_, (str, int)):
            self._unanswered.discard(id_)
        self._answered.set()

    async def send(self, item: SessionMessage, /) -> None:
        """Write a message of the server."""
        await self.write.send(item)
        if isinstance(item.message, (JSONRPCResponse, JSONRPCError)):
            self._settle(item.message.id)

    async def aclose(self) -> None:
        """Nothing more is written."""
        await self.write.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.aclose()


def _read(line: bytes) -> JSONRPCMessage:
    if len(line) > MOST_BYTES:
        raise BadMessage(_TOO_LONG, INVALID_REQUEST, find_id(line))
    return read_message(line)


@asynccontextmanager
async def _lines() -> AsyncIterator[MemoryObjectReceiveStream[bytes]]:
    """Lines of standard input, read by a thread that nobody waits for when the program ends.

    It reads the descriptor itself: a thread that waits inside `sys.stdin` holds a lock that Python
    needs to end.
    """
    send, receive = anyio.create_memory_object_stream[bytes]()
    thread = Thread(target=_pass_lines, args=(send, current_token()), daemon=True)
    with send, receive:
        thread.start()
        yield receive


def _pass_lines(send: MemoryObjectSendStream[bytes], token: EventLoopToken) -> None:
    # Once the conversation has ended, nobody wants the rest.
    with suppress(anyio.BrokenResourceError, anyio.ClosedResourceError, RuntimeError):
        for line in split_lines(lambda: os.read(_STANDARD_INPUT, _CHUNK)):
            anyio.from_thread.run(send.send, line, token=token)
        anyio.from_thread.run(send.aclose, token=token)


def split_lines(read: Callable[[], bytes]) -> Iterator[bytes]:
    """Lines of what is read piece by piece; of a line of many megabytes, the first."""
    held = b""
    while piece := read():
        *whole, held = (held + piece).split(b"\n")
        yield from whole
        held = held[: _MOST_HELD + 1]
    if held:
        yield held
