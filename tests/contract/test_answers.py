"""Content of responses: byte for byte for a few, shape and sums for all."""

import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from policyfacts.schemas.facts import Fact
from tests.contract.golden import URLS, expected_answers, expected_text, mask_text
from tests.contract.routes import LISTS, SNAPSHOT, Route
from tests.seeds import frozen_facts

SCHEMAS = json.loads(SNAPSHOT.read_text(encoding="utf-8"))["components"]["schemas"]
FACT_MEMBERS = [*SCHEMAS["Fact"]["properties"]]
MEMBERS_OF = {
    "date": ["edtf", "start", "end", "precision", "stated"],
    "term": ["edtf", "start", "end"],
    "countries": ["id", "name", "role", "named"],
    "regions": ["id", "name", "role", "named"],
    "organizations": ["id", "name", "role", "named"],
    "people": ["id", "name", "role", "named", "office"],
    "places": ["id", "name", "role", "named"],
    "instruments": ["id", "name", "role", "named"],
    "projects": ["id", "name", "role", "named"],
    "topics": ["id", "name"],
    "figures": ["measure", "value", "unit", "bound", "basis", "period", "of"],
    "plover": ["type", "modes", "contexts"],
    "links": ["type", "id"],
    "evidence": ["review", "locator", "section", "quote"],
    "asserted_by": ["id", "name"],
    "match": ["field", "html"],
}


ENVELOPE = ["items", "page", "facets", "meta"]


@pytest.mark.parametrize("name", URLS)
def test_answer_is_the_expected_one(client: TestClient, name: str) -> None:
    response = client.get(URLS[name])
    assert response.status_code == 200, response.text
    assert mask_text(response.text) == expected_text(name), (
        "python -m tests.contract.golden writes it anew"
    )


def test_every_expected_answer_is_compared() -> None:
    assert set(expected_answers()) == set(URLS)


def test_facts_have_the_members_of_the_contract_in_order(client: TestClient) -> None:
    facts = items_on_one_page(client, "/v1/facts?limit=500")
    assert len(facts) == len(frozen_facts())
    for fact in facts:
        assert list(fact) == FACT_MEMBERS
        for member, expected in MEMBERS_OF.items():
            values = fact[member] if isinstance(fact[member], list) else [fact[member]]
            assert [
                list(value) for value in values if value is not None and list(value) != expected
            ] == []


def test_every_fact_is_valid_against_its_schema(client: TestClient) -> None:
    for fact in items_on_one_page(client, "/v1/facts?limit=500"):
        assert Fact.model_validate(fact).model_dump(mode="json") == fact


def test_fact_alone_equals_the_fact_of_the_list(client: TestClient) -> None:
    for fact in items_on_one_page(client, "/v1/facts?country=TR"):
        assert client.get(f"/v1/facts/{fact['id']}").json() == fact


@pytest.mark.parametrize("route", LISTS, ids=str)
def test_lists_have_page_facets_and_meta(client: TestClient, route: Route) -> None:
    answer = client.get(route.url_with(("limit", 1))).json()
    assert [member for member in answer if member in ENVELOPE] == ENVELOPE
    assert set(answer) - set(ENVELOPE) == ({"counted"} if route.name == "count_facts" else set())
    assert list(answer["page"]) == ["limit", "count", "total", "next"]
    assert answer["facets"] == {}
    assert list(answer["meta"]) == ["release", "query", "license", "citation", "warnings"]
    assert answer["meta"]["license"] == "CC-BY-4.0"
    assert answer["page"]["count"] == len(answer["items"]) == 1


@pytest.mark.parametrize("route", LISTS, ids=str)
def test_pages_together_are_the_whole_list(client: TestClient, route: Route) -> None:
    items = items_on_one_page(client, route.url_with(("limit", 500)))
    paged_items, answer = [], client.get(route.url_with(("limit", 37))).json()
    while True:
        paged_items += answer["items"]
        assert answer["page"]["total"] == len(items)
        if answer["page"]["next"] is None:
            break
        answer = client.get(answer["page"]["next"]).json()
    assert paged_items == items


@pytest.mark.parametrize("route", LISTS, ids=str)
def test_limit_0_still_counts(client: TestClient, route: Route) -> None:
    page = client.get(route.url_with(("limit", 0))).json()["page"]
    assert page["count"] == 0
    assert page["next"] is None
    assert page["total"] == client.get(route.url).json()["page"]["total"] > 0


def test_counts_of_a_profile_are_totals_of_facts(sqlite_client: TestClient) -> None:
    client = sqlite_client
    for query in ("country=KZ", "region=africa", "organization=cis", "topic=trade", "year=2014"):
        name, value = query.split("=")
        plural = {"country": "countries"}.get(name, f"{name}s")
        counts = client.get(f"/v1/{plural}/{value}").json()["counts"]
        for dimension, parameter in (
            ("years", "year"),
            ("topics", "topic"),
            ("types", "type"),
            ("partners", "country_all"),
        ):
            for count in counts[dimension]:
                url = f"/v1/facts?{query}&{parameter}={count['value']}&limit=0"
                if parameter != name:
                    total = client.get(url).json()["page"]["total"]
                    assert total == count["count"], url


def items_on_one_page(client: TestClient, url: str) -> list[Any]:
    answer = client.get(url).json()
    assert answer["page"]["next"] is None, "it does not fit on one page"
    return list(answer["items"])
