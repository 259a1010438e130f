"""Questions to measure with: filters as people combine them, drawn from facts that there are."""

import json
from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Any
from urllib.parse import urlencode

from bench.corpus.drawing import pick
from bench.load_generator import Params
from bench.servers import Server, fetch

PAGE = 20
_REGIONS = ("africa", "europe", "asia", "americas", "baltic-states", "western-asia", "caribbean")
_SAMPLED = 500
_MOST_TRIES = 4_000

Filters = dict[str, str]


def draw_filters(facts: Sequence[Mapping[str, Any]], random: Random) -> Iterator[Filters]:
    """Different filters without end: up to four of what stands in one fact, now and then a not."""
    seen = set()
    while True:
        offered = list(_offered(pick(facts, random), random))
        chosen = dict(pick(offered, random) for _ in range(1 + int(random.random() * 4)))
        if random.random() < 0.15:
            chosen["country_not"] = pick(_countries(pick(facts, random)), random)
        key = tuple(sorted(chosen.items()))
        if key not in seen:
            seen.add(key)
            yield chosen


def _offered(fact: Mapping[str, Any], random: Random) -> Iterator[tuple[str, str]]:
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
    """Facts picked by chance out of all that a service holds."""
    _, body = fetch(server, f"/v1/facts?sample={_SAMPLED}&seed=1")
    items: list[Any] = json.loads(body)["items"]
    return items


def varied_pages(server: Server, count: int, seed: int = 1) -> list[Params]:
    """Questions that no other one equals, with their answers: each a full page of 20."""
    facts = sample_facts(server)
    found: list[Params] = []
    for filters, _ in zip(draw_filters(facts, Random(seed)), range(_MOST_TRIES), strict=False):
        path = f"/v1/facts?{urlencode({**filters, 'limit': PAGE})}"
        status, body = fetch(server, path)
        if status == 200 and json.loads(body)["page"]["count"] == PAGE:
            found.append(Params(path, body))
        if len(found) == count:
            return found
    raise RuntimeError(f"only {len(found)} of {_MOST_TRIES} questions have a full page")


def answers_by_query(questions: Sequence[Params]) -> dict[bytes, bytes]:
    """What `bench.baselines` gives out: the same bytes for the same questions."""
    return {it.path.partition("?")[2].encode(): it.body or b"" for it in questions}


def read_again(server: Server, questions: Sequence[Params]) -> list[Params]:
    """The same questions with another service's answers; only those that are full pages there."""
    found = []
    for question in questions:
        status, body = fetch(server, question.path)
        if status == 200 and json.loads(body)["page"]["count"] == PAGE:
            found.append(Params(question.path, body))
    return found
