"""What a request writes its answer to where its connection is closed after it."""

import asyncio
from collections.abc import Callable


class ClosingTransport:
    """The transport of a connection, closed in a way of our own."""

    def __init__(self, transport: asyncio.Transport, close: Callable[[], None]) -> None:
        self.write = transport.write
        self.is_closing = transport.is_closing
        self.close = close
