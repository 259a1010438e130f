"""Facets count what there would be with another value in place of the filter's own."""

from typing import Any
from unittest.mock import ANY

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from tests.oracle import DIMENSIONS, count_facets
from tests.search.requests import GENERATED, address_of, read
from tests.search.strategies import Params, questions
from tests.search.world import World

COUNTED = settings(GENERATED, max_examples=100)
FOLLOWED = settings(GENERATED, max_examples=40)
ALL = ",".join(DIMENSIONS)


@pytest.mark.no_cov
def test_every_facet_counts_what_the_oracle_counts(client: TestClient, world: World) -> None:
    @COUNTED
    @given(question=questions(world))
    def check(question: Params) -> None:
        facets = read(client, address_of("/v1/facts", question, facet=ALL, limit=0))["facets"]
        counts = count_facets(question, DIMENSIONS, world.facts, world.reference)
        assert set(facets) == set(DIMENSIONS)
        for name in DIMENSIONS:
            asked = question.get(name, [])
            shown = {it["value"]: (it["count"], it["selected"]) for it in facets[name]}
            expected = {value: (counts[name][value], value in asked) for value in counts[name]}
            assert shown == {**dict.fromkeys(asked, (0, True)), **expected}, name
            assert len(shown) == len(facets[name])
            assert places(name, facets[name]) == sorted(places(name, facets[name]))

    check()


@pytest.mark.no_cov
def test_the_count_of_a_value_is_the_total_with_it_in_place_of_the_others(
    client: TestClient, world: World
) -> None:
    @FOLLOWED
    @given(question=questions(world), name=st.sampled_from(DIMENSIONS), place=st.integers(0, 9))
    def check(question: Params, name: str, place: int) -> None:
        values = read(client, address_of("/v1/facts", question, facet=name, limit=0))["facets"]
        for it in values[name][place : place + 1]:
            instead = {**question, name: [it["value"]]}
            assert total(client, instead) == it["count"]
            others = [value for value in question.get(name, []) if value != it["value"]]
            toggled = {**question, name: others if it["selected"] else [*others, it["value"]]}
            followed = read(client, it["toggle_url"])
            assert followed["page"]["total"] == total(client, toggled)
            assert {value["value"] for value in followed["facets"][name] if value["selected"]} == {
                *toggled[name]
            }

    check()


def test_a_value_that_nothing_has_is_shown_where_it_is_asked_for(client: TestClient) -> None:
    body = read(client, "/v1/facts?country=NO&facet=country&limit=0")
    (norway,) = [it for it in body["facets"]["country"] if it["selected"]]
    assert (norway["value"], norway["label"], norway["count"]) == ("NO", "Norway", 0)
    assert len(body["facets"]["country"]) > 50


def test_facets_do_not_change_what_is_found(client: TestClient) -> None:
    plain = read(client, "/v1/facts?country=KZ&limit=4")
    counted = read(client, f"/v1/facts?country=KZ&limit=4&facet={ALL}")
    assert (counted["items"], counted["meta"]) == (plain["items"], plain["meta"])
    assert plain["facets"] == {}
    following = read(client, counted["page"]["next"])
    assert following["facets"] == {
        name: [{**it, "toggle_url": ANY} for it in values]
        for name, values in counted["facets"].items()
    }


def total(client: TestClient, question: Params) -> Any:
    asked = {name: values for name, values in question.items() if values}
    return read(client, address_of("/v1/facts", asked, limit=0))["page"]["total"]


def places(name: str, values: list[Any]) -> list[Any]:
    """What values are ordered by: years by time, others by their number of facts."""
    if name == "year":
        return [int(it["value"]) for it in values]
    return [-it["count"] for it in values]
