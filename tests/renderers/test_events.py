"""Events in JSON-LD have the parties, places and dates of the source, and no more."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from policyfacts.renderers.jsonld.documents import fact_document
from policyfacts.renderers.jsonld.nodes import ResourceUrls
from tests.renderers.factories import make_fact, party

SITE = ResourceUrls("https://facts.test/context.jsonld", lambda path: f"https://facts.test{path}")
Fact = dict[str, Any]


@pytest.fixture(scope="module")
def get_jsonld(app: FastAPI) -> Callable[[str], Any]:
    """Function that returns the JSON-LD of a path."""
    client = TestClient(app)
    accept = {"Accept": "application/ld+json"}
    return lambda path: client.get(path, headers=accept).raise_for_status().json()


def events_of(fact: Fact) -> list[Any]:
    return [node for node in fact_document(fact, SITE).get("about", []) if node["@type"] == "Event"]


def ids(nodes: list[Any]) -> set[str]:
    return {node["identifier"] for node in nodes}


def with_role(fact: Fact, role: str, *kinds: str) -> set[str]:
    return {party["id"] for kind in kinds for party in fact[kind] if party["role"] == role}


def test_host_is_the_location_of_an_event_and_no_organizer(facts: list[Fact]) -> None:
    located = 0
    for fact in facts:
        for event in events_of(fact):
            organizers = ids(event.get("organizer", []))
            expected = with_role(fact, "organizer", *_KINDS) | with_role(fact, "initiator", *_KINDS)
            assert organizers == expected, fact["id"]
            hosts = with_role(fact, "host", "countries", "places")
            assert hosts <= ids(event.get("location", [])), fact["id"]
            located += bool(hosts)
    assert located


@pytest.mark.parametrize(
    ("kind", "id_", "is_place"),
    [
        ("countries", "CN", True),
        ("places", "geneva", True),
        ("organizations", "un", False),
        ("people", "somebody-else", False),
    ],
)
def test_only_a_country_or_place_is_a_location(kind: str, id_: str, is_place: bool) -> None:
    fact = make_fact("It was.", "x")
    host = party(id_, "host", "x") | ({"office": None} if kind == "people" else {})
    (event,) = events_of({**fact, kind: [host]})
    assert (id_ in ids(event.get("location", []))) == is_place
    assert id_ not in ids(event.get("organizer", []))


@pytest.mark.parametrize("status", ["done", "ongoing", "planned", "considered"])
def test_fact_with_status_considered_is_no_event(facts: list[Fact], status: str) -> None:
    assert len(events_of({**make_fact("It was.", "x"), "status": status})) == (
        status != "considered"
    )
    for fact in (fact for fact in facts if fact["status"] == status):
        is_event = fact["kind"] == "event"
        assert len(events_of(fact)) == (is_event and status != "considered"), fact["id"]
        assert fact_document(fact, SITE).get("about") or not is_event, fact["id"]


def test_each_page_of_a_list_has_its_own_id(get_jsonld: Callable[[str], Any]) -> None:
    urls, url = [], "/v1/facts?country=KZ&limit=4"
    while url:
        about = get_jsonld(url)["@graph"][0]
        urls.append(about["@id"])
        assert about["@id"] == url
        url = about.get("next")
    assert len(urls) == len(set(urls)) > 2


_KINDS = (
    *("countries", "regions", "organizations", "people", "places"),
    *("instruments", "projects"),
)
