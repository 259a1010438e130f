"""JSON-LD: every key is in the context, dates are those of the source, the claim has its author."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given

from policyfacts.renderers.distributions import Distribution
from policyfacts.renderers.jsonld.context import CONTEXT
from policyfacts.renderers.jsonld.documents import (
    dataset_document,
    entity_document,
    fact_document,
    facts_document,
)
from policyfacts.renderers.jsonld.nodes import ResourceUrls
from policyfacts.schemas.envelope import Meta, Page
from tests.renderers.factories import make_fact, texts
from tests.seeds import frozen_facts

SITE = ResourceUrls("https://facts.test/context.jsonld", lambda path: f"https://facts.test{path}")
TERMS = CONTEXT["@context"]
Document = dict[str, Any]


def words(node: Any) -> Iterator[str]:
    """Yield every key and every type in a document, except those within JSON literals."""
    if isinstance(node, list):
        for item in node:
            yield from words(item)
    elif isinstance(node, dict):
        for key, value in node.items():
            yield value if key == "@type" else key
            if TERMS.get(key) != TERMS["query"]:
                yield from words(value)


def unknown_words(document: Document) -> set[str]:
    keywords = {"@context", "@graph", "@id", "@value", "@language"}
    return {word for word in words(document) if word not in TERMS and word not in keywords}


def make_claim(**changes: Any) -> Document:
    return fact_document({**make_fact("It was.", "x"), **changes}, SITE)


def make_date(edtf: str) -> dict[str, Any]:
    return {"edtf": edtf, "start": None, "end": None, "precision": None, "stated": True}


def ids(nodes: list[Document]) -> list[str]:
    return [node["identifier"] for node in nodes]


def test_every_key_of_a_fact_is_in_the_context(facts: list[dict[str, Any]]) -> None:
    for fact in facts:
        document = fact_document(fact, SITE)
        assert unknown_words(document) == set()
        assert document["@context"] == "https://facts.test/context.jsonld"
    assert unknown_words({"@type": "Clam", "txet": [{"tpye": None}]}) == {"Clam", "txet", "tpye"}


def test_every_term_is_of_schema_org_or_policyfacts() -> None:
    iris = [term["@id"] if isinstance(term, dict) else term for term in TERMS.values()]
    assert all(
        iri.startswith(("https://schema.org/", "urn:policyfacts:term:"))
        for iri in iris
        if iri != TERMS["@version"]
    )


def test_every_fact_is_the_claim_of_its_government(facts: list[dict[str, Any]]) -> None:
    for fact in facts:
        claim = fact_document(fact, SITE)
        assert claim["@type"] == "Claim"
        assert claim["@id"] == f"https://facts.test/v1/facts/{fact['id']}"
        assert claim["author"]["@type"] == "GovernmentOrganization"
        assert claim["author"]["identifier"] == "mfa-belarus"
        assert ids(claim["appearance"]) == [evidence["locator"] for evidence in fact["evidence"]]
        assert {place["isPartOf"]["identifier"] for place in claim["appearance"]} == {"by-2013"}


def test_dates_of_events_are_as_exact_as_the_source(facts: list[dict[str, Any]]) -> None:
    events = [fact for fact in facts if fact["kind"] == "event" and fact["status"] != "considered"]
    assert {fact["date"]["stated"] for fact in events} == {True, False}
    for fact in events:
        event = fact_document(fact, SITE)["about"][0]
        dates = [event[name] for name in ("startDate", "endDate") if name in event]
        assert len(dates) == (2 if fact["date"]["stated"] else 0), fact["id"]
        edtf = "/".join(dict.fromkeys(dates))
        assert edtf == (fact["date"]["edtf"] if fact["date"]["stated"] else "")


@pytest.mark.parametrize(
    ("edtf", "start", "end"),
    [
        ("2013", "2013", "2013"),
        ("2013-05", "2013-05", "2013-05"),
        ("2013-05-17", "2013-05-17", "2013-05-17"),
        ("2013-07/2013-12", "2013-07", "2013-12"),
    ],
)
def test_dates_keep_their_precision(edtf: str, start: str, end: str) -> None:
    claim = make_claim(date=make_date(edtf))
    assert claim["temporalCoverage"] == edtf
    assert (claim["about"][0]["startDate"], claim["about"][0]["endDate"]) == (start, end)


def test_parties_are_in_the_event_by_their_roles() -> None:
    claim = make_claim()
    event = claim["about"][0]
    assert ids(event["attendee"]) == ["BY", "somebody"]
    assert ids(event["organizer"]) == ["eu"]
    assert ids(event["funder"]) == ["cis"]
    assert ids(event["location"]) == ["minsk"]
    assert ids(event["about"]) == ["africa", "programme"]
    assert ids(claim["mentions"]) == ["treaty", "programme"]
    roles = {(party["entity"]["identifier"], party["role"]) for party in claim["parties"]}
    assert ("RU", "excluded") in roles
    assert len(roles) == 10


def test_excluded_party_is_no_subject_of_the_claim() -> None:
    claim = make_claim(kind="state")
    assert ids(claim["about"]) == [*("BY", "africa", "eu", "cis", "somebody", "minsk", "programme")]


@pytest.mark.parametrize(
    ("status", "expected"),
    [("planned", "https://schema.org/EventScheduled"), ("done", None), ("ongoing", None)],
)
def test_only_planned_events_are_scheduled(status: str, expected: str | None) -> None:
    claim = make_claim(status=status)
    assert claim["about"][0].get("eventStatus") == expected
    assert claim["status"] == status


def test_figures_are_observations_with_bound_and_basis() -> None:
    first, second = make_claim()["figures"]
    assert (first["value"], first["unitText"], first["bound"]) == (-0.5, "USD", "about")
    assert first["measuredProperty"] == "urn:policyfacts:measure:trade-turnover"
    assert (first["observationPeriod"], "observationPeriod" in second) == ("2013", False)


def test_links_and_false_values_are_kept() -> None:
    claim = make_claim(times=0)
    assert claim["part_of"] == ["https://facts.test/v1/facts/by-2013-whole"]
    assert (claim["parties_complete"], claim["times"]) == (False, 0)


@given(statement=texts, name=texts)
def test_any_text_is_kept(statement: str, name: str) -> None:
    document = json.loads(json.dumps(fact_document(make_fact(statement, name), SITE)))
    assert document.get("text", "") == statement
    assert document["author"]["name"] == name
    assert unknown_words(document) == set()


def test_page_is_described_before_its_facts(get_json: Callable[[str], Any]) -> None:
    answer = get_json("/v1/facts?limit=3")
    page, meta = Page(**answer["page"]), Meta(**answer["meta"])
    document = facts_document(answer["items"], page, meta, "https://facts.test/v1/facts", SITE)
    about, *claims = document["@graph"]
    assert set(document) == {"@context", "@graph"}, "anything beside would name the graph"
    assert (about["count"], about["total"], about["version"]) == (
        3,
        len(frozen_facts()),
        meta.release,
    )
    assert about["next"] == answer["page"]["next"]
    assert about["dataFeedElement"] == [claim["@id"] for claim in claims]
    assert ids(claims) == [fact["id"] for fact in answer["items"]]
    assert unknown_words(document) == set()


def test_country_is_linked_to_its_record_elsewhere(
    get_json: Callable[[str], Any],
) -> None:
    turkey = entity_document(get_json("/v1/countries/TR"), SITE)
    assert (turkey["@type"], turkey["alpha3"]) == ("Country", "TUR")
    assert turkey["sameAs"] == [
        "http://publications.europa.eu/resource/authority/country/TUR",
        "http://www.wikidata.org/entity/Q43",
    ]
    kosovo = entity_document(get_json("/v1/countries/XK"), SITE)
    assert kosovo["sameAs"] == ["http://www.wikidata.org/entity/Q1246"]
    assert {"@value": "Турция", "@language": "ru"} in turkey["alternateName"]
    assert turkey["containedInPlace"]["@type"] == "Place"


def test_members_of_an_organization_have_their_dates(get_json: Callable[[str], Any]) -> None:
    union = entity_document(get_json("/v1/organizations/eu"), SITE)
    croatia = next(member for member in union["member"] if member["member"]["identifier"] == "HR")
    assert croatia["startDate"] == "2013-07-01"
    assert croatia["member"]["@id"] == "https://facts.test/v1/entities/HR"


@pytest.mark.parametrize(
    ("entity", "type_"),
    [
        ("BY", "Country"),
        ("africa", "Place"),
        ("un", "Organization"),
        ("mfa-belarus", "GovernmentOrganization"),
        ("alexander-lukashenko", "Person"),
        ("minsk", "Place"),
    ],
)
def test_each_kind_of_entity_has_its_type(
    get_json: Callable[[str], Any], entity: str, type_: str
) -> None:
    document = entity_document(get_json(f"/v1/entities/{entity}"), SITE)
    assert document["@type"] == type_
    assert unknown_words(document) == set()


def test_office_has_its_country(get_json: Callable[[str], Any]) -> None:
    (office,) = entity_document(get_json("/v1/entities/alexander-lukashenko"), SITE)["worksFor"]
    assert office["roleName"].startswith("President")
    assert office["worksFor"]["identifier"] == "BY"


def test_dataset_lists_its_files(get_json: Callable[[str], Any]) -> None:
    url = "https://facts.test/v1/downloads/facts.ndjson"
    file = Distribution("facts.ndjson", "Facts.", url, "application/x-ndjson", 123, "ab")
    document = dataset_document(get_json("/v1"), [file], SITE)
    assert unknown_words(document) == set()
    assert document["license"] == {"@id": "https://creativecommons.org/licenses/by/4.0/"}
    (download,) = document["distribution"]
    assert (download["contentUrl"], download["contentSize"]) == (url, "123 B")
