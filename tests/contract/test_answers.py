"""What answers hold: word for word for a few, shape and sums for all."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from contract.golden import ASKED, FOLDER, kept, masked
from contract.routes import LISTS, WITH_ID, Route
from policyfacts.schemas.facts import Fact

FACT_MEMBERS = [
    *("id", "review", "kind", "type", "form", "status", "level", "statement", "date", "term"),
    *("times", "trend", "countries", "regions", "organizations", "people", "places", "instruments"),
    *("projects", "parties_complete", "topics", "figures", "plover", "links", "evidence"),
    "asserted_by",
]
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
}


@pytest.mark.parametrize("name", ASKED)
def test_the_answer_is_word_for_word_what_it_should_be(client: TestClient, name: str) -> None:
    answer = client.get(ASKED[name])
    assert answer.status_code == 200, answer.text
    assert masked(answer.text) == kept(name), "python tests/contract/golden.py writes it anew"


def test_every_kept_answer_is_compared() -> None:
    assert {file.stem for file in FOLDER.iterdir()} == set(ASKED)


def test_every_fact_has_exactly_the_members_of_the_contract_in_their_order(
    client: TestClient,
) -> None:
    facts = every_item(client, "/v1/facts?limit=500")
    assert len(facts) > 250
    for fact in facts:
        assert list(fact) == FACT_MEMBERS
        for member, expected in MEMBERS_OF.items():
            values = fact[member] if isinstance(fact[member], list) else [fact[member]]
            assert [list(it) for it in values if it is not None and list(it) != expected] == []


def test_every_stored_fact_is_valid_and_nothing_in_it_is_lost(client: TestClient) -> None:
    for fact in every_item(client, "/v1/facts?limit=500"):
        assert Fact.model_validate(fact).model_dump(mode="json") == fact


def test_a_fact_alone_is_the_fact_of_the_list(client: TestClient) -> None:
    for fact in every_item(client, "/v1/facts?country=TR"):
        assert client.get(f"/v1/facts/{fact['id']}").json() == fact


@pytest.mark.parametrize("route", LISTS, ids=str)
def test_every_list_says_where_it_stands_what_was_asked_and_under_which_terms(
    client: TestClient, route: Route
) -> None:
    answer = client.get(f"{route.address}?limit=1").json()
    assert list(answer) == ["items", "page", "facets", "meta"]
    assert list(answer["page"]) == ["limit", "count", "total", "next"]
    assert answer["facets"] == {}
    assert list(answer["meta"]) == ["release", "query", "license", "citation", "warnings"]
    assert answer["meta"]["license"] == "CC-BY-4.0"
    assert answer["page"]["count"] == len(answer["items"]) == 1


@pytest.mark.parametrize("route", LISTS, ids=str)
def test_pages_together_are_the_whole_list(client: TestClient, route: Route) -> None:
    whole = every_item(client, f"{route.address}?limit=500")
    walked, answer = [], client.get(f"{route.address}?limit=17").json()
    while True:
        walked += answer["items"]
        assert answer["page"]["total"] == len(whole)
        if answer["page"]["next"] is None:
            break
        answer = client.get(answer["page"]["next"]).json()
    assert walked == whole


@pytest.mark.parametrize("route", LISTS, ids=str)
def test_a_limit_of_nothing_still_counts(client: TestClient, route: Route) -> None:
    page = client.get(f"{route.address}?limit=0").json()["page"]
    assert page["count"] == 0
    assert page["next"] is None
    assert page["total"] == client.get(route.address).json()["page"]["total"] > 0


def test_every_link_leads_to_what_it_promises(app: FastAPI) -> None:
    """`self` is the thing itself, and `facts` finds as many facts as are said."""
    client = TestClient(app)
    for item in linked_items(client):
        own = client.get(item["links"]["self"])
        assert own.status_code == 200, item
        assert {name: own.json()[name] for name in item} == item
        found = client.get(f"{item['links']['facts']}&limit=0").json()
        assert found["page"]["total"] == item["facts"], item


def test_every_other_link_is_there(app: FastAPI) -> None:
    client = TestClient(app)
    for address in ("/v1", *(route.address for route in WITH_ID)):
        for link in addresses_in(client.get(address).json()):
            assert client.get(link).status_code == 200, link


def test_sections_have_as_many_facts_as_they_say(app: FastAPI) -> None:
    client = TestClient(app)
    review = client.get("/v1/reviews/by-2013").json()
    assert sum(section["sentences"] for section in review["sections"]) == 187
    for section in review["sections"]:
        found = client.get(section["links"]["facts"]).json()
        assert found["page"]["total"] == section["facts"] > 0


def test_what_a_profile_counts_is_what_the_facts_answer(app: FastAPI) -> None:
    client = TestClient(app)
    for facts in ("country=KZ", "region=africa", "organization=cis", "topic=trade", "year=2014"):
        name, value = facts.split("=")
        plural = {"country": "countries"}.get(name, f"{name}s")
        counts = client.get(f"/v1/{plural}/{value}").json()["counts"]
        for counted, parameter in (
            ("years", "year"),
            ("topics", "topic"),
            ("types", "type"),
            ("partners", "country_all"),
        ):
            for it in counts[counted]:
                narrowed = f"/v1/facts?{facts}&{parameter}={it['value']}&limit=0"
                if parameter != name:
                    total = client.get(narrowed).json()["page"]["total"]
                    assert total == it["count"], narrowed


def every_item(client: TestClient, address: str) -> list[Any]:
    answer = client.get(address).json()
    assert answer["page"]["next"] is None, "it does not fit on one page"
    return list(answer["items"])


def linked_items(client: TestClient) -> list[Any]:
    """Everything that has facts, and every twentieth of what has none."""
    lists = ("entities", "topics", "years", "reviews")
    items = [item for it in lists for item in every_item(client, f"/v1/{it}?limit=500")]
    return [item for item in items if item["facts"]] + [it for it in items if not it["facts"]][::20]


def addresses_in(answer: Any) -> Iterator[str]:
    """Everything in an answer that is a path of the service."""
    values = answer.values() if isinstance(answer, dict) else answer
    for value in values:
        if isinstance(value, dict | list):
            yield from addresses_in(value)
        elif isinstance(value, str) and value.startswith("/"):
            yield value
