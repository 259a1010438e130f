"""Runs an attack on a service, and gathers what did not hold."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from bench.hostile.attempts import Attempt
from bench.hostile.checks import failures
from bench.hostile.client import Malformed, Outcome, send
from bench.hostile.doors import Door
from bench.hostile.service import Service, settle

_CLIENTS = 4
_BATCH = 500
_WARM_UP = 300
_MOST_SMALLER = 60
# What may be left of memory and descriptors: caches and connections to the database are made once.
_MEMORY_MIB, _DESCRIPTORS = 32, 40
_CHANGING = ("/metrics", "/sitemap.xml", "/v1/facts/search")


@dataclass(frozen=True)
class Failure:
    """An attempt, as small as it could be made, and what did not hold."""

    number: int
    attempt: Attempt
    what: str


@dataclass
class Report:
    """What came of an attack."""

    counts: Counter[str] = field(default_factory=Counter)
    statuses: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    failures: list[Failure] = field(default_factory=list)
    # What does not hold of the service as a whole, and what was measured of it.
    broken: list[str] = field(default_factory=list)
    measured: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        """The number of attempts."""
        return self.counts.total()


def run(
    service: Service, doors: list[Door], numbers: Sequence[int], make: Callable[[int], Attempt]
) -> Report:
    """Make each attempt, and compare the service before and after."""
    report = Report()
    paths = sorted({door.valid_path for door in doors if door.method == "GET"} - {*_CHANGING})
    before = service.answers(paths)
    with ThreadPoolExecutor(_CLIENTS) as clients:
        # What is loaded and cached at the first request of its kind is no loss of memory.
        list(clients.map(lambda number: _try(service, make(number)), range(-_WARM_UP, 0)))
        settle(service)
        memory, descriptors, peak = service.memory_mib, service.descriptors, service.memory_mib
        for start in range(0, len(numbers), _BATCH):
            batch = numbers[start : start + _BATCH]
            logged = len(service.failures_in_log())
            _gather(
                report, service, batch, clients.map(lambda n: _try(service, make(n)), batch), make
            )
            peak = max(peak, service.memory_mib)
            more = service.failures_in_log()[logged:]
            if more:
                report.broken.append(f"The log, numbers {batch[0]} to {batch[-1]}: {more[-1]}")
            if not service.is_alive():
                report.broken.append(f"The service does not answer after number {batch[-1]}.")
                return report
    settle(service)
    changed = [path for path, answer in service.answers(paths).items() if answer != before[path]]
    report.broken += [f"{path} is answered otherwise than before." for path in changed]
    settle(service)
    _measure(report, service, memory, peak, descriptors)
    return report


def _gather(
    report: Report,
    service: Service,
    batch: Sequence[int],
    outcomes: Iterable[tuple[Outcome, list[str]]],
    make: Callable[[int], Attempt],
) -> None:
    for number, (outcome, wrong) in zip(batch, outcomes, strict=True):
        attempt = make(number)
        report.counts[attempt.kind] += 1
        report.statuses[attempt.kind].update(str(each.status) for each in outcome.responses)
        if wrong:
            report.failures.append(Failure(number, _shrink(service, attempt, wrong[0]), wrong[0]))


def _try(service: Service, attempt: Attempt) -> tuple[Outcome, list[str]]:
    try:
        outcome = send(service.port, attempt)
    except Malformed as error:
        return Outcome(), [f"malformed: {error}"]
    except OSError as error:
        return Outcome(), [f"no connection: {error}"]
    return outcome, list(failures(attempt, outcome))


def _shrink(service: Service, attempt: Attempt, failure: str) -> Attempt:
    """Return the smallest attempt that still fails in this way."""
    tries, is_smaller = 0, True
    while is_smaller and tries < _MOST_SMALLER:
        is_smaller = False
        for smaller in attempt.smaller():
            tries += 1
            if failure in _try(service, smaller)[1]:
                attempt, is_smaller = smaller, True
                break
            if tries >= _MOST_SMALLER:
                break
    return attempt


def _measure(
    report: Report, service: Service, memory: float, peak: float, descriptors: int
) -> None:
    """Compare memory, descriptors and counts of failures with those of before."""
    after, open_after = service.memory_mib, service.descriptors
    report.measured.append(
        f"Resident memory: {memory:.0f} MiB before, {peak:.0f} at most, {after:.0f} after; "
        f"descriptors: {descriptors} before, {open_after} after; failures in the metrics: "
        f"{service.counts_of_failures() or 'none'}."
    )
    if after > memory + _MEMORY_MIB:
        report.broken.append(f"Memory grew by {after - memory:.0f} MiB.")
    if open_after > descriptors + _DESCRIPTORS:
        report.broken.append(
            f"{open_after - descriptors} descriptors are open that were not before."
        )
