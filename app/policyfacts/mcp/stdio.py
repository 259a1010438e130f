"""Messages over standard input and output, with what the SDK's own transport leaves out.

A bad line is answered, so is every request that came before the input ended, and an interrupt ends
the program even while nothing is sent.
"""

import os
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from threading import Thread
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

from policyfacts.mcp.internal_client import InternalClient
from policyfacts.mcp.protocol import BadMessage, find_id, make_server, parse_message

# Bytes of a line; as many as the body of a request has over HTTP.
MAX_LINE_BYTES = 64 * 1024
# Bytes kept of a longer line, to find the id to which it is refused.
_MAX_KEPT = 4 * 1024 * 1024
_TOO_LONG = f"A message has at most {MAX_LINE_BYTES} bytes."
_CHUNK_SIZE = 64 * 1024
# Seconds in which requests are answered that came before the input ended.
_DRAIN_TIMEOUT = 30
_STDIN = 0


async def run_stdio(api: InternalClient) -> None:
    """Answer requests over standard input until it ends."""
    server: Server[object] = make_server(lambda _: api)
    async with _stdin_lines() as lines:
        conversation = _Conversation(lines)
        messages = cast("anyio.AsyncFile[str]", conversation.messages())
        async with stdio_server(stdin=messages) as (read, write):
            conversation.write = write
            await server.run(read, conversation, server.create_initialization_options())


class _Conversation:
    """Requests that are not answered yet; the server writes its responses through it."""

    def __init__(self, lines: MemoryObjectReceiveStream[bytes]) -> None:
        self.write: Any = None
        self._lines = lines
        self._pending: set[RequestId] = set()
        self._settled = anyio.Event()

    async def messages(self) -> AsyncIterator[str]:
        """Yield lines that are messages, answer others, and end when no request is pending."""
        async for line in self._lines:
            if not line.strip():
                continue
            try:
                message = _parse_line(line)
            except BadMessage as error:
                await self.write.send(SessionMessage(error.error))
            else:
                self._track(message)
                yield line.decode()
        with anyio.move_on_after(_DRAIN_TIMEOUT):
            while self._pending:
                self._settled = anyio.Event()
                await self._settled.wait()

    def _track(self, message: JSONRPCMessage) -> None:
        match message:
            case JSONRPCRequest():
                self._pending.add(message.id)
            case JSONRPCNotification(method="notifications/cancelled", params=dict() as params):
                # What is cancelled is never answered.
                self._settle(params.get("requestId"))

    def _settle(self, id_: object) -> None:
        if isinstance(id_, (str, int)):
            self._pending.discard(id_)
        self._settled.set()

    async def send(self, item: SessionMessage, /) -> None:
        """Write a message of the server."""
        await self.write.send(item)
        if isinstance(item.message, (JSONRPCResponse, JSONRPCError)):
            self._settle(item.message.id)

    async def aclose(self) -> None:
        """Close the stream to which messages are written."""
        await self.write.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()


def _parse_line(line: bytes) -> JSONRPCMessage:
    if len(line) > MAX_LINE_BYTES:
        raise BadMessage(_TOO_LONG, INVALID_REQUEST, find_id(line))
    return parse_message(line)


@asynccontextmanager
async def _stdin_lines() -> AsyncIterator[MemoryObjectReceiveStream[bytes]]:
    """Yield a stream of lines, read by a thread that nobody waits for when the program ends.

    It reads the descriptor itself: a thread that waits inside `sys.stdin` holds a lock that Python
    needs to end.
    """
    send, receive = anyio.create_memory_object_stream[bytes]()
    thread = Thread(target=_send_lines, args=(send, current_token()), daemon=True)
    with send, receive:
        thread.start()
        yield receive


def _send_lines(send: MemoryObjectSendStream[bytes], token: EventLoopToken) -> None:
    # Nobody receives the rest once the conversation has ended.
    with suppress(anyio.BrokenResourceError, anyio.ClosedResourceError, RuntimeError):
        for line in split_lines(lambda: os.read(_STDIN, _CHUNK_SIZE)):
            anyio.from_thread.run(send.send, line, token=token)
        anyio.from_thread.run(send.aclose, token=token)


def split_lines(read: Callable[[], bytes]) -> Iterator[bytes]:
    """Yield the lines of what `read` gives in pieces; of very long lines only the beginning."""
    rest = b""
    while piece := read():
        *lines, rest = (rest + piece).split(b"\n")
        yield from lines
        rest = rest[: _MAX_KEPT + 1]
    if rest:
        yield rest
