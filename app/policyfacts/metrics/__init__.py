"""Metrics of the service: counted in each process, and added up over several."""

from policyfacts.metrics.meter import Durations, Meter, Series
from policyfacts.metrics.multiprocess import merge_dead_process
from policyfacts.metrics.sample import BOUNDS, Counts, Key, MetricsSample

__all__ = [
    "BOUNDS",
    "Counts",
    "Durations",
    "Key",
    "Meter",
    "MetricsSample",
    "Series",
    "merge_dead_process",
]
