"""Metrics of the service: counted in each process, and added up over several."""

from policyfacts.metrics.meter import Meter
from policyfacts.metrics.multiprocess import merge_dead_process
from policyfacts.metrics.sample import BOUNDS, Counts, MetricsSample

__all__ = ["BOUNDS", "Counts", "Meter", "MetricsSample", "merge_dead_process"]
