"""Facets count the facts there would be with another value in place of the filter's own."""

from typing import Any
from unittest.mock import ANY

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from tests.oracle import DIMENSIONS, count_facets
from tests.search.requests import GENERATED, read, url_of
from tests.search.strategies import Params, queries
from tests.search.world import World

COUNTED = settings(GENERATED, max_examples=100)
FOLLOWED = settings(GENERATED, max_examples=40)
ALL = ",".join(DIMENSIONS)


@pytest.mark.no_cov
def test_every_facet_counts_what_the_oracle_counts(client: TestClient, world: World) -> None:
    @world.some(COUNTED)
    @given(params=queries(world))
    def check(params: Params) -> None:
        facets = read(client, url_of("/v1/facts", params, facet=ALL, limit=0))["facets"]
        counts = count_facets(params, DIMENSIONS, world.facts, world.reference)
        assert set(facets) == set(DIMENSIONS)
        for name in DIMENSIONS:
            selected = params.get(name, [])
            counts_shown = {
                value["value"]: (value["count"], value["selected"]) for value in facets[name]
            }
            expected = {value: (counts[name][value], value in selected) for value in counts[name]}
            assert counts_shown == {**dict.fromkeys(selected, (0, True)), **expected}, name
            assert len(counts_shown) == len(facets[name])
            assert sort_keys(name, facets[name]) == sorted(sort_keys(name, facets[name]))

    check()


@pytest.mark.no_cov
def test_the_count_of_a_value_is_the_total_with_it_in_place_of_the_others(
    client: TestClient, world: World
) -> None:
    @world.some(FOLLOWED)
    @given(params=queries(world), name=st.sampled_from(DIMENSIONS), place=st.integers(0, 9))
    def check(params: Params, name: str, place: int) -> None:
        values = read(client, url_of("/v1/facts", params, facet=name, limit=0))["facets"]
        for facet in values[name][place : place + 1]:
            instead = {**params, name: [facet["value"]]}
            assert total(client, instead) == facet["count"]
            others = [value for value in params.get(name, []) if value != facet["value"]]
            toggled = {**params, name: others if facet["selected"] else [*others, facet["value"]]}
            followed = read(client, facet["toggle_url"])
            assert followed["page"]["total"] == total(client, toggled)
            assert {value["value"] for value in followed["facets"][name] if value["selected"]} == {
                *toggled[name]
            }

    check()


def test_selected_value_without_facts_is_shown(client: TestClient) -> None:
    body = read(client, "/v1/facts?country=NO&facet=country&limit=0")
    (norway,) = [value for value in body["facets"]["country"] if value["selected"]]
    assert (norway["value"], norway["label"], norway["count"]) == ("NO", "Norway", 0)
    assert len(body["facets"]["country"]) > 50


def test_facets_do_not_change_the_hits(client: TestClient) -> None:
    plain = read(client, "/v1/facts?country=KZ&limit=4")
    counted = read(client, f"/v1/facts?country=KZ&limit=4&facet={ALL}")
    assert (counted["items"], counted["meta"]) == (plain["items"], plain["meta"])
    assert plain["facets"] == {}
    next_page = read(client, counted["page"]["next"])
    assert next_page["facets"] == {
        name: [{**value, "toggle_url": ANY} for value in values]
        for name, values in counted["facets"].items()
    }


def total(client: TestClient, params: Params) -> Any:
    filters = {name: values for name, values in params.items() if values}
    return read(client, url_of("/v1/facts", filters, limit=0))["page"]["total"]


def sort_keys(name: str, values: list[Any]) -> list[Any]:
    """Return what values are ordered by: years by time, others by their number of facts."""
    if name == "year":
        return [int(value["value"]) for value in values]
    return [-value["count"] for value in values]
