"""Every filter, alone and with others, matches what a filter in plain Python matches."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from tests.oracle import find_ids
from tests.search.answered_queries import answered_queries
from tests.search.requests import GENERATED, ask
from tests.search.strategies import MANY, SINGLE, Params, queries
from tests.search.world import World

ANSWERED_QUERIES = settings(GENERATED, max_examples=150)
PAGED = settings(GENERATED, max_examples=40)


def test_all_facts_are_read_once_and_in_order(client: TestClient, world: World) -> None:
    ids = [fact["id"] for fact in world.facts]
    assert len(ids) == len(set(ids)) == client.get("/v1").json()["counts"]["facts"] > 0
    assert ids == find_ids({}, world.facts, world.reference)


@pytest.mark.no_cov
@pytest.mark.parametrize("parameter", [name for name in MANY if not name.endswith("_all")])
def test_each_value_alone_finds_what_the_oracle_finds(
    client: TestClient, world: World, parameter: str
) -> None:
    base = parameter.removesuffix("_not")
    values = world.occurring[base]
    # Organizations occur through their members, too.
    mode = {"organization_match": ["any"]} if base == "organization" else {}
    for value in values[:: len(values) // 60 + 1]:
        params = {parameter: [value], **mode}
        expected = find_ids(params, world.facts, world.reference)
        assert ask(client, params)["page"]["total"] == len(expected), params
        assert expected or parameter.endswith("_not"), params


@pytest.mark.no_cov
@pytest.mark.parametrize(
    ("parameter", "mode"),
    [(name, mode) for name in ("region", "organization") for mode in SINGLE[f"{name}_match"]],
)
def test_each_match_mode_finds_what_the_oracle_finds(
    client: TestClient, world: World, parameter: str, mode: str
) -> None:
    for value in world.possible[parameter]:
        params = {parameter: [value], f"{parameter}_match": [mode]}
        expected = find_ids(params, world.facts, world.reference)
        assert ask(client, params)["page"]["total"] == len(expected), params


@pytest.mark.no_cov
@pytest.mark.parametrize("named", ["true", "false"])
@pytest.mark.parametrize("parameter", ["country", "country_not", "region", "organization", "party"])
def test_each_value_under_named_finds_what_the_oracle_finds(
    client: TestClient, world: World, parameter: str, named: str
) -> None:
    family = parameter.removesuffix("_not")
    modes = [{f"{family}_match": [mode]} for mode in SINGLE.get(f"{family}_match", [])] or [{}]
    values = world.occurring[family]
    total = 0
    for value in values[:: len(values) // 40 + 1]:
        for mode in modes:
            params = {parameter: [value], "named": [named], **mode}
            expected = find_ids(params, world.facts, world.reference)
            assert ask(client, params)["page"]["total"] == len(expected), params
            total += len(expected)
    assert total


@pytest.mark.no_cov
def test_generated_queries_find_what_the_oracle_finds(client: TestClient, world: World) -> None:
    @world.some(GENERATED)
    @given(params=queries(world))
    def check(params: Params) -> None:
        expected = find_ids(params, world.facts, world.reference)
        body = ask(client, params, limit=500)
        assert [fact["id"] for fact in body["items"]] == expected
        assert body["page"]["total"] == body["page"]["count"] == len(expected)
        assert body["page"]["next"] is None
        assert count_in_warnings(body["meta"]["warnings"]) == more_by_overlap(params, world)

    check()


@pytest.mark.no_cov
def test_query_made_from_a_fact_finds_it(client: TestClient, world: World) -> None:
    @world.some(ANSWERED_QUERIES)
    @given(answered_query=answered_queries(world))
    def check(answered_query: tuple[str, Params]) -> None:
        fact, params = answered_query
        expected = find_ids(params, world.facts, world.reference)
        assert fact in expected
        assert [fact_["id"] for fact_ in ask(client, params, limit=500)["items"]] == expected

    check()


@pytest.mark.no_cov
def test_pages_of_any_size_have_the_same_facts_as_one_page(
    client: TestClient, world: World
) -> None:
    @world.some(PAGED)
    @given(params=queries(world), parts=st.integers(1, 9))
    def check(params: Params, parts: int) -> None:
        expected = find_ids(params, world.facts, world.reference)
        limit = len(expected) // parts + 1
        body = ask(client, params, limit=limit)
        items = list(body["items"])
        while body["page"]["next"]:
            assert body["page"]["count"] == len(body["items"]) == limit
            body = client.get(body["page"]["next"]).json()
            assert body["page"]["total"] == len(expected)
            items += body["items"]
        assert [fact["id"] for fact in items] == expected

    check()


def count_in_warnings(warnings: list[str]) -> int:
    """Return how many more facts the warnings speak of."""
    return sum(int(warning.split()[0]) for warning in warnings if "date_match=overlaps" in warning)


def more_by_overlap(params: Params, world: World) -> int:
    """Return how many facts touch the days of the query without lying within them."""
    if not any(name.startswith(("date_", "year")) for name in params):
        return 0
    wider = {**params, "date_match": ["overlaps"]}
    return len(find_ids(wider, world.facts, world.reference)) - len(
        find_ids(params, world.facts, world.reference)
    )
