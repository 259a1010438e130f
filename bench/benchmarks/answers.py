"""Pages of facts over HTTP: from the cache, without it, at a million and at a thousand, deep."""

from collections.abc import Iterator
from urllib.parse import quote

from bench.baselines import PreparedResponses
from bench.benchmarks.in_process import deep_cursor
from bench.environment import THOUSAND, Environment
from bench.load_generator import Request
from bench.paired_ratio import Side, compare
from bench.requests import PAGE, bodies_by_query, varied_pages, with_responses_of
from bench.servers import Server, fetch, response_headers, service, serving, uvicorn
from bench.table import Row

_VARIED = 256
_HOT = f"/v1/facts?type=visit&limit={PAGE}"


def measure(env: Environment) -> Iterator[Row]:
    """Yield the rows."""
    url = env.database(env.facts)
    with serving(service(url), env.cores) as ours:
        yield from _cached(env, ours)
    with serving(service(url, cache_mb=0), env.cores) as ours:
        yield _uncached(env, ours)
        yield _growth(env, ours)
        yield _deep(env, ours, url)


def _cached(env: Environment, ours: Server) -> Iterator[Row]:
    """Compare with the same body alone, with the same headers too, and with a 304."""
    status, body = fetch(ours, _HOT)
    request = Request(_HOT, body, status)
    bodies, headers = bodies_by_query([request]), response_headers(ours, _HOT)
    for what, sent in (("same body", None), ("same body and headers", headers)):
        file = PreparedResponses(bodies, sent).write(env.folder / "hot.answers")
        with serving(uvicorn("bare", file), env.cores) as bare:
            comparison = compare(Side(ours, [request]), Side(bare, [request]), env.rounds)
        yield Row(
            f"cached answer / bare ASGI app, {what}",
            comparison.ratio,
            at_least=0.9,
            note=comparison.note,
        )
    unchanged = Request(_HOT, None, 304, f"If-None-Match: {headers['etag']}\r\n")
    sent = response_headers(ours, _HOT, if_none_match=headers["etag"])
    file = PreparedResponses(bodies, sent).write(env.folder / "hot.answers")
    with serving(uvicorn("bare_not_modified", file), env.cores) as bare:
        comparison = compare(Side(ours, [unchanged]), Side(bare, [unchanged]), env.rounds)
    yield Row(
        "304 / bare ASGI app that answers 304, same headers", comparison.ratio, note=comparison.note
    )


def _uncached(env: Environment, ours: Server) -> Row:
    requests = varied_pages(ours, _VARIED)
    file = PreparedResponses(bodies_by_query(requests)).write(env.folder / "varied.answers")
    with serving(uvicorn("framework", file), env.cores) as framework:
        comparison = compare(Side(ours, requests), Side(framework, requests), env.rounds)
    return Row(
        f"uncached filtered page of {PAGE} with exact total, {len(requests)} varied queries "
        "/ FastAPI route with the same parameters, same bytes",
        comparison.ratio,
        at_least=0.8,
        note=comparison.note,
    )


def _growth(env: Environment, ours: Server) -> Row:
    with serving(service(env.database(THOUSAND), cache_mb=0), env.cores) as small:
        at_few = varied_pages(small, _VARIED // 4)
        at_many = with_responses_of(ours, at_few)
        same = {request.path for request in at_many}
        at_few = [request for request in at_few if request.path in same]
        comparison = compare(Side(ours, at_many), Side(small, at_few), env.rounds)
    return Row(
        f"the same at {env.facts:,} / at {THOUSAND:,} facts, time per request",
        1 / comparison.ratio,
        unit="x",
        at_most=1.5,
        note=f"{len(at_many)} queries with a full page in both; {comparison.note}",
    )


def _deep(env: Environment, ours: Server, url: str) -> Row:
    row = env.facts // 2
    first = f"/v1/facts?limit={PAGE}"
    deep = f"{first}&cursor={quote(deep_cursor(url, row))}"
    comparison = compare(
        Side(ours, [Request(deep, fetch(ours, deep)[1])]),
        Side(ours, [Request(first, fetch(ours, first)[1])]),
        env.rounds,
    )
    return Row(
        f"deep page (row {row:,}) / first page, time per request",
        1 / comparison.ratio,
        unit="x",
        at_most=1.2,
        note=comparison.note,
    )
