"""What answers hold: word for word for a few, shape and sums for all."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from policyfacts.schemas.facts import Fact
from tests.contract.golden import ASKED, kept, kept_text, masked
from tests.contract.routes import LISTS, Route
from tests.seeds import frozen_facts

FACT_MEMBERS = [
    *("id", "review", "kind", "type", "form", "status", "level", "statement", "date", "term"),
    *("times", "trend", "countries", "regions", "organizations", "people", "places", "instruments"),
    *("projects", "parties_complete", "topics", "figures", "plover", "links", "evidence"),
    *("asserted_by", "match"),
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
    "match": ["field", "html"],
}


ENVELOPE = ["items", "page", "facets", "meta"]


@pytest.mark.parametrize("name", ASKED)
def test_the_answer_is_word_for_word_what_it_should_be(client: TestClient, name: str) -> None:
    answer = client.get(ASKED[name])
    assert answer.status_code == 200, answer.text
    assert masked(answer.text) == kept_text(name), "python -m tests.contract.golden writes it anew"


def test_every_kept_answer_is_compared() -> None:
    assert set(kept()) == set(ASKED)


def test_every_fact_has_exactly_the_members_of_the_contract_in_their_order(
    client: TestClient,
) -> None:
    facts = every_item(client, "/v1/facts?limit=500")
    assert len(facts) == len(frozen_facts())
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
    answer = client.get(route.asking(("limit", 1))).json()
    assert [it for it in answer if it in ENVELOPE] == ENVELOPE
    assert set(answer) - set(ENVELOPE) == ({"counted"} if route.name == "count_facts" else set())
    assert list(answer["page"]) == ["limit", "count", "total", "next"]
    assert answer["facets"] == {}
    assert list(answer["meta"]) == ["release", "query", "license", "citation", "warnings"]
    assert answer["meta"]["license"] == "CC-BY-4.0"
    assert answer["page"]["count"] == len(answer["items"]) == 1


@pytest.mark.parametrize("route", LISTS, ids=str)
def test_pages_together_are_the_whole_list(client: TestClient, route: Route) -> None:
    whole = every_item(client, route.asking(("limit", 500)))
    walked, answer = [], client.get(route.asking(("limit", 37))).json()
    while True:
        walked += answer["items"]
        assert answer["page"]["total"] == len(whole)
        if answer["page"]["next"] is None:
            break
        answer = client.get(answer["page"]["next"]).json()
    assert walked == whole


@pytest.mark.parametrize("route", LISTS, ids=str)
def test_a_limit_of_nothing_still_counts(client: TestClient, route: Route) -> None:
    page = client.get(route.asking(("limit", 0))).json()["page"]
    assert page["count"] == 0
    assert page["next"] is None
    assert page["total"] == client.get(route.address).json()["page"]["total"] > 0


def test_what_a_profile_counts_is_what_the_facts_answer(sqlite_client: TestClient) -> None:
    client = sqlite_client
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
