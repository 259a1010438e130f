"""What a service counts about itself, and how several processes add that up."""

from policyfacts.metrics.meter import Durations, Meter, Series
from policyfacts.metrics.sample import BOUNDS, Counts, Key, MetricsSample
from policyfacts.metrics.shared import absorb

__all__ = ["BOUNDS", "Counts", "Durations", "Key", "Meter", "MetricsSample", "Series", "absorb"]
