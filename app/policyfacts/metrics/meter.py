"""What one process counts: plain numbers, since a whole answer may take a few microseconds."""

import os
from bisect import bisect_left
from collections.abc import Callable

from policyfacts.metrics.sample import BOUNDS, Counts, MetricsSample
from policyfacts.metrics.shared import read_all, write


class Durations:
    """How long the requests of one route took, in classes; and their sum in seconds."""

    __slots__ = ("classes", "seconds")

    def __init__(self) -> None:
        self.classes = [0] * (len(BOUNDS) + 1)
        self.seconds = 0.0


class Series:
    """Requests that are counted together: one method, one route, one status."""

    __slots__ = ("count", "durations", "method", "route", "status")

    def __init__(self, method: str, route: str, status: int, durations: Durations) -> None:
        self.method, self.route, self.status = method, route, status
        self.durations = durations
        self.count = 0

    def observe(self, seconds: float) -> None:
        """Count one request that took so long."""
        self.count += 1
        self.durations.seconds += seconds
        self.durations.classes[bisect_left(BOUNDS, seconds)] += 1


class Meter:
    """The counts of one application.

    Where several processes serve together, they share them in a folder. Requests are counted by
    the thread of the event loop alone; `sources` add what others count.
    """

    def __init__(self, folder: str | None = None) -> None:
        self.in_flight = 0
        self.sources: list[Callable[[MetricsSample], None]] = []
        self._folder = folder
        self._series: dict[tuple[str, str, int], Series] = {}
        self._durations: dict[str, Durations] = {}
        self._shared: MetricsSample | None = None

    def series(self, method: str, route: str, status: int) -> Series:
        """The series of these requests; who keeps it counts in a fraction of a microsecond."""
        key = (method, route, status)
        series = self._series.get(key)
        if series is None:
            durations = self._durations.setdefault(route, Durations())
            series = self._series[key] = Series(method, route, status, durations)
        return series

    def read(self) -> MetricsSample:
        """The counts of this process."""
        reading = MetricsSample()
        for (method, route, status), series in list(self._series.items()):
            reading.totals["requests", method, route, str(status)] = series.count
        for route, durations in list(self._durations.items()):
            _add_durations(reading.totals, route, durations)
        reading.gauges["requests_in_flight",] = self.in_flight
        for source in self.sources:
            source(reading)
        return reading

    def share(self) -> None:
        """Leave the counts where the other processes find them, if they changed."""
        reading = self.read()
        if self._folder is not None and reading != self._shared:
            write(self._folder, reading)
            self._shared = reading

    def read_all(self) -> tuple[Counts, dict[int, Counts]]:
        """The totals of all processes, those that are gone included; the gauges of each by pid."""
        reading = self.read()
        if self._folder is None:
            return reading.totals, {os.getpid(): reading.gauges}
        write(self._folder, reading)
        return read_all(self._folder)


def _add_durations(totals: Counts, route: str, durations: Durations) -> None:
    totals["request_seconds", route] = durations.seconds
    for number, count in enumerate(durations.classes):
        totals["request_class", route, str(number)] = count
