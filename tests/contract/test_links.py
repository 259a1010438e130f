"""Every address in an answer leads to what the answer says of it."""

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.contract.formats import MEDIA_TYPES, media_type_of
from tests.contract.routes import ROUTES, Route
from tests.seeds import frozen_sentences

# Of many links of one kind, every so-many-th is followed.
STEP = 7
LINKED = [route for route in ROUTES if not route.template.startswith("/health")]
FACETED = "/v1/facts?limit=0&country=TR,CN&status=done&facet=country,topic,year,status,kind"


def every_item(client: TestClient, address: str) -> list[Any]:
    return list(client.get(address).json()["items"])


def linked_items(client: TestClient) -> list[Any]:
    """Everything that has facts, and every twentieth of what has none."""
    lists = ("entities", "topics", "years", "reviews")
    items = [item for it in lists for item in every_item(client, f"/v1/{it}?limit=500")]
    return [item for item in items if item["facts"]] + [it for it in items if not it["facts"]][::20]


def addresses_in(answer: Any) -> Iterator[str]:
    """Everything in an answer that is a path of the service."""
    if isinstance(answer, dict | list):
        for value in answer.values() if isinstance(answer, dict) else answer:
            yield from addresses_in(value)
    elif isinstance(answer, str) and answer.startswith("/"):
        yield answer


def totals(client: TestClient, address: str) -> int:
    separator = "&" if "?" in address else "?"
    return int(client.get(f"{address}{separator}limit=0").json()["page"]["total"])


def test_every_link_leads_to_what_it_promises(sqlite_client: TestClient) -> None:
    """`self` is the thing itself, and `facts` finds as many facts as are said."""
    for item in linked_items(sqlite_client):
        own = sqlite_client.get(item["links"]["self"])
        assert own.status_code == 200, item
        assert {name: own.json()[name] for name in item} == item
        assert totals(sqlite_client, item["links"]["facts"]) == item["facts"], item


@pytest.mark.parametrize("route", LINKED, ids=str)
def test_every_address_in_an_answer_leads_somewhere(
    sqlite_client: TestClient, route: Route
) -> None:
    """In JSON and JSON-LD; what must be asked there is added, as the contract tells."""
    forms = [("format", it) for it in route.forms if it in ("json", "jsonld")]
    for address in [route.asking(it) for it in forms] or [route.address]:
        answer = sqlite_client.get(address)
        if media_type_of(answer) not in (MEDIA_TYPES["json"], MEDIA_TYPES["jsonld"]):
            continue
        links = list(dict.fromkeys(addresses_in(answer.json())))
        for link in links if len(links) < 60 else links[::STEP]:
            found = sqlite_client.get(complete(link))
            assert found.status_code == 200, (link, found.text[:300])


def complete(link: str) -> str:
    """Where a way in must be asked something, with its example."""
    needing = {it.template: it.address for it in ROUTES if "?" in it.address}
    return needing.get(link, link)


def test_sections_have_as_many_facts_as_they_say(sqlite_client: TestClient) -> None:
    review = sqlite_client.get("/v1/reviews/by-2013").json()
    assert sum(section["sentences"] for section in review["sections"]) == len(frozen_sentences())
    for section in review["sections"]:
        assert totals(sqlite_client, section["links"]["facts"]) == section["facts"] > 0


def test_a_facet_adds_its_value_to_the_question_and_takes_it_away(
    sqlite_client: TestClient,
) -> None:
    """What is added joins what is asked for already, by or."""
    facets = sqlite_client.get(FACETED).json()["facets"]
    for name, values in facets.items():
        asked = [it["value"] for it in values if it["selected"]]
        for it in values:
            found = sqlite_client.get(it["toggle_url"]).json()
            left = [value for value in asked if value != it["value"]]
            expected = left if it["selected"] else [*asked, it["value"]]
            toggled = [str(value) for value in found["meta"]["query"].get(name, [])]
            assert sorted(toggled) == sorted(expected), it
            if expected == [it["value"]]:
                assert found["page"]["total"] == it["count"], it


@pytest.mark.parametrize(
    "address",
    [
        "/v1/facts/stats?group_by=country,year&limit=40",
        "/v1/facts/stats?group_by=topic,status&country=TR,CN&topic=visas",
        "/v1/facts/stats?group_by=region&region=africa,asia&year=2013",
        "/v1/countries/CN/partners",
        "/v1/regions/africa/partners?year=2013",
        "/v1/organizations/un/partners?partner_kind=country,organization",
        "/v1/entities/minsk/partners",
        "/v1/suggest?q=an",
    ],
)
def test_what_is_counted_is_found_behind_its_link(sqlite_client: TestClient, address: str) -> None:
    items = every_item(sqlite_client, address)
    followed = [it for it in items if it["links"]["facts"] is not None]
    assert followed
    for it in followed:
        assert totals(sqlite_client, it["links"]["facts"]) == it["facts"], it


def test_a_release_leads_to_what_came_after_it_and_a_change_to_its_fact(
    sqlite_client: TestClient,
) -> None:
    (release,) = every_item(sqlite_client, "/v1/releases")
    assert every_item(sqlite_client, release["links"]["changes"]) == []
    for change in every_item(sqlite_client, "/v1/changes?limit=500")[::STEP]:
        assert sqlite_client.get(change["links"]["fact"]).json()["id"] == change["id"]
