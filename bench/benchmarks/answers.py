"""Pages of facts over HTTP: from the cache, without it, at a million and at a thousand, deep."""

from collections.abc import Iterator
from urllib.parse import quote

from bench.baselines import Answers
from bench.benchmarks.inside import deep_cursor
from bench.environment import THOUSAND, Workshop
from bench.load_generator import Params
from bench.paired_ratio import Side, compare
from bench.questions import PAGE, answers_by_query, read_again, varied_pages
from bench.servers import Server, fetch, response_headers, service, serving, uvicorn
from bench.table import Row

_VARIED = 256
_HOT = f"/v1/facts?type=visit&limit={PAGE}"


def measure(shop: Workshop) -> Iterator[Row]:
    """The lines."""
    url = shop.database(shop.facts)
    with serving(service(url), shop.cores) as ours:
        yield from _cached(shop, ours)
    with serving(service(url, cache_mb=0), shop.cores) as ours:
        yield _uncached(shop, ours)
        yield _growth(shop, ours)
        yield _deep(shop, ours, url)


def _cached(shop: Workshop, ours: Server) -> Iterator[Row]:
    """Against the same body alone, against the same headers too, and against a 304."""
    status, body = fetch(ours, _HOT)
    question = Params(_HOT, body, status)
    bodies, headers = answers_by_query([question]), response_headers(ours, _HOT)
    for what, sent in (("same body", None), ("same body and headers", headers)):
        answers = Answers(bodies, sent).keep(shop.folder / "hot.answers")
        with serving(uvicorn("bare", answers), shop.cores) as bare:
            pairing = compare(Side(ours, [question]), Side(bare, [question]), shop.rounds)
        yield Row(
            f"cached answer / bare ASGI app, {what}",
            pairing.ratio,
            at_least=0.9,
            note=pairing.note,
        )
    unchanged = Params(_HOT, None, 304, f"If-None-Match: {headers['etag']}\r\n")
    sent = response_headers(ours, _HOT, if_none_match=headers["etag"])
    answers = Answers(bodies, sent).keep(shop.folder / "hot.answers")
    with serving(uvicorn("bare_not_modified", answers), shop.cores) as bare:
        pairing = compare(Side(ours, [unchanged]), Side(bare, [unchanged]), shop.rounds)
    yield Row(
        "304 / bare ASGI app that answers 304, same headers", pairing.ratio, note=pairing.note
    )


def _uncached(shop: Workshop, ours: Server) -> Row:
    questions = varied_pages(ours, _VARIED)
    answers = Answers(answers_by_query(questions)).keep(shop.folder / "varied.answers")
    with serving(uvicorn("framework", answers), shop.cores) as framework:
        pairing = compare(Side(ours, questions), Side(framework, questions), shop.rounds)
    return Row(
        f"uncached filtered page of {PAGE} with exact total, {len(questions)} varied queries "
        "/ FastAPI route with the same parameters, same bytes",
        pairing.ratio,
        at_least=0.8,
        note=pairing.note,
    )


def _growth(shop: Workshop, ours: Server) -> Row:
    with serving(service(shop.database(THOUSAND), cache_mb=0), shop.cores) as small:
        at_few = varied_pages(small, _VARIED // 4)
        at_many = read_again(ours, at_few)
        same = {question.path for question in at_many}
        at_few = [question for question in at_few if question.path in same]
        pairing = compare(Side(ours, at_many), Side(small, at_few), shop.rounds)
    return Row(
        f"the same at {shop.facts:,} / at {THOUSAND:,} facts, time per request",
        1 / pairing.ratio,
        unit="x",
        at_most=1.5,
        note=f"{len(at_many)} queries with a full page in both; {pairing.note}",
    )


def _deep(shop: Workshop, ours: Server, url: str) -> Row:
    row = shop.facts // 2
    first = f"/v1/facts?limit={PAGE}"
    deep = f"{first}&cursor={quote(deep_cursor(url, row))}"
    pairing = compare(
        Side(ours, [Params(deep, fetch(ours, deep)[1])]),
        Side(ours, [Params(first, fetch(ours, first)[1])]),
        shop.rounds,
    )
    return Row(
        f"deep page (row {row:,}) / first page, time per request",
        1 / pairing.ratio,
        unit="x",
        at_most=1.2,
        note=pairing.note,
    )
