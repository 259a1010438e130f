"""Questions of words: how long one waits, by how many facts hold the word."""

import json
import time
from collections.abc import Iterator, Sequence
from statistics import median

from bench.corpus.words import RANKED
from bench.environment import Workshop
from bench.questions import PAGE
from bench.servers import Server, fetch, service, serving
from bench.table import Row

_RARE_SHARE = 0.02
_ASKED = 5


def measure(shop: Workshop) -> Iterator[Row]:
    """The lines; each word is asked for five times, and the middle one counts."""
    with serving(service(shop.database(shop.facts), cache_mb=0), shop.cores) as server:
        yield from search_rows(server, shop.facts, "")


def search_rows(server: Server, facts: int, where: str) -> Iterator[Row]:
    """The lines for one service; `where` says which in their names."""
    by_share = [(_total(server, word) / facts, word) for word in _words()]
    rare = [word for share, word in by_share if 0 < share <= _RARE_SHARE]
    common = [word for share, word in by_share if share > _RARE_SHARE]
    shares = {word: share for share, word in by_share}
    yield _row(
        server, f"q= with a word in up to 2 % of {facts:,} facts, ranked{where}", rare, shares
    )
    yield _row(server, f"q= with a word in more than 2 %{where}", common, shares)


def _row(server: Server, what: str, words: Sequence[str], shares: dict[str, float]) -> Row:
    taken = {word: _milliseconds(server, word) for word in words}
    worst = max(taken, key=lambda word: taken[word])
    return Row(
        f"{what}, worst of {len(words)} words",
        taken[worst],
        unit=" ms",
        at_most=50,
        note=f"median {median(taken.values()):.1f} ms; the worst stands in {shares[worst]:.2%}",
    )


def _words() -> Iterator[str]:
    """The commonest words one by one, and rarer ones at growing distances."""
    rank = 0
    while rank < len(RANKED):
        yield RANKED[rank]
        rank += 1 + rank // 10


def _total(server: Server, word: str) -> int:
    total: int = json.loads(fetch(server, f"/v1/facts?q={word}&limit=0")[1])["page"]["total"]
    return total


def _milliseconds(server: Server, word: str) -> float:
    return median(_ask(server, word) for _ in range(_ASKED))


def _ask(server: Server, word: str) -> float:
    began = time.perf_counter()
    status, _ = fetch(server, f"/v1/facts?q={word}&sort=relevance&limit={PAGE}")
    if status != 200:
        raise RuntimeError(f"q={word} answers {status}")
    return (time.perf_counter() - began) * 1e3
