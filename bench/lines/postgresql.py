"""The same on PostgreSQL, where that is cheap: the load, an uncached page, questions of words."""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg

from bench.fixed import Answers
from bench.lines.loading import TABLES, time_load
from bench.lines.searching import search_rows
from bench.pairs import Side, compare
from bench.postgres import new_database, plain, postgres
from bench.questions import PAGE, answers_by_query, varied_pages
from bench.servers import service, serving, uvicorn
from bench.table import Row
from bench.workshop import Workshop
from policyfacts.database import SCHEMA

_VARIED = 256
_BLOCK = 1 << 20


def measure(shop: Workshop) -> Iterator[Row]:
    """The lines."""
    with ExitStack() as stack:
        with shop.cores.released():
            server = stack.enter_context(postgres())
        url = stack.enter_context(new_database(server))
        yield _load(shop, server, url)
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


def _load(shop: Workshop, server: str, url: str) -> Row:
    shop.run(url, "migrate")
    load = time_load(shop, url)
    files = _read(shop, url)
    with new_database(server) as other:
        shop.run(other, "migrate")
        raw = _copy(other, files)
    for file in files.values():
        file.unlink()
    return Row(
        f"load of {shop.facts:,} facts into PostgreSQL, validation included "
        "/ raw COPY of the same rows",
        raw / load.seconds,
        note=f"{load.seconds:.1f} s ({load.cpu:.1f} s of processor time, that of PostgreSQL not "
        f"counted, at most {load.memory:,.0f} MiB) against {raw:.1f} s",
    )


def _read(shop: Workshop, url: str) -> dict[str, Path]:
    """Every row in the text format of COPY."""
    files = {}
    with psycopg.connect(plain(url)) as connection, connection.cursor() as cursor:
        for table in TABLES:
            files[table] = shop.folder / f"{table}.copy"
            with (
                files[table].open("wb") as file,
                cursor.copy(f"COPY {SCHEMA}.{table} TO STDOUT") as copy,
            ):
                for block in copy:
                    file.write(block)
    return files


def _copy(url: str, files: dict[str, Path]) -> float:
    """Seconds for writing the rows in one transaction, keys and indexes included."""
    began = time.perf_counter()
    with psycopg.connect(plain(url)) as connection, connection.cursor() as cursor:
        for table, path in files.items():
            with (
                path.open("rb") as file,
                cursor.copy(f"COPY {SCHEMA}.{table} FROM STDIN") as copy,
            ):
                while block := file.read(_BLOCK):
                    copy.write(block)
    return time.perf_counter() - began
