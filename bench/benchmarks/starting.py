"""From the start of a process to its first answer, and the memory of a worker."""

import time
from collections.abc import Iterator
from statistics import median

from bench.environment import FEW, Workshop
from bench.load_generator import ask
from bench.machine import Memory
from bench.questions import varied_pages
from bench.servers import service, serving, start, wait_for_answer
from bench.table import Row

_STARTS = 7
_VARIED = 256
_SECONDS = 3.0


def measure(shop: Workshop) -> Iterator[Row]:
    """The lines: of starting, then of memory."""
    yield _start(shop)
    yield _memory(shop)


def _start(shop: Workshop) -> Row:
    many, few = shop.database(shop.facts), shop.database(FEW)
    _first_answer(shop, many), _first_answer(shop, few)  # compiled, and in the system's cache
    pairs = [(_first_answer(shop, many), _first_answer(shop, few)) for _ in range(_STARTS)]
    return Row(
        f"process start to first answer at {shop.facts:,} / at {FEW} facts",
        median(at_many / at_few for at_many, at_few in pairs),
        unit="x",
        at_most=1.3,
        note=f"{median(it for it, _ in pairs):.2f} against {median(it for _, it in pairs):.2f} s, "
        f"medians of {_STARTS} fresh processes each, in turn",
    )


def _first_answer(shop: Workshop, url: str) -> float:
    command = service(url)
    began = time.perf_counter()
    with start(command, shop.cores) as server:
        wait_for_answer(server, command.probe)
        return time.perf_counter() - began


def _memory(shop: Workshop) -> Row:
    with serving(service(shop.database(shop.facts)), shop.cores) as server:
        first = Memory.of(server.pid)
        questions = varied_pages(server, _VARIED)
        answers = ask(server.port, questions, _SECONDS).answers
        after = Memory.of(server.pid)
    return Row(
        f"memory of a worker at {shop.facts:,} facts",
        after.private,
        unit=" MiB",
        note=f"after its start {first}; after {answers:,} varied requests {after}",
    )
