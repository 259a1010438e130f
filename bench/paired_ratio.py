"""The ratio of two servers, which are measured in turn for a second each, again and again.

Whatever else slows the machine down slows both; the median of the ratios of all pairs counts.
Beside requests per second there is the processor time that a request costs the server, for when
another process wants the core too, or the load generator is the slower one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from statistics import median

from bench.load_generator import Request, Tally, send_requests
from bench.machine import cpu_seconds
from bench.servers import Server

_WARM_UP = 0.5
_BUSY = 0.9


@dataclass(frozen=True)
class Side:
    """A server, and the requests that it gets."""

    server: Server
    requests: Sequence[Request]


@dataclass(frozen=True)
class Turn:
    """The rate, processor time per request and load of one server in one turn."""

    rate: float
    cpu: float
    busy: float


@dataclass(frozen=True)
class Comparison:
    """The speed of one server as a ratio of the other's: 0.9 is nearly as fast."""

    by_rate: float
    by_cpu: float
    ours: Turn
    other: Turn

    @property
    def counts_by_rate(self) -> bool:
        """True where both servers were busy, so that requests per second count."""
        return min(self.ours.busy, self.other.busy) >= _BUSY

    @property
    def ratio(self) -> float:
        """The figure that counts."""
        return self.by_rate if self.counts_by_rate else self.by_cpu

    @property
    def measurements(self) -> str:
        """The measurements of both, in words."""
        ours, other = self.ours, self.other
        return (
            f"{ours.rate:,.0f} against {other.rate:,.0f} requests/s ({self.by_rate:.3g}), "
            f"{ours.cpu * 1e6:,.0f} against {other.cpu * 1e6:,.0f} us of processor time each "
            f"({self.by_cpu:.3g}), servers busy {ours.busy:.0%} and {other.busy:.0%}"
        )

    @property
    def note(self) -> str:
        """The measurements, and which of them counts."""
        counted = "requests per second" if self.counts_by_rate else "processor time"
        return f"{self.measurements}: {counted} counts"


def compare(ours: Side, other: Side, rounds: int, seconds: float = 1.0) -> Comparison:
    """Measure both in turn, after a warm-up; return the medians of all rounds."""
    for side in (ours, other):
        send_requests(side.server.port, side.requests, _WARM_UP)
    pairs = [(_measure_turn(ours, seconds), _measure_turn(other, seconds)) for _ in range(rounds)]
    return Comparison(
        by_rate=median(mine.rate / theirs.rate for mine, theirs in pairs),
        by_cpu=median(theirs.cpu / mine.cpu for mine, theirs in pairs),
        ours=_medians([mine for mine, _ in pairs]),
        other=_medians([theirs for _, theirs in pairs]),
    )


def _measure_turn(side: Side, seconds: float) -> Turn:
    before = cpu_seconds(side.server.pid)
    tally: Tally = send_requests(side.server.port, side.requests, seconds)
    cpu = cpu_seconds(side.server.pid) - before
    responses = max(tally.responses, 1)
    return Turn(tally.responses / tally.seconds, max(cpu, 0.01) / responses, cpu / tally.seconds)


def _medians(slices: Sequence[Turn]) -> Turn:
    def of(value: Callable[[Turn], float]) -> float:
        return median(map(value, slices))

    return Turn(of(attrgetter("rate")), of(attrgetter("cpu")), of(attrgetter("busy")))
