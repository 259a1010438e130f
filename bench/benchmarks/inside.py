"""What is measured inside one process: facets, and the cursor of a page far down."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from random import Random
from statistics import median

from bench.environment import Workshop
from bench.questions import Filters, draw_filters, sample_facts
from bench.servers import service, serving
from bench.table import Row
from policyfacts.database import Database
from policyfacts.schemas.params import FactListParams
from policyfacts.search.parse.query import parse_query
from policyfacts.search.results.conditions import matcher_for
from policyfacts.search.results.facets import count_facets
from policyfacts.search.results.paging import give_cursor
from policyfacts.search.snapshot import ReadSession, SnapshotKeeper
from policyfacts.settings import Settings
from policyfacts.vocabulary import Dimension

_VARIED = 200
_WARM_UP = 50


def measure(shop: Workshop) -> Iterator[Row]:
    """The line of facets: each filter is asked for once, so that nothing can be remembered."""
    url = shop.database(shop.facts)
    with serving(service(url), shop.cores) as server:
        drawn = draw_filters(sample_facts(server), Random(2))
    filters = list(islice(drawn, _WARM_UP + _VARIED))
    with _viewing(url) as view:
        taken = [_time_facets(view, it) for it in filters][_WARM_UP:]
    cpu = sorted(milliseconds for milliseconds, _ in taken)
    wall = max(milliseconds for _, milliseconds in taken)
    yield Row(
        f"all {len(Dimension)} facets of one request at {shop.facts:,}, in process, "
        f"worst of {_VARIED} varied filters",
        cpu[-1],
        unit=" ms",
        at_most=5,
        note=f"processor time; median {median(cpu):.2f} ms, 95 % within "
        f"{cpu[len(cpu) * 95 // 100]:.2f} ms; worst by the clock {wall:.2f} ms",
    )


def deep_cursor(url: str, row: int) -> str:
    """The cursor of the page that begins after so many facts of all."""
    with _viewing(url) as view:
        return give_cursor(view, {}, row)


def _time_facets(view: ReadSession, filters: Filters) -> tuple[float, float]:
    """Milliseconds from parameters that are read to all facets: of the processor, of the clock."""
    asked = FactListParams.model_validate({**filters, "facet": list(Dimension), "limit": 0})
    began, cpu = time.perf_counter(), time.thread_time()
    question = parse_query(asked, view.snapshot.registry)
    count_facets(matcher_for(view), question, asked.facet, view.snapshot)
    return (time.thread_time() - cpu) * 1e3, (time.perf_counter() - began) * 1e3


@contextmanager
def _viewing(url: str) -> Iterator[ReadSession]:
    database = Database(Settings(database_url=url))
    try:
        with database.read_transaction() as connection:
            yield SnapshotKeeper().session(connection)
    finally:
        database.dispose()
