"""Retries: which requests are sent again, and after how long."""

import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import httpx2

# Too many requests, and what servers and proxies answer while a service starts.
TRANSIENT = frozenset({429, 502, 503, 504})
_PAUSES = ("first_pause", "longest_pause", "longest_in_all")


@dataclass(frozen=True)
class Retry:
    """The number of attempts of a request, and their pauses in seconds.

    The last attempt begins at most `longest_in_all` after the first, and may take as long as the
    client's `timeout` lets it. The limit is for one request: each page has it anew.

    The pause doubles from `first_pause` to `longest_pause`, and is shortened at random by up to
    half, so that many clients do not return at once. A `Retry-After` of the service is obeyed,
    unless it is later than `longest_pause`: then the error is raised at once and says when.
    `sleep` stands in for `time.sleep` or, as a coroutine function, for `anyio.sleep`.
    """

    attempts: int = 4
    first_pause: float = 0.25
    longest_pause: float = 10
    longest_in_all: float = 30
    sleep: Callable[[float], Awaitable[None] | None] | None = None

    def __post_init__(self) -> None:
        attempts: Any = self.attempts
        if not isinstance(attempts, int) or attempts < 1:
            raise ValueError(f"attempts is a whole number from 1 on, not {attempts!r}.")
        for name in _PAUSES:
            seconds = getattr(self, name)
            if not isinstance(seconds, int | float) or not seconds >= 0:
                raise ValueError(f"{name} is a number of seconds from 0 on, not {seconds!r}.")

    def pause(self, tried: int, spent: float, outcome: httpx2.Response | Exception) -> float | None:
        """Return the seconds to wait before the next attempt; None where there is none."""
        if tried >= self.attempts or not _is_transient(outcome):
            return None
        seconds = retry_after(outcome)
        pause = self._backoff(tried) if seconds is None else seconds * random.uniform(1, 1.1)
        too_long = (seconds or 0) > self.longest_pause or spent + pause > self.longest_in_all
        return None if too_long else pause

    def _backoff(self, tried: int) -> float:
        longest: float = min(self.first_pause * 2 ** (tried - 1), self.longest_pause)
        return longest * random.uniform(0.5, 1)


NEVER = Retry(attempts=1)


def retry_after(outcome: httpx2.Response | Exception) -> float | None:
    """Return the seconds of the header `Retry-After`, which may also be a date."""
    value = outcome.headers.get("Retry-After", "") if isinstance(outcome, httpx2.Response) else ""
    if value.isascii() and value.isdigit():
        return float(value)
    try:
        date = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (date.replace(tzinfo=date.tzinfo or UTC) - datetime.now(UTC)).total_seconds())


def _is_transient(outcome: httpx2.Response | Exception) -> bool:
    """Tell whether another attempt may succeed; none does harm, since every request only reads."""
    if isinstance(outcome, httpx2.Response):
        return outcome.status_code in TRANSIENT
    is_our_error = isinstance(outcome, httpx2.UnsupportedProtocol | httpx2.LocalProtocolError)
    return isinstance(outcome, httpx2.TransportError) and not is_our_error
