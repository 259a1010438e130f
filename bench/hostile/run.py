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
# What may be left of memory after all, and of that in the second half: what is kept for later
# use is taken once, a leak goes on. Connections to the database stay open, three files to each.
_MEMORY_MIB, _MEMORY_MIB_OF_A_HALF, _DESCRIPTORS = 64, 16, 24
# Answers that differ each time, or that no GET gets.
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
    # Resident memory before, after each batch, and at the end.
    memory: list[float] = field(default_factory=list)

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
        descriptors = service.descriptors
        report.memory.append(service.memory_mib)
        for start in range(0, len(numbers), _BATCH):
            batch = numbers[start : start + _BATCH]
            logged = len(service.failures_in_log())
            outcomes = clients.map(lambda number: _try(service, make(number)), batch)
            _gather(report, service, zip(batch, outcomes, strict=True), make)
            report.memory.append(service.memory_mib)
            _check_health(report, service, logged, batch)
            if not service.is_alive():
                return report
    settle(service)
    changed = [path for path, answer in service.answers(paths).items() if answer != before[path]]
    report.broken += [f"{path} is answered otherwise than before." for path in changed]
    settle(service)
    report.memory.append(service.memory_mib)
    _measure(report, service, descriptors)
    return report


def _check_health(report: Report, service: Service, logged: int, batch: Sequence[int]) -> None:
    """Note failures in the log beyond those logged before, and whether the service answers."""
    more = service.failures_in_log()[logged:]
    if more:
        report.broken.append(f"The log, numbers {batch[0]} to {batch[-1]}: {more[-1]}")
    if not service.is_alive():
        report.broken.append(f"The service does not answer after number {batch[-1]}.")


def _gather(
    report: Report,
    service: Service,
    outcomes: Iterable[tuple[int, tuple[Outcome, list[str]]]],
    make: Callable[[int], Attempt],
) -> None:
    for number, (outcome, wrong) in outcomes:
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


def _measure(report: Report, service: Service, descriptors: int) -> None:
    """Compare memory, descriptors and counts of failures with those of before."""
    memory, open_after = report.memory, service.descriptors
    before, half, after = memory[0], memory[len(memory) // 2], memory[-1]
    report.measured.append(
        f"Resident memory in MiB: {before:.0f} before, {half:.0f} at half, {max(memory):.0f} at "
        f"most, {after:.0f} after; descriptors: {descriptors} before, {open_after} after; "
        f"failures in the metrics: {service.counts_of_failures() or 'none'}."
    )
    if after > before + _MEMORY_MIB or after > half + _MEMORY_MIB_OF_A_HALF:
        report.broken.append("Memory grew, and did not come back.")
    if open_after > descriptors + _DESCRIPTORS:
        report.broken.append(f"{open_after - descriptors} more descriptors are open than before.")
