"""Two servers compared: asked in turn for a second each, again and again.

Whatever else slows the machine down slows both; the ratio of each pair is taken, and the median of
these. Beside requests per second stands the processor time that a request costs the server, which
holds where somebody else wants the core too, or where the asker is the slower one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from bench.load_generator import Params, Tally, ask
from bench.machine import cpu_seconds
from bench.servers import Server

_WARM_UP = 0.5
_BUSY = 0.9


@dataclass(frozen=True)
class Side:
    """A server, and what it is asked."""

    server: Server
    questions: Sequence[Params]


@dataclass(frozen=True)
class Slice:
    """What one server did in one turn."""

    rate: float
    cpu: float
    busy: float


@dataclass(frozen=True)
class Pairing:
    """How fast the one is as a part of the other: 0.9 is nearly as fast."""

    by_rate: float
    by_cpu: float
    ours: Slice
    other: Slice

    @property
    def is_by_rate(self) -> bool:
        """Whether both servers had enough to do, so that requests per second tell."""
        return min(self.ours.busy, self.other.busy) >= _BUSY

    @property
    def ratio(self) -> float:
        """The figure that counts."""
        return self.by_rate if self.is_by_rate else self.by_cpu

    @property
    def seen(self) -> str:
        """What was seen of both."""
        ours, other = self.ours, self.other
        return (
            f"{ours.rate:,.0f} against {other.rate:,.0f} requests/s ({self.by_rate:.3g}), "
            f"{ours.cpu * 1e6:,.0f} against {other.cpu * 1e6:,.0f} us of processor time each "
            f"({self.by_cpu:.3g}), servers busy {ours.busy:.0%} and {other.busy:.0%}"
        )

    @property
    def note(self) -> str:
        """What was seen, and which of it counts."""
        counted = "requests per second" if self.is_by_rate else "processor time"
        return f"{self.seen}: {counted} counts"


def compare(ours: Side, other: Side, rounds: int, seconds: float = 1.0) -> Pairing:
    """Ask both in turn."""
    for side in (ours, other):
        ask(side.server.port, side.questions, _WARM_UP)
    pairs = [(_slice(ours, seconds), _slice(other, seconds)) for _ in range(rounds)]
    return Pairing(
        by_rate=median(mine.rate / its.rate for mine, its in pairs),
        by_cpu=median(its.cpu / mine.cpu for mine, its in pairs),
        ours=_middle([mine for mine, _ in pairs]),
        other=_middle([its for _, its in pairs]),
    )


def _slice(side: Side, seconds: float) -> Slice:
    before = cpu_seconds(side.server.pid)
    tally: Tally = ask(side.server.port, side.questions, seconds)
    cpu = cpu_seconds(side.server.pid) - before
    answers = max(tally.answers, 1)
    return Slice(tally.answers / tally.seconds, max(cpu, 0.01) / answers, cpu / tally.seconds)


def _middle(slices: Sequence[Slice]) -> Slice:
    def of(value: Callable[[Slice], float]) -> float:
        return median(map(value, slices))

    return Slice(of(lambda it: it.rate), of(lambda it: it.cpu), of(lambda it: it.busy))
