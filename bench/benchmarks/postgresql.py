"""PostgreSQL: the load, an uncached page and full-text search."""

from collections.abc import Iterator
from contextlib import ExitStack

from bench.baselines import PreparedResponses
from bench.benchmarks.postgres_copy import load_rows
from bench.benchmarks.search import search_rows
from bench.environment import Environment
from bench.paired_ratio import Side, compare
from bench.postgres import new_database, postgres
from bench.requests import PAGE, bodies_by_query, varied_pages
from bench.servers import service, serving, uvicorn
from bench.table import Row

_VARIED = 256


def measure(env: Environment) -> Iterator[Row]:
    """Yield the rows."""
    with ExitStack() as stack:
        with env.cores.released():
            server = stack.enter_context(postgres())
        url = stack.enter_context(new_database(server))
        yield from load_rows(env, server, url)
        with serving(service(url, cache_mb=0), env.cores) as ours:
            requests = varied_pages(ours, _VARIED)
            file = PreparedResponses(bodies_by_query(requests)).write(env.folder / "varied.answers")
            with serving(uvicorn("framework", file), env.cores) as framework:
                comparison = compare(Side(ours, requests), Side(framework, requests), env.rounds)
            yield Row(
                f"uncached filtered page of {PAGE} on PostgreSQL / FastAPI route, same bytes",
                comparison.by_rate,
                note=f"requests per second, since the processor time of PostgreSQL is not seen: "
                f"{comparison.measurements}",
            )
            yield from search_rows(ours, env.facts, ", on PostgreSQL")
