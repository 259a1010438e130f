"""The same on PostgreSQL, where that is cheap: the load, an uncached page, questions of words."""

from collections.abc import Iterator
from contextlib import ExitStack

from bench.baselines import Answers
from bench.benchmarks.copying import load_rows
from bench.benchmarks.searching import search_rows
from bench.environment import Workshop
from bench.paired_ratio import Side, compare
from bench.postgres import new_database, postgres
from bench.questions import PAGE, answers_by_query, varied_pages
from bench.servers import service, serving, uvicorn
from bench.table import Row

_VARIED = 256


def measure(shop: Workshop) -> Iterator[Row]:
    """The lines."""
    with ExitStack() as stack:
        with shop.cores.released():
            server = stack.enter_context(postgres())
        url = stack.enter_context(new_database(server))
        yield from load_rows(shop, server, url)
        with serving(service(url, cache_mb=0), shop.cores) as ours:
            questions = varied_pages(ours, _VARIED)
            answers = Answers(answers_by_query(questions)).keep(shop.folder / "varied.answers")
            with serving(uvicorn("framework", answers), shop.cores) as framework:
                pairing = compare(Side(ours, questions), Side(framework, questions), shop.rounds)
            yield Row(
                f"uncached filtered page of {PAGE} on PostgreSQL / FastAPI route, same bytes",
                pairing.by_rate,
                note=f"requests per second, since the processor time of PostgreSQL is not seen: "
                f"{pairing.seen}",
            )
            yield from search_rows(ours, shop.facts, ", on PostgreSQL")
