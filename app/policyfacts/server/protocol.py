"""HTTP/1.1 with the limits that uvicorn's protocol does not have: by bytes given to the parser,
and by time, when all connections are looked at once a second.
"""

from http import HTTPStatus
from typing import Any

import uvicorn
from httptools import HttpParserError, HttpParserUpgrade
from starlette.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from policyfacts.server.closing import ClosingTransport
from policyfacts.server.heads import (
    MAX_FIELDS,
    MAX_HEAD_BYTES,
    SLICE_BYTES,
    SURELY_SMALL_BYTES,
    refuse_head,
    too_large,
)
from policyfacts.server.limiter import ConnectionLimiter
from policyfacts.server.limits import ConnectionLimits, Waiting
from policyfacts.server.refusals import (
    BODY_TOO_LATE,
    HEAD_TOO_LATE,
    STOPPING,
    TOO_MANY_CONNECTIONS,
    UNREADABLE,
    Refusal,
    refuse_all_but_health,
)

# How long a client may go on sending what is not read.
_LINGER_SECONDS = 5.0


class LimitedConfig(uvicorn.Config):
    """A configuration of uvicorn with limits for connections."""

    def __init__(self, app: ASGIApp, limits: ConnectionLimits, **options: Any) -> None:
        super().__init__(app, http=LimitedProtocol, ws="none", **options)
        self.limiter = ConnectionLimiter(limits)


class LimitedProtocol(HttpToolsProtocol):
    """A connection that refuses what is too large, and closes when its client takes too long."""

    config: LimitedConfig
    # The last request whose head is complete: none at first, which uvicorn does not declare.
    cycle: RequestResponseCycle | None  # type: ignore[assignment]

    def __init__(self, config: LimitedConfig, **options: Any) -> None:
        super().__init__(config, **options)
        self.url = b""
        # Requests before the last one that were not answered when it came.
        self._earlier: list[RequestResponseCycle] = []
        # Bytes given to the parser since it last made something of them.
        self._pending_bytes = 0
        self._receives_body = False
        self._is_refused = False
        self._is_lingering = False
        self._resumptions = 0
        # What was waited for when that was last looked at, and since when.
        self._waiting: tuple[Any, ...] = ()
        self._waiting_since = 0.0

    def connection_made(self, transport: Any) -> None:
        """Take the connection where there is room; else answer its request with 503, or itself."""
        super().connection_made(transport)
        limiter, now = self.config.limiter, self.loop.time()
        self._waiting, self._waiting_since = (Waiting.FOR_HEAD, self.cycle, 0), now
        if limiter.has_room(self.connections, now):
            return
        self.app = refuse_all_but_health(self.app)
        if limiter.must_close(self.connections):
            self._write(TOO_MANY_CONNECTIONS)
            self.transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell all requests that their client has gone; uvicorn tells the last of them."""
        super().connection_lost(exc)
        self.pipeline.clear()
        for earlier in self._earlier:
            earlier.disconnected = True
            earlier.message_event.set()

    def data_received(self, data: bytes) -> None:
        """Parse what has come; once the client was refused drop it."""
        self._unset_keepalive_if_required()
        if len(data) <= SLICE_BYTES:
            self._parse(data)
            return
        for start in range(0, len(data), SLICE_BYTES):
            self._parse(data[start : start + SLICE_BYTES])

    def _parse(self, data: bytes) -> None:
        if self._is_refused:
            return
        try:
            self.parser.feed_data(data)
        except HttpParserUpgrade as upgrade:
            # Nothing but HTTP/1.1 is spoken here: what comes after the request is the next one.
            self._parse(data[upgrade.args[0] :])
            return
        except HttpParserError:
            self._refuse(UNREADABLE)
        self._pending_bytes += len(data)
        if self._pending_bytes > MAX_HEAD_BYTES + SLICE_BYTES:
            self._refuse(too_large(self.url))

    def on_headers_complete(self) -> None:
        """Begin to answer a request whose head is not too large."""
        if self._pending_bytes > SURELY_SMALL_BYTES or len(self.headers) > MAX_FIELDS:
            refusal = refuse_head(self.url, self.headers)
            if refusal is not None:
                self._refuse(refusal)
                raise ValueError(refusal.detail)  # ends the parsing
        if self.cycle is not None and not self.cycle.response_complete:
            self._earlier.append(self.cycle)
        elif self._earlier:
            self._earlier.clear()
        super().on_headers_complete()
        self._pending_bytes = 0
        self._receives_body = True
        # Trailers are no part of the head; the parser knows no other place for them.
        self.headers = []
        if self.cycle is not None and not self.cycle.keep_alive:
            closing = ClosingTransport(self.transport, self.close_after_response)
            self.cycle.transport = closing  # type: ignore[assignment]

    def on_body(self, body: bytes) -> None:
        """Take a piece of a body."""
        self._pending_bytes = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """Note the end of a request."""
        self._pending_bytes = 0
        self._receives_body = False
        super().on_message_complete()

    def resume_writing(self) -> None:
        """Note that the client has read."""
        self._resumptions += 1
        super().resume_writing()

    def close_if_overdue(self, now: float) -> None:
        """Close where what it waits for does not come in time."""
        current = self._waits_for()
        waiting = (current, self.cycle, self._resumptions)
        if waiting != self._waiting:
            self._waiting, self._waiting_since = waiting, now
            return
        seconds, limits = now - self._waiting_since, self.config.limiter.limits
        match current:
            case Waiting.FOR_HEAD if seconds >= limits.head_seconds and self._receives_head:
                self._refuse(HEAD_TOO_LATE)
            case Waiting.FOR_HEAD if seconds >= limits.head_seconds:
                self.transport.close()
            case Waiting.FOR_BODY if seconds >= limits.body_seconds:
                self._refuse(BODY_TOO_LATE)
            case Waiting.FOR_READING if seconds >= limits.send_seconds:
                self.transport.abort()
            case Waiting.FOR_END if seconds >= _LINGER_SECONDS:
                self.transport.abort()

    def idle_seconds(self, now: float) -> float:
        """Return for how long there has been no whole request; 0 where there is one."""
        current = (self._waits_for(), self.cycle, self._resumptions)
        is_idle = current[0] in (Waiting.FOR_HEAD, Waiting.FOR_END)
        return now - self._waiting_since if is_idle and current == self._waiting else 0

    def give_way(self) -> None:
        """Close for another connection to be taken."""
        if self._receives_head and not self._is_refused:
            self._write(HEAD_TOO_LATE)
        self._is_refused = True
        self.transport.close()

    def stop(self) -> None:
        """Close since the service stops; a client whose answer has not begun gets another."""
        unanswered = self._unanswered()
        if unanswered is not None and self._give_up(unanswered):
            self._write(STOPPING)
        self._is_refused = True
        self.transport.close()

    def _waits_for(self) -> Waiting:
        if self.transport.is_closing() or self.transport.get_write_buffer_size():
            return Waiting.FOR_READING
        if self._is_lingering:
            return Waiting.FOR_END
        if self.flow.read_paused:
            return Waiting.FOR_NOBODY
        if self._receives_body:
            return Waiting.FOR_BODY
        return Waiting.FOR_NOBODY if self._unanswered() else Waiting.FOR_HEAD

    @property
    def _receives_head(self) -> bool:
        """Whether a head has come in part: there is a scope and no cycle of it."""
        return bool(self.scope) and (self.cycle is None or self.cycle.scope is not self.scope)

    def _unanswered(self) -> RequestResponseCycle | None:
        """Return the last request where it is not answered, or not to the end."""
        return None if self.cycle is None or self.cycle.response_complete else self.cycle

    def _refuse(self, refusal: Refusal) -> None:
        """Read no more, answer and close, in the place that the answer has among those pending."""
        if self._is_refused:
            return
        self._is_refused = True
        unanswered = self._unanswered()
        if unanswered is not None and not self._receives_body:
            # Requests before this one are being answered: after the last of them it is closed.
            unanswered.keep_alive = False
            return
        if self._receives_body and (unanswered is None or not self._give_up(unanswered)):
            self.transport.close()
            return
        self._write(refusal)
        if refusal.status == HTTPStatus.REQUEST_TIMEOUT:
            self.transport.close()
        else:
            self.linger()

    def linger(self) -> None:
        """Send no more, and drop what still comes: closed at once, an answer might be lost."""
        self._is_refused = self._is_lingering = True
        self.transport.write_eof()

    def close_after_response(self) -> None:
        """Close; where the request is still being sent, once its client has had time to read."""
        if self._receives_body and not self.transport.is_closing():
            self.linger()
        else:
            self.transport.close()

    def _give_up(self, request: RequestResponseCycle) -> bool:
        """Tell the application that the client has gone; False where it answers already."""
        if request.response_started or self.pipeline:
            return False
        request.disconnected = True
        request.message_event.set()
        return True

    def _write(self, refusal: Refusal) -> None:
        self.transport.write(refusal.encode(self.server_state.default_headers))
