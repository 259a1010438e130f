"""Facets, measured in process; and the cursor of a page far down."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from random import Random
from statistics import median

from bench.environment import Environment
from bench.requests import Filters, draw_filters, sample_facts
from bench.servers import service, serving
from bench.table import Row
from policyfacts.database import Database
from policyfacts.schemas.params.formats import FactListParams
from policyfacts.search.parse.query import parse_query
from policyfacts.search.results.facets import count_facets
from policyfacts.search.results.paging import make_cursor
from policyfacts.search.snapshot import ReadSession, SnapshotKeeper
from policyfacts.settings import Settings
from policyfacts.vocabulary import Dimension

_VARIED = 200
_WARM_UP = 50


def measure(env: Environment) -> Iterator[Row]:
    """Yield the row of facets: each filter is counted once, so that no cache helps."""
    url = env.database(env.facts)
    with serving(service(url), env.cores) as server:
        drawn = draw_filters(sample_facts(server), Random(2))
    filters = list(islice(drawn, _WARM_UP + _VARIED))
    with _read_session(url) as session:
        timings = [_time_facets(session, parameters) for parameters in filters][_WARM_UP:]
    cpu = sorted(milliseconds for milliseconds, _ in timings)
    wall = max(milliseconds for _, milliseconds in timings)
    yield Row(
        f"all {len(Dimension)} facets of one request at {env.facts:,}, in process, "
        f"worst of {_VARIED} varied filters",
        cpu[-1],
        unit=" ms",
        at_most=5,
        note=f"processor time; median {median(cpu):.2f} ms, 95 % within "
        f"{cpu[len(cpu) * 95 // 100]:.2f} ms; worst by the clock {wall:.2f} ms",
    )


def deep_cursor(url: str, row: int) -> str:
    """Return the cursor of the page that begins after so many facts of all."""
    with _read_session(url) as session:
        return make_cursor(session, {}, row)


def _time_facets(session: ReadSession, filters: Filters) -> tuple[float, float]:
    """Return the milliseconds from validated parameters to all facets: processor time, elapsed."""
    params = FactListParams.model_validate({**filters, "facet": list(Dimension), "limit": 0})
    began, cpu = time.perf_counter(), time.thread_time()
    query = parse_query(params, session.snapshot.registry)
    count_facets(session, query, params.facet)
    return (time.thread_time() - cpu) * 1e3, (time.perf_counter() - began) * 1e3


@contextmanager
def _read_session(url: str) -> Iterator[ReadSession]:
    database = Database(Settings(database_url=url))
    try:
        with database.read_transaction() as connection:
            yield SnapshotKeeper().open_session(connection)
    finally:
        database.dispose()
