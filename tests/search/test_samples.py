"""Random samples of facts, and text search in order of relevance."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from tests.oracle import find_ids
from tests.search.requests import GENERATED, ask, read, refusal, url_of
from tests.search.strategies import Params, queries
from tests.search.world import World

FEW = settings(GENERATED, max_examples=60)


@pytest.mark.no_cov
def test_sample_is_part_of_the_hits_in_their_order(client: TestClient, world: World) -> None:
    @world.some(FEW)
    @given(params=queries(world), sample=st.integers(1, 40), seed=st.integers(0, 2**31 - 1))
    def check(params: Params, sample: int, seed: int) -> None:
        expected = find_ids(params, world.facts, world.reference)
        url = url_of("/v1/facts", params, sample=sample, seed=seed)
        body = read(client, url)
        picked = [fact["id"] for fact in body["items"]]
        assert len(picked) == min(sample, len(expected)) == body["page"]["count"]
        assert picked == [id_ for id_ in expected if id_ in picked]
        assert body["page"]["total"] == len(expected)
        assert body["page"]["next"] is None
        assert read(client, url) == body

    check()


@pytest.mark.parametrize("query", ["country=KZ", "country=CN", "country=KZ&limit=2"])
def test_page_of_a_sample_is_as_long_as_the_sample(client: TestClient, query: str) -> None:
    page = read(client, f"/v1/facts?{query}&sample=5")["page"]
    assert page["limit"] == 5
    assert page["count"] == min(5, page["total"])


def test_each_seed_picks_other_facts_and_none_is_never_picked(client: TestClient) -> None:
    samples = [sample_ids(client, seed) for seed in range(60)]
    assert len({tuple(ids) for ids in samples}) == 60
    everything = {fact["id"] for fact in read(client, "/v1/facts?region=europe&limit=500")["items"]}
    assert {id_ for ids in samples for id_ in ids} == everything
    unseeded = read(client, "/v1/facts?region=europe&sample=5")
    assert [fact["id"] for fact in unseeded["items"]] == samples[0]


def test_sample_larger_than_the_hits_is_all_hits(client: TestClient) -> None:
    hits = read(client, "/v1/facts?country=CN")
    sample = read(client, "/v1/facts?country=CN&sample=500&seed=9")
    assert (sample["items"], sample["page"]["total"]) == (hits["items"], 3)


def test_facets_of_a_sample_count_all_hits(client: TestClient) -> None:
    all_facets = ask(client, {"country": "KZ", "facet": "topic,year"})["facets"]
    sample_facets = read(client, "/v1/facts?country=KZ&facet=topic,year&sample=2")["facets"]
    assert counts(sample_facets) == counts(all_facets)


@pytest.mark.parametrize("sort", ["-date", "date", "relevance"])
def test_sample_is_in_the_requested_order(client: TestClient, sort: str) -> None:
    hits = read(client, f"/v1/facts?q=trade&limit=500&sort={sort}")["items"]
    ids = [fact["id"] for fact in hits]
    sample = read(client, f"/v1/facts?q=trade&sample=9&seed=3&sort={sort}")["items"]
    places = [ids.index(fact["id"]) for fact in sample]
    assert places == sorted(places)
    assert len(places) == 9


@pytest.mark.parametrize("query", ["q=agreement", "q=trade&country=RU", 'q="visa-free travel"'])
def test_pages_by_relevance_have_the_same_facts(client: TestClient, query: str) -> None:
    by_date = {fact["id"] for fact in read(client, f"/v1/facts?{query}&limit=500")["items"]}
    url: str | None = f"/v1/facts?{query}&sort=relevance&limit=4"
    ranked: list[str] = []
    while url:
        body = read(client, url)
        ranked += [fact["id"] for fact in body["items"]]
        url = body["page"]["next"]
    assert len(ranked) == len(by_date)
    assert set(ranked) == by_date


@pytest.mark.parametrize(
    ("params", "parameter", "code"),
    [
        ({"sort": "relevance"}, "sort", "needs_q"),
        ({"sort": "relevance", "sample": 3}, "sort", "needs_q"),
        ({"sample": 3, "cursor": "x"}, "cursor", "no_pages"),
        ({"sample": 0}, "sample", "out_of_range"),
        ({"sample": 501}, "sample", "out_of_range"),
        ({"sample": "many"}, "sample", "bad_value"),
        ({"sample": 3, "seed": -1}, "seed", "out_of_range"),
        ({"sample": 3, "seed": 2**31}, "seed", "out_of_range"),
        ({"facet": "entity"}, "facet", "unknown_value"),
        ({"q": ""}, "q", "empty_value"),
        ({"q": "--"}, "q", "no_words"),
        ({"q": "a\u0000"}, "q", "control_character"),
        ({"q": " ".join(map(str, range(33)))}, "q", "too_many_words"),
        ({"q": "a" * 201}, "q", "too_long"),
    ],
)
def test_senseless_query_is_refused(
    client: TestClient, params: dict[str, str | int], parameter: str, code: str
) -> None:
    error = refusal(client, params)
    assert (error["parameter"].partition("[")[0], error["code"]) == (parameter, code)


def test_seed_without_a_sample_only_warns(client: TestClient) -> None:
    plain = read(client, "/v1/facts?country=CN")
    seeded = read(client, "/v1/facts?country=CN&seed=5")
    assert seeded["items"] == plain["items"]
    assert [warning.split()[0] for warning in seeded["meta"]["warnings"]] == ["seed"]


def sample_ids(client: TestClient, seed: int) -> list[str]:
    items = read(client, f"/v1/facts?region=europe&sample=5&seed={seed}")["items"]
    return [fact["id"] for fact in items]


def counts(facets: Any) -> dict[str, dict[str, int]]:
    return {name: {value["value"]: value["count"] for value in facets[name]} for name in facets}
