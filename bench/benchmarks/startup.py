"""The time from the start of a process to its first response, and the memory of a worker."""

import time
from collections.abc import Iterator
from statistics import median

from bench.environment import FEW, Environment
from bench.load_generator import send_requests
from bench.machine import Memory
from bench.requests import varied_pages
from bench.servers import service, serving, start, wait_for_answer
from bench.table import Row

_STARTS = 7
_VARIED = 256
_SECONDS = 3.0


def measure(env: Environment) -> Iterator[Row]:
    """Yield the row of starting, then that of memory."""
    yield _start(env)
    yield _memory(env)


def _start(env: Environment) -> Row:
    many, few = env.database(env.facts), env.database(FEW)
    (
        _time_first_response(env, many),
        _time_first_response(env, few),
    )  # compiled, and in the system's cache
    pairs = [
        (_time_first_response(env, many), _time_first_response(env, few)) for _ in range(_STARTS)
    ]
    return Row(
        f"process start to first answer at {env.facts:,} / at {FEW} facts",
        median(at_many / at_few for at_many, at_few in pairs),
        unit="x",
        at_most=1.3,
        note=f"{median(at_many for at_many, _ in pairs):.2f} against "
        f"{median(at_few for _, at_few in pairs):.2f} s, "
        f"medians of {_STARTS} fresh processes each, in turn",
    )


def _time_first_response(env: Environment, url: str) -> float:
    command = service(url)
    began = time.perf_counter()
    with start(command, env.cores) as server:
        wait_for_answer(server, command.probe)
        return time.perf_counter() - began


def _memory(env: Environment) -> Row:
    with serving(service(env.database(env.facts)), env.cores) as server:
        first = Memory.of(server.pid)
        requests = varied_pages(server, _VARIED)
        responses = send_requests(server.port, requests, _SECONDS).responses
        after = Memory.of(server.pid)
    return Row(
        f"memory of a worker at {env.facts:,} facts",
        after.private,
        unit=" MiB",
        note=f"after its start {first}; after {responses:,} varied requests {after}",
    )
