"""Long answers on their way: they hold memory as long as their clients take their time."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from anyio import CancelScope
from anyio.lowlevel import EventLoopToken, current_token
from starlette.types import Message, Send

# A client that has not taken a piece for so many seconds gives way to another.
_PATIENCE_SECONDS = 5


class Sender:
    """One answer on its way, in one event loop."""

    def __init__(self, scope: CancelScope, loop: EventLoopToken) -> None:
        self.scope, self.loop = scope, loop
        self.waiting_since: float | None = None

    def in_time(self, send: Send) -> Send:
        """Return a `send` that notes since when a client has not taken a piece."""

        async def send_and_note(message: Message) -> None:
            self.waiting_since = monotonic()
            await send(message)
            self.waiting_since = None

        return send_and_note


class Senders:
    """All answers on their way from one gate; `most` of them at once."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._senders: list[Sender] = []

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._senders)

    @contextmanager
    def one_more(self) -> Iterator[Sender]:
        """Count an answer while it is sent; it breaks off where it has to give way."""
        with CancelScope() as scope:
            sender = Sender(scope, current_token())
            self._senders.append(sender)
            try:
                yield sender
            finally:
                self._senders.remove(sender)

    def make_room(self) -> bool:
        """Tell whether one more may be sent; the client that is slowest gives way to it."""
        if len(self._senders) < self.most:
            return True
        since, loop = monotonic() - _PATIENCE_SECONDS, current_token()
        slow = {
            sender.waiting_since: sender
            for sender in list(self._senders)
            if sender.waiting_since is not None
            and sender.waiting_since <= since
            and sender.loop == loop
            and not sender.scope.cancel_called
        }
        if not slow:
            return False
        slow[min(slow)].scope.cancel()
        return True
