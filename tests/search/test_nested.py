"""Questions as bodies, whose parts are joined by all, any and not."""

import re
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from policyfacts.analyser import analyse
from policyfacts.schemas.params.search import MAX_CLAUSES
from tests.oracle import DIMENSIONS, answer, count_facets
from tests.search.answered_questions import answered_searches
from tests.search.requests import GENERATED, address_of, read
from tests.search.strategies import Params, as_body, number_of_parts, questions, searches
from tests.search.world import World

NESTED = settings(GENERATED, max_examples=150)
ANSWERED = settings(GENERATED, max_examples=80)
FEW = settings(GENERATED, max_examples=40)
PATH = "/v1/facts/search"


@pytest.mark.no_cov
def test_nested_questions_find_what_the_oracle_finds(client: TestClient, world: World) -> None:
    @NESTED
    @given(search=st.integers(1, 4).flatmap(lambda depth: searches(world, depth)))
    def check(search: Params) -> None:
        assume(number_of_parts(search) <= MAX_CLAUSES)
        expected = answer(search, world.facts, world.reference)
        body = post(client, {**as_body(search), "limit": 500})
        assert [fact["id"] for fact in body["items"]] == expected
        assert body["page"]["total"] == len(expected)

    check()


@pytest.mark.no_cov
def test_nested_questions_of_what_a_fact_has_find_it(client: TestClient, world: World) -> None:
    @ANSWERED
    @given(asked=answered_searches(world))
    def check(asked: tuple[str, Params]) -> None:
        fact, search = asked
        expected = answer(search, world.facts, world.reference)
        assert fact in expected
        body = post(client, {**as_body(search), "limit": 500})
        assert [it["id"] for it in body["items"]] == expected

    check()


@pytest.mark.no_cov
def test_the_question_as_it_was_understood_asks_the_same(client: TestClient, world: World) -> None:
    @FEW
    @given(search=searches(world, 2))
    def check(search: Params) -> None:
        first = post(client, {**as_body(search), "limit": 5})
        again = post(client, {**first["meta"]["query"], "limit": 5})
        assert again["items"] == first["items"]
        assert again["page"] == first["page"]
        assert again["meta"]["query"] == first["meta"]["query"]

    check()


@pytest.mark.no_cov
def test_a_flat_body_is_answered_as_the_address_is(client: TestClient, world: World) -> None:
    @FEW
    @given(question=questions(world), limit=st.integers(0, 9))
    def check(question: Params, limit: int) -> None:
        more = {"limit": limit, "facet": ["topic", "country"]}
        by_address = read(client, address_of("/v1/facts", {**question, **more}))
        by_body = post(client, {**as_body(question), **more})
        for facet in by_address["facets"].values():
            for it in facet:
                it["toggle_url"] = None
        for body in (by_address, by_body):
            body["page"]["next"] = body["page"]["next"] is not None
        assert by_body == by_address

    check()


@pytest.mark.no_cov
def test_pages_of_a_search_hold_every_fact_once(client: TestClient, world: World) -> None:
    @FEW
    @given(search=searches(world, 2), parts=st.integers(1, 6))
    def check(search: Params, parts: int) -> None:
        expected = answer(search, world.facts, world.reference)
        asked = {**as_body(search), "limit": len(expected) // parts + 1}
        body = post(client, asked)
        items = list(body["items"])
        while body["page"]["next"]:
            body = post(client, asked, body["page"]["next"])
            items += body["items"]
        assert [fact["id"] for fact in items] == expected

    check()


@pytest.mark.no_cov
def test_facets_of_a_search_ignore_only_the_filter_of_their_own_name(
    client: TestClient, world: World
) -> None:
    @FEW
    @given(search=searches(world, 2))
    def check(search: Params) -> None:
        facets = post(client, {**as_body(search), "facet": [*DIMENSIONS], "limit": 0})["facets"]
        counts = count_facets(search, DIMENSIONS, world.facts, world.reference)
        for name in DIMENSIONS:
            shown = {it["value"]: it["count"] for it in facets[name] if it["count"]}
            assert shown == counts[name], name
            selected = {it["value"] for it in facets[name] if it["selected"]}
            assert selected == set(search.get(name, [])), name

    check()


def test_a_facet_ignores_only_the_filter_at_the_top(client: TestClient) -> None:
    narrow = {"all": [{"topic": ["visas"]}], "facet": ["topic"], "limit": 0}
    kept = post(client, {**narrow, "country": ["TR", "KZ", "RU"]})
    assert kept["page"]["total"] > 0
    assert max(it["count"] for it in kept["facets"]["topic"]) == kept["page"]["total"]
    ignored = post(client, {"topic": ["visas"], "facet": ["topic"], "limit": 0})
    assert max(it["count"] for it in ignored["facets"]["topic"]) > ignored["page"]["total"]


@pytest.mark.parametrize(
    ("search", "marked"),
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
def test_wherever_words_are_asked_for_it_shows_where_they_hit(
    client: TestClient, search: Params, marked: set[str]
) -> None:
    items = post(client, {**search, "limit": 500})["items"]
    assert items
    html = " ".join(it["html"] for fact in items for it in fact.get("match") or [])
    hits = {word.term for it in re.findall("<mark>(.*?)</mark>", html) for word in analyse(it)}
    assert hits == marked


def test_a_cursor_of_a_search_serves_no_other(client: TestClient) -> None:
    following = post(client, {"any": [{"country": ["TR", "KZ"]}], "limit": 3})["page"]["next"]
    answered = client.post(following, json={"any": [{"country": ["TR", "RU"]}], "limit": 3})
    assert (answered.status_code, answered.json()["code"]) == (400, "bad_cursor")


def post(client: TestClient, body: Any, address: str = PATH) -> Any:
    """The answer to a search that must be understood."""
    answered = client.post(address, json=body)
    assert answered.status_code == 200, f"{body}: {answered.text[:500]}"
    return answered.json()
