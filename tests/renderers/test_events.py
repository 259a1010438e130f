"""What JSON-LD says of events is what the source says, and no more."""

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
def ask_jsonld(app: FastAPI) -> Callable[[str], Any]:
    """The JSON-LD that a path answers."""
    client = TestClient(app)
    accept = {"Accept": "application/ld+json"}
    return lambda path: client.get(path, headers=accept).raise_for_status().json()


def events_of(fact: Fact) -> list[Any]:
    return [it for it in fact_document(fact, SITE).get("about", []) if it["@type"] == "Event"]


def ids(nodes: list[Any]) -> set[str]:
    return {node["identifier"] for node in nodes}


def with_role(fact: Fact, role: str, *kinds: str) -> set[str]:
    return {it["id"] for kind in kinds for it in fact[kind] if it["role"] == role}


def test_a_host_is_where_it_happens_and_no_organizer(facts: list[Fact]) -> None:
    located = 0
    for fact in facts:
        for event in events_of(fact):
            organizers = ids(event.get("organizer", []))
            others = with_role(fact, "organizer", *_KINDS) | with_role(fact, "initiator", *_KINDS)
            assert organizers == others, fact["id"]
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
def test_only_a_country_or_place_can_be_where_it_happens(
    kind: str, id_: str, is_place: bool
) -> None:
    fact = make_fact("It was.", "x")
    host = party(id_, "host", "x") | ({"office": None} if kind == "people" else {})
    (event,) = events_of({**fact, kind: [host]})
    assert (id_ in ids(event.get("location", []))) == is_place
    assert id_ not in ids(event.get("organizer", []))


def test_an_event_has_dates_only_where_the_source_gives_them(facts: list[Fact]) -> None:
    seen = set()
    for fact in facts:
        for event in events_of(fact):
            dates = {name for name in ("startDate", "endDate") if name in event}
            stated = fact["date"]["stated"]
            assert dates == ({"startDate", "endDate"} if stated else set()), fact["id"]
            seen.add(stated)
    assert seen == {True, False}


@pytest.mark.parametrize("status", ["done", "ongoing", "planned", "considered"])
def test_what_was_only_thought_about_is_no_event(facts: list[Fact], status: str) -> None:
    assert len(events_of({**make_fact("It was.", "x"), "status": status})) == (
        status != "considered"
    )
    for fact in (it for it in facts if it["kind"] == "event" and it["status"] == status):
        claim = fact_document(fact, SITE)
        assert len(events_of(fact)) == (status != "considered")
        assert claim["about"], fact["id"]


def test_each_page_of_a_list_is_a_thing_of_its_own(ask_jsonld: Callable[[str], Any]) -> None:
    seen, following = [], "/v1/facts?country=KZ&limit=4"
    while following:
        about = ask_jsonld(following)["@graph"][0]
        seen.append(about["@id"])
        assert about["@id"] == following
        following = about.get("next")
    assert len(seen) == len(set(seen)) > 2


_KINDS = (
    *("countries", "regions", "organizations", "people", "places"),
    *("instruments", "projects"),
)
