"""The counters of one process: plain numbers, since a response may take a few microseconds."""

import os
from bisect import bisect_left
from collections.abc import Callable

from policyfacts.metrics.multiprocess import MetricsFile, read_all
from policyfacts.metrics.sample import BOUNDS, Counts, MetricsSample


class Durations:
    """The histogram of one route: requests by bucket of their duration, and the sum in seconds."""

    __slots__ = ("buckets", "seconds")

    def __init__(self) -> None:
        self.buckets = [0] * (len(BOUNDS) + 1)
        self.seconds = 0.0


class Series:
    """The requests of one method, route and status."""

    __slots__ = ("count", "durations", "method", "route", "status")

    def __init__(self, method: str, route: str, status: int, durations: Durations) -> None:
        self.method, self.route, self.status = method, route, status
        self.durations = durations
        self.count = 0

    def observe(self, seconds: float) -> None:
        """Count a request that took so many seconds."""
        self.count += 1
        self.durations.seconds += seconds
        self.durations.buckets[bisect_left(BOUNDS, seconds)] += 1


class Meter:
    """The metrics of one application, published in `folder` where several processes serve.

    Only the event loop's thread counts requests; `sources` are called to add what others count.
    """

    def __init__(self, folder: str | None = None) -> None:
        self.in_flight = 0
        self.sources: list[Callable[[MetricsSample], None]] = []
        self._folder = folder
        self._file = None if folder is None else MetricsFile(folder)
        self._series: dict[tuple[str, str, int], Series] = {}
        self._durations: dict[str, Durations] = {}
        self._published: MetricsSample | None = None

    def series(self, method: str, route: str, status: int) -> Series:
        """Return the series of these labels; keep it to count in a fraction of a microsecond."""
        key = (method, route, status)
        series = self._series.get(key)
        if series is None:
            durations = self._durations.setdefault(route, Durations())
            series = self._series[key] = Series(method, route, status, durations)
        return series

    def read(self) -> MetricsSample:
        """Return the metrics of this process."""
        sample = MetricsSample()
        for (method, route, status), series in list(self._series.items()):
            sample.totals["requests", method, route, str(status)] = series.count
        for route, durations in list(self._durations.items()):
            _add_durations(sample.totals, route, durations)
        sample.gauges["requests_in_flight",] = self.in_flight
        for source in self.sources:
            source(sample)
        return sample

    def publish(self) -> None:
        """Write the metrics for the other processes to read, if they changed or went."""
        sample = self.read()
        if self._file is not None and (sample != self._published or not self._file.exists()):
            self._published = sample if self._file.write(sample) else None

    def read_all(self) -> tuple[Counts, dict[int, Counts]]:
        """Return the totals of all processes, dead ones included, and the gauges of each by pid."""
        sample = self.read()
        if self._folder is None or self._file is None:
            return sample.totals, {os.getpid(): sample.gauges}
        self._file.write(sample)
        return read_all(self._folder, sample)


def _add_durations(totals: Counts, route: str, durations: Durations) -> None:
    totals["request_seconds", route] = durations.seconds
    for number, count in enumerate(durations.buckets):
        totals["request_bucket", route, str(number)] = count
