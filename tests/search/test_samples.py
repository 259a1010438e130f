"""Facts picked by chance, and words in the order in which they fit."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from tests.oracle import answer
from tests.search.requests import GENERATED, address_of, ask, read, refusal
from tests.search.strategies import Params, questions
from tests.search.world import World

FEW = settings(GENERATED, max_examples=60)


@pytest.mark.no_cov
def test_a_sample_is_a_part_of_what_is_found_in_its_order(client: TestClient, world: World) -> None:
    @FEW
    @given(question=questions(world), sample=st.integers(1, 40), seed=st.integers(0, 2**31 - 1))
    def check(question: Params, sample: int, seed: int) -> None:
        whole = answer(question, world.facts, world.reference)
        asked = address_of("/v1/facts", question, sample=sample, seed=seed)
        body = read(client, asked)
        picked = [fact["id"] for fact in body["items"]]
        assert len(picked) == min(sample, len(whole)) == body["page"]["count"]
        assert picked == [it for it in whole if it in picked]
        assert body["page"]["total"] == len(whole)
        assert body["page"]["next"] is None
        assert read(client, asked) == body

    check()


@pytest.mark.parametrize("asked", ["country=KZ", "country=CN", "country=KZ&limit=2"])
def test_the_page_of_a_sample_is_as_long_as_the_sample(client: TestClient, asked: str) -> None:
    page = read(client, f"/v1/facts?{asked}&sample=5")["page"]
    assert page["limit"] == 5
    assert page["count"] == min(5, page["total"])


def test_each_seed_picks_its_own_and_all_are_picked_by_some(client: TestClient) -> None:
    picked = [sampled(client, seed) for seed in range(60)]
    assert len({tuple(it) for it in picked}) == 60
    everything = {it["id"] for it in read(client, "/v1/facts?region=europe&limit=500")["items"]}
    assert {id_ for it in picked for id_ in it} == everything
    unseeded = read(client, "/v1/facts?region=europe&sample=5")
    assert [it["id"] for it in unseeded["items"]] == picked[0]


def test_a_sample_larger_than_the_result_is_the_result(client: TestClient) -> None:
    whole = read(client, "/v1/facts?country=CN")
    sample = read(client, "/v1/facts?country=CN&sample=500&seed=9")
    assert (sample["items"], sample["page"]["total"]) == (whole["items"], 3)


def test_facets_beside_a_sample_count_the_whole(client: TestClient) -> None:
    whole = ask(client, {"country": "KZ", "facet": "topic,year"})["facets"]
    sample = read(client, "/v1/facts?country=KZ&facet=topic,year&sample=2")["facets"]
    assert counts(sample) == counts(whole)


@pytest.mark.parametrize("sort", ["-date", "date", "relevance"])
def test_a_sample_is_in_the_order_that_is_asked_for(client: TestClient, sort: str) -> None:
    whole = read(client, f"/v1/facts?q=trade&limit=500&sort={sort}")["items"]
    ids = [it["id"] for it in whole]
    sample = read(client, f"/v1/facts?q=trade&sample=9&seed=3&sort={sort}")["items"]
    places = [ids.index(it["id"]) for it in sample]
    assert places == sorted(places)
    assert len(places) == 9


@pytest.mark.parametrize("asked", ["q=agreement", "q=trade&country=RU", 'q="visa-free travel"'])
def test_relevance_finds_the_same_facts_page_by_page(client: TestClient, asked: str) -> None:
    by_date = {it["id"] for it in read(client, f"/v1/facts?{asked}&limit=500")["items"]}
    address: str | None = f"/v1/facts?{asked}&sort=relevance&limit=4"
    ranked: list[str] = []
    while address:
        body = read(client, address)
        ranked += [it["id"] for it in body["items"]]
        address = body["page"]["next"]
    assert len(ranked) == len(by_date)
    assert set(ranked) == by_date


@pytest.mark.parametrize(
    ("asked", "parameter", "code"),
    [
        ({"sort": "relevance"}, "sort", "needs_q"),
        ({"sort": "relevance", "sample": 3}, "sort", "needs_q"),
        ({"sample": 3, "cursor": "x"}, "cursor", "no_pages"),
        ({"sample": 0}, "sample", "out_of_range"),
        ({"sample": 501}, "sample", "out_of_range"),
        ({"sample": "many"}, "sample", "bad_value"),
        ({"sample": 3, "seed": -1}, "seed", "out_of_range"),
        ({"sample": 3, "seed": 2**31}, "seed", "out_of_range"),
        ({"facet": "contry"}, "facet", "unknown_value"),
        ({"facet": "entity"}, "facet", "unknown_value"),
        ({"q": ""}, "q", "empty_value"),
        ({"q": "--"}, "q", "no_words"),
        ({"q": '""'}, "q", "no_words"),
        ({"q": "🙂"}, "q", "no_words"),
        ({"q": "a\u0000"}, "q", "nul_character"),
        ({"q": " ".join(map(str, range(33)))}, "q", "too_many_words"),
        ({"q": "a" * 201}, "q", "too_long"),
    ],
)
def test_what_makes_no_sense_is_refused(
    client: TestClient, asked: dict[str, str | int], parameter: str, code: str
) -> None:
    fault = refusal(client, asked)
    assert (fault["parameter"].partition("[")[0], fault["code"]) == (parameter, code)


def test_a_seed_without_a_sample_changes_nothing_and_is_told_so(client: TestClient) -> None:
    plain = read(client, "/v1/facts?country=CN")
    seeded = read(client, "/v1/facts?country=CN&seed=5")
    assert seeded["items"] == plain["items"]
    assert [it.split()[0] for it in seeded["meta"]["warnings"]] == ["seed"]


def sampled(client: TestClient, seed: int) -> list[str]:
    items = read(client, f"/v1/facts?region=europe&sample=5&seed={seed}")["items"]
    return [it["id"] for it in items]


def counts(facets: Any) -> dict[str, dict[str, int]]:
    return {name: {it["value"]: it["count"] for it in facets[name]} for name in facets}
