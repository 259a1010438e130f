"""Full-text search: the latency, by how many facts have the word."""

import json
import time
from collections.abc import Iterator, Sequence
from statistics import median

from bench.corpus.words import RANKED
from bench.environment import Environment
from bench.requests import PAGE
from bench.servers import Server, fetch, service, serving
from bench.table import Row

_RARE_SHARE = 0.02
_REPEATS = 5


def measure(env: Environment) -> Iterator[Row]:
    """Yield the rows; each word is searched five times, and the median counts."""
    with serving(service(env.database(env.facts), cache_mb=0), env.cores) as server:
        yield from search_rows(server, env.facts, "")


def search_rows(server: Server, facts: int, where: str) -> Iterator[Row]:
    """Yield the rows of one service; `where` is added to their names."""
    by_share = [(_total(server, word) / facts, word) for word in _words()]
    rare = [word for share, word in by_share if 0 < share <= _RARE_SHARE]
    common = [word for share, word in by_share if share > _RARE_SHARE]
    shares = {word: share for share, word in by_share}
    yield _row(
        server, f"q= with a word in up to 2 % of {facts:,} facts, ranked{where}", rare, shares
    )
    yield _row(server, f"q= with a word in more than 2 %{where}", common, shares)


def _row(server: Server, what: str, words: Sequence[str], shares: dict[str, float]) -> Row:
    latencies = {word: _milliseconds(server, word) for word in words}
    worst = max(latencies, key=lambda word: latencies[word])
    return Row(
        f"{what}, worst of {len(words)} words",
        latencies[worst],
        unit=" ms",
        at_most=50,
        note=f"median {median(latencies.values()):.1f} ms; the worst stands in {shares[worst]:.2%}",
    )


def _words() -> Iterator[str]:
    """Yield the commonest words one by one, and rarer ones at growing distances."""
    rank = 0
    while rank < len(RANKED):
        yield RANKED[rank]
        rank += 1 + rank // 10


def _total(server: Server, word: str) -> int:
    total: int = json.loads(fetch(server, f"/v1/facts?q={word}&limit=0")[1])["page"]["total"]
    return total


def _milliseconds(server: Server, word: str) -> float:
    return median(_time_search(server, word) for _ in range(_REPEATS))


def _time_search(server: Server, word: str) -> float:
    began = time.perf_counter()
    status, _ = fetch(server, f"/v1/facts?q={word}&sort=relevance&limit={PAGE}")
    if status != 200:
        raise RuntimeError(f"q={word} answers {status}")
    return (time.perf_counter() - began) * 1e3
