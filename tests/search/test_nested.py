"""Queries as bodies, whose clauses are joined by all, any and not."""

import re
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from policyfacts.analyser import analyse
from policyfacts.schemas.params.search import MAX_CLAUSES
from tests.oracle import DIMENSIONS, count_facets, find_ids
from tests.search.answered_queries import answered_searches
from tests.search.requests import GENERATED, read, url_of
from tests.search.strategies import Params, as_body, count_clauses, queries, searches
from tests.search.world import World

NESTED = settings(GENERATED, max_examples=150)
ANSWERED = settings(GENERATED, max_examples=80)
FEW = settings(GENERATED, max_examples=40)
PATH = "/v1/facts/search"


@pytest.mark.no_cov
def test_nested_queries_find_what_the_oracle_finds(client: TestClient, world: World) -> None:
    @world.some(NESTED)
    @given(search=st.integers(1, 4).flatmap(lambda depth: searches(world, depth)))
    def check(search: Params) -> None:
        assume(count_clauses(search) <= MAX_CLAUSES)
        expected = find_ids(search, world.facts, world.reference)
        body = post(client, {**as_body(search), "limit": 500})
        assert [fact["id"] for fact in body["items"]] == expected
        assert body["page"]["total"] == len(expected)

    check()


@pytest.mark.no_cov
def test_nested_query_made_from_a_fact_finds_it(client: TestClient, world: World) -> None:
    @world.some(ANSWERED)
    @given(answered_search=answered_searches(world))
    def check(answered_search: tuple[str, Params]) -> None:
        fact, search = answered_search
        expected = find_ids(search, world.facts, world.reference)
        assert fact in expected
        body = post(client, {**as_body(search), "limit": 500})
        assert [fact_["id"] for fact_ in body["items"]] == expected

    check()


@pytest.mark.no_cov
def test_parsed_query_in_the_answer_finds_the_same(client: TestClient, world: World) -> None:
    @world.some(FEW)
    @given(search=searches(world, 2))
    def check(search: Params) -> None:
        first = post(client, {**as_body(search), "limit": 5})
        again = post(client, {**first["meta"]["query"], "limit": 5})
        assert again["items"] == first["items"]
        assert again["page"] == first["page"]
        assert again["meta"]["query"] == first["meta"]["query"]

    check()


@pytest.mark.no_cov
def test_flat_body_is_answered_like_the_same_query_string(client: TestClient, world: World) -> None:
    @world.some(FEW)
    @given(params=queries(world), limit=st.integers(0, 9))
    def check(params: Params, limit: int) -> None:
        more = {"limit": limit, "facet": ["topic", "country"]}
        by_url = read(client, url_of("/v1/facts", {**params, **more}))
        by_body = post(client, {**as_body(params), **more})
        for facet in by_url["facets"].values():
            for value in facet:
                value["toggle_url"] = None
        for body in (by_url, by_body):
            body["page"]["next"] = body["page"]["next"] is not None
        assert by_body == by_url

    check()


@pytest.mark.no_cov
def test_pages_of_a_search_have_every_fact_once(client: TestClient, world: World) -> None:
    @world.some(FEW)
    @given(search=searches(world, 2), parts=st.integers(1, 6))
    def check(search: Params, parts: int) -> None:
        expected = find_ids(search, world.facts, world.reference)
        request_body = {**as_body(search), "limit": len(expected) // parts + 1}
        body = post(client, request_body)
        items = list(body["items"])
        while body["page"]["next"]:
            body = post(client, request_body, body["page"]["next"])
            items += body["items"]
        assert [fact["id"] for fact in items] == expected

    check()


@pytest.mark.no_cov
def test_facets_of_a_search_ignore_only_the_filter_of_their_own_name(
    client: TestClient, world: World
) -> None:
    @world.some(FEW)
    @given(search=searches(world, 2))
    def check(search: Params) -> None:
        facets = post(client, {**as_body(search), "facet": [*DIMENSIONS], "limit": 0})["facets"]
        counts = count_facets(search, DIMENSIONS, world.facts, world.reference)
        for name in DIMENSIONS:
            counts_shown = {
                value["value"]: value["count"] for value in facets[name] if value["count"]
            }
            assert counts_shown == counts[name], name
            selected = {value["value"] for value in facets[name] if value["selected"]}
            assert selected == set(search.get(name, [])), name

    check()


def test_facet_ignores_only_the_top_level_filter(client: TestClient) -> None:
    narrow = {"all": [{"topic": ["visas"]}], "facet": ["topic"], "limit": 0}
    narrowed = post(client, {**narrow, "country": ["TR", "KZ", "RU"]})
    assert narrowed["page"]["total"] > 0
    assert max(value["count"] for value in narrowed["facets"]["topic"]) == narrowed["page"]["total"]
    ignored = post(client, {"topic": ["visas"], "facet": ["topic"], "limit": 0})
    assert max(value["count"] for value in ignored["facets"]["topic"]) > ignored["page"]["total"]


@pytest.mark.parametrize(
    ("search", "expected_terms"),
    [
        ({"q": "visa"}, {"visa"}),
        ({"any": [{"q": "visa"}, {"country": ["TR"]}]}, {"visa"}),
        ({"all": [{"any": [{"q": "visa"}, {"q": "trade"}]}]}, {"visa", "trade"}),
        ({"q": "agreement", "not": {"q": "visa"}}, {"agreement"}),
        ({"q": "agreement", "all": [{"not": {"any": [{"q": "visa"}]}}]}, {"agreement"}),
        ({"q": "agreement", "not": {"q": "visa", "country": ["RU"]}}, {"agreement"}),
        ({"country": ["TR"], "not": {"q": "visa"}}, set()),
    ],
)
def test_hits_of_nested_texts_are_highlighted(
    client: TestClient, search: Params, expected_terms: set[str]
) -> None:
    items = post(client, {**search, "limit": 500})["items"]
    assert items
    html = " ".join(match["html"] for fact in items for match in fact.get("match") or [])
    marked = " ".join(re.findall("<mark>(.*?)</mark>", html))
    assert {word.term for word in analyse(marked)} == expected_terms


def test_cursor_of_another_search_is_refused(client: TestClient) -> None:
    next_url = post(client, {"any": [{"country": ["TR", "KZ"]}], "limit": 3})["page"]["next"]
    response = client.post(next_url, json={"any": [{"country": ["TR", "RU"]}], "limit": 3})
    assert (response.status_code, response.json()["code"]) == (400, "bad_cursor")


def post(client: TestClient, body: Any, url: str = PATH) -> Any:
    """Return the JSON body of a successful search."""
    response = client.post(url, json=body)
    assert response.status_code == 200, f"{body}: {response.text[:500]}"
    return response.json()
