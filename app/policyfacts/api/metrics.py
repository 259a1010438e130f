"""What the service counts, for Prometheus: `/metrics`."""

from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from itertools import accumulate

from fastapi import APIRouter, Response
from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.registry import Collector

from policyfacts.http.params import CurrentService, EmptyQuery
from policyfacts.metrics import BOUNDS, Counts

router = APIRouter(include_in_schema=False)

# Names, descriptions and labels.
_TOTALS = {
    "requests": ("Requests answered.", ("method", "route", "status")),
    "answer_cache_hits": ("Answers sent from the answer cache, those of 304 included.", ()),
    "answer_cache_misses": ("Answers that the answer cache might have held and did not.", ()),
    "answer_cache_not_modified": ("Answers of 304 from the answer cache.", ()),
    "answer_cache_evictions": ("Answers dropped from the answer cache for want of space.", ()),
    "snapshot_opens": ("Releases read into memory.", ()),
    "snapshot_open_seconds": ("Seconds spent reading releases into memory.", ()),
    "gate_refusals": ("Costly requests refused for want of a place.", ("work",)),
    "database_pool_timeouts": ("Requests that no connection became free for in time.", ()),
}
_GAUGES = {
    "requests_in_flight": ("Requests being answered.", ()),
    "answer_cache_entries": ("Answers in the answer cache.", ()),
    "answer_cache_bytes": ("Bytes of the answers in the answer cache.", ()),
    "gate_places": ("Places for costly requests.", ("work",)),
    "gate_places_in_use": ("Costly requests being worked on.", ("work",)),
    "gate_waiting": ("Costly requests waiting for a place.", ("work",)),
    "gate_sending": ("Long answers being sent.", ("work",)),
    "database_pool_connections": ("Connections that the pool may have open.", ()),
    "database_pool_connections_in_use": ("Connections at work.", ()),
    "release_info": ("The release that is answered from.", ("release",)),
    "release_facts": ("Facts of that release.", ()),
    "release_loaded_timestamp_seconds": ("When that release was loaded.", ()),
}


@router.get("/metrics")
def show_metrics(_: EmptyQuery, service: CurrentService) -> Response:
    """Totals of all processes that serve together, and gauges of each by its process id."""
    registry = CollectorRegistry()
    totals, gauges = service.meter.read_all()
    registry.register(_CountsCollector(totals, gauges))
    return Response(generate_latest(registry), headers={"Content-Type": CONTENT_TYPE_PLAIN_0_0_4})


class _CountsCollector(Collector):
    """Counts as families of metrics."""

    def __init__(self, totals: Counts, gauges: dict[int, Counts]) -> None:
        self.totals, self.gauges = totals, gauges

    def describe(self) -> list[Metric]:
        """Describe nothing: each registry holds no other collector."""
        return []

    def collect(self) -> Iterator[Metric]:
        """Collect all families."""
        for name, (meaning, labels) in _TOTALS.items():
            total = CounterMetricFamily(f"policyfacts_{name}", meaning, labels=labels)
            for key, count in self.totals.items():
                if key[0] == name:
                    total.add_metric(key[1:], count)
            yield total
        yield _durations(self.totals)
        for name, (meaning, labels) in _GAUGES.items():
            gauge = GaugeMetricFamily(f"policyfacts_{name}", meaning, labels=("pid", *labels))
            for pid, counts in self.gauges.items():
                for key, count in counts.items():
                    if key[0] == name:
                        gauge.add_metric((str(pid), *key[1:]), count)
            yield gauge
        yield from _processes(list(self.gauges))


def _durations(totals: Counts) -> Metric:
    classes: dict[str, dict[int, float]] = defaultdict(dict)
    for key, count in totals.items():
        if key[0] == "request_bucket":
            classes[key[1]][int(key[2])] = count
    family = HistogramMetricFamily(
        "policyfacts_request_duration_seconds",
        "Seconds from a request to the end of its answer.",
        labels=("route",),
    )
    bounds = [*map(str, BOUNDS), "+Inf"]
    for route, counts in classes.items():
        upto = accumulate(counts[number] for number in range(len(bounds)))
        buckets = list(zip(bounds, upto, strict=True))
        family.add_metric((route,), buckets, totals["request_seconds", route])
    return family


def _processes(pids: list[int]) -> Iterator[Metric]:
    """Collect CPU, memory and open files of each process, under the names of Prometheus."""
    families: dict[str, Metric] = {}
    for pid in pids:
        for family in ProcessCollector(pid=partial(str, pid), registry=None).collect():
            merged = families.setdefault(
                family.name, Metric(family.name, family.documentation, family.type)
            )
            for sample in family.samples:
                labels = {**sample.labels, "pid": str(pid)}
                merged.add_sample(sample.name, labels, sample.value)
    yield from families.values()
