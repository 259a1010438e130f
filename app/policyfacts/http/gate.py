"""Gates: so many costly requests work at once, a few wait for a place, and the others are refused.

Whoever waits here waits on the event loop: threads and connections are left to plain requests.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from enum import StrEnum
from threading import Lock
from typing import NoReturn

from anyio import CapacityLimiter, WouldBlock, move_on_after
from anyio.lowlevel import RunVar

from policyfacts.errors import FactsError
from policyfacts.http.senders import Senders
from policyfacts.metrics import MetricsSample
from policyfacts.settings import Settings

_WAIT_SECONDS = 5
# A page is made within a moment, so more may wait for it than for what takes seconds.
_WAITING_FOR_A_MOMENT = 5
# Answers on their way to readers who are slow hold no place, but memory.
_SENDING_A_PLACE = 8


class Busy(FactsError):
    """As many costly requests are worked on as may be, and enough others wait."""

    code = "busy"
    status = 503
    title = "Too many long questions at once"
    is_expected = True


class Work(StrEnum):
    """How long the work of a request is, on much data: each sort has a gate of its own.

    LONG takes seconds (graphs, counts by several dimensions, whole lists). MOMENT takes tens of
    milliseconds (pages with charts, pictures, batches of names), and does not wait for LONG.
    """

    LONG = "long"
    MOMENT = "moment"


class Gate:
    """So many places, and room for a few that wait.

    Counts are of the process; a service that is called in several event loops has the places in
    each, for a limiter belongs to one loop.
    """

    def __init__(self, places: int, waiting: int) -> None:
        self.places, self.max_waiting = places, waiting
        self.in_use = self.waiting = self.refused = 0
        self.senders = Senders(places * _SENDING_A_PLACE)
        self._lock = Lock()
        self._limiters: RunVar[CapacityLimiter] = RunVar("policyfacts_gate")

    @asynccontextmanager
    async def place(self, *, patient: bool = False) -> AsyncIterator[None]:
        """Hold a place; raise Busy where none becomes free in time, or too many wait already.

        Who is `patient` has begun to answer, and cannot be refused any more.
        """
        limiter, borrower = self._limiter(), object()
        try:
            limiter.acquire_on_behalf_of_nowait(borrower)
        except WouldBlock:
            await self._wait(limiter, borrower, patient)
        try:
            with self._count("in_use"):
                yield
        finally:
            limiter.release_on_behalf_of(borrower)

    def make_room(self) -> None:
        """Raise Busy where so many long answers are on their way that another must not begin."""
        if not self.senders.make_room():
            self._refuse()

    async def _wait(self, limiter: CapacityLimiter, borrower: object, patient: bool) -> None:
        if not patient and self.waiting >= self.max_waiting:
            self._refuse()
        seconds = None if patient else _WAIT_SECONDS
        with self._count("waiting"), move_on_after(seconds) as limit:
            await limiter.acquire_on_behalf_of(borrower)
        if limit.cancelled_caught:
            self._refuse()

    def _refuse(self) -> NoReturn:
        with self._lock:
            self.refused += 1
        raise Busy("The service works on as many long questions as it can: ask again in a moment.")

    def _limiter(self) -> CapacityLimiter:
        limiter = self._limiters.get(None)
        if limiter is None:
            limiter = CapacityLimiter(self.places)
            self._limiters.set(limiter)
        return limiter

    @contextmanager
    def _count(self, name: str) -> Iterator[None]:
        self._add(name, 1)
        try:
            yield
        finally:
            self._add(name, -1)

    def _add(self, name: str, number: int) -> None:
        with self._lock:
            setattr(self, name, getattr(self, name) + number)


class Gates:
    """The gates of one application, one for each sort of work."""

    def __init__(self, settings: Settings) -> None:
        places, waiting = settings.costly_places, settings.costly_waiting
        self.seconds = settings.costly_seconds
        self._gates = {
            Work.LONG: Gate(places, waiting),
            Work.MOMENT: Gate(places, waiting * _WAITING_FOR_A_MOMENT),
        }

    def __getitem__(self, work: Work) -> Gate:
        """Return the gate of this sort of work."""
        return self._gates[work]

    def add_to(self, sample: MetricsSample) -> None:
        """Add how busy the gates are, and how many they refused."""
        for work, gate in self._gates.items():
            sample.totals["gate_refusals", work] = gate.refused
            sample.gauges["gate_places", work] = gate.places
            sample.gauges["gate_places_in_use", work] = gate.in_use
            sample.gauges["gate_waiting", work] = gate.waiting
            sample.gauges["gate_sending", work] = len(gate.senders)
