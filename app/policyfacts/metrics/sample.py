"""The metrics of one process at one moment."""

from dataclasses import dataclass, field

# Upper bounds of the buckets that durations are counted in, in seconds; the last bucket has none.
BOUNDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

# The name of a metric, then its labels: ("requests", "GET", "/v1/facts", "200").
Key = tuple[str, ...]
Counts = dict[Key, float]


@dataclass
class MetricsSample:
    """Totals, which only grow and add up over processes; gauges of one process while it lives."""

    totals: Counts = field(default_factory=dict)
    gauges: Counts = field(default_factory=dict)

    def add(self, totals: Counts) -> None:
        """Add the totals of another process."""
        for key, count in totals.items():
            self.totals[key] = self.totals.get(key, 0) + count
