"""Requests to measure with: filters as people combine them, drawn from facts in the database."""

import json
from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Any
from urllib.parse import urlencode

from bench.corpus.sampling import pick
from bench.load_generator import Request
from bench.servers import Server, fetch

PAGE = 20
_REGIONS = ("africa", "europe", "asia", "americas", "baltic-states", "western-asia", "caribbean")
_SAMPLE_SIZE = 500
_MAX_TRIES = 4_000

Filters = dict[str, str]


def draw_filters(facts: Sequence[Mapping[str, Any]], random: Random) -> Iterator[Filters]:
    """Yield different filters without end: up to four values of one fact, now and then a not."""
    drawn = set()
    while True:
        candidates = list(_candidates(pick(facts, random), random))
        filters = dict(pick(candidates, random) for _ in range(1 + int(random.random() * 4)))
        if random.random() < 0.15:
            filters["country_not"] = pick(_countries(pick(facts, random)), random)
        key = tuple(sorted(filters.items()))
        if key not in drawn:
            drawn.add(key)
            yield filters


def _candidates(fact: Mapping[str, Any], random: Random) -> Iterator[tuple[str, str]]:
    year = int(fact["date"]["start"][:4])
    yield "country", pick(_countries(fact), random)
    yield "topic", pick(fact["topics"], random)["id"]
    yield "year", str(year)
    yield "year_from", str(year - int(random.random() * 8))
    yield "type", fact["type"]
    yield "kind", fact["kind"]
    yield "status", fact["status"]
    yield "region", pick(_REGIONS, random)
    yield "review", fact["review"]
    yield "section", fact["evidence"][0]["section"]
    yield (
        "party",
        f"{fact['countries'][0]['id']}:{fact['countries'][0]['role']}"
        if fact["countries"]
        else "BY",
    )
    for organization in fact["organizations"][:1]:
        yield "organization", organization["id"]
    if fact["level"]:
        yield "level", fact["level"]


def _countries(fact: Mapping[str, Any]) -> Sequence[str]:
    return [country["id"] for country in fact["countries"]] or ["BY"]


def sample_facts(server: Server) -> list[Any]:
    """Fetch a random sample of the facts of a service."""
    _, body = fetch(server, f"/v1/facts?sample={_SAMPLE_SIZE}&seed=1")
    items: list[Any] = json.loads(body)["items"]
    return items


def varied_pages(server: Server, count: int, seed: int = 1) -> list[Request]:
    """Make different requests whose responses are full pages; RuntimeError where too few are."""
    facts = sample_facts(server)
    pages: list[Request] = []
    for filters, _ in zip(draw_filters(facts, Random(seed)), range(_MAX_TRIES), strict=False):
        path = f"/v1/facts?{urlencode({**filters, 'limit': PAGE})}"
        status, body = fetch(server, path)
        if status == 200 and json.loads(body)["page"]["count"] == PAGE:
            pages.append(Request(path, body))
        if len(pages) == count:
            return pages
    raise RuntimeError(f"only {len(pages)} of {_MAX_TRIES} questions have a full page")


def bodies_by_query(requests: Sequence[Request]) -> dict[bytes, bytes]:
    """Return the response bodies by query string, for the servers of `bench.baselines`."""
    return {request.path.partition("?")[2].encode(): request.body or b"" for request in requests}


def with_responses_of(server: Server, requests: Sequence[Request]) -> list[Request]:
    """Return the requests with the responses of another service, where those are full pages."""
    pages = []
    for request in requests:
        status, body = fetch(server, request.path)
        if status == 200 and json.loads(body)["page"]["count"] == PAGE:
            pages.append(Request(request.path, body))
    return pages
