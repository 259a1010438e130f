"""Which names are an entity's own, and what is said of cells that are blank or too long."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from policyfacts.reconciliation.candidates import Reconciler
from policyfacts.reconciliation.queries import QueryBody, parse_query
from policyfacts.search.snapshot import Snapshot
from policyfacts.vocabulary import NameKind
from tests.reconciliation.requests import candidates, draft_candidates, matches, post_queries

SHARED = [
    ("Asian", "asia"),
    ("African", "africa"),
    ("European", "europe"),
    ("American", "US"),
    ("French", "FR"),
    ("Indian", "IN"),
    ("Guinean", "GN"),
    ("Samoan", "WS"),
    ("1", "world"),
    ("2", "africa"),
    ("4", "AF"),
    ("12", "DZ"),
    ("100", "BG"),
    ("NAM", "NA"),
    ("NO", "NO"),
    ("car", "CF"),
    ("las", "arab-league"),
    ("Ministry of Foreign Affairs", "mfa-belarus"),
    ("MFA", "mfa-belarus"),
    ("Security Council", "un-security-council"),
    ("Lukashenko", "alexander-lukashenko"),
]


def test_every_name_in_a_language_is_the_entitys_own(snapshot: Snapshot) -> None:
    reconciler, registry = Reconciler(snapshot), snapshot.registry
    for id_, entity in registry.entities.items():
        names = [name.name for name in registry.names.get(id_, []) if name.kind is NameKind.NAME]
        for name in dict.fromkeys([entity.name, *names]):
            results = reconciler.find(parse_query("q0", QueryBody(query=name, limit=50)))
            assert id_ in {
                candidate.entity.id for candidate in results if candidate.features["exact"]
            }, name


@pytest.mark.parametrize(("name", "id_"), SHARED)
def test_shared_name_is_a_candidate_and_no_match(service: TestClient, name: str, id_: str) -> None:
    results = candidates(service, query=name)
    assert (results[0]["id"], results[0]["score"]) == (id_, 99)
    assert matches(results) == []


@pytest.mark.parametrize("name", ["French", "4", "Security Council", "MFA", "Lukashenko"])
def test_shared_name_as_evidence_matches_nothing(service: TestClient, name: str) -> None:
    assert matches(candidates(service, properties=[{"pid": "name", "v": name}])) == []


def test_codes_match_only_where_all_types_have_codes(service: TestClient) -> None:
    for name, kind, id_ in (
        ("NAM", "country", "NA"),
        ("NO", "country", "NO"),
        ("004", "country", "AF"),
        ("002", "region", "africa"),
    ):
        assert matches(candidates(service, query=name)) == []
        assert matches(candidates(service, query=name, type=kind)) == [id_]
        both = ["country", "organization"]
        assert matches(candidates(service, query=name, type=both)) == []
    for name in ("4", "04", "n.a.", "no", "nam", "French"):
        assert matches(candidates(service, query=name, type="country")) == []


@pytest.mark.parametrize(
    ("name", "id_"),
    [("World Bank", "world-bank-group"), ("United Nations", "un"), ("Turkey", "TR")],
)
def test_a_usual_name_of_one_thing_matches(service: TestClient, name: str, id_: str) -> None:
    assert matches(candidates(service, query=name)) == [id_]


def test_adjective_of_one_entity_does_not_hide_the_name_of_another(service: TestClient) -> None:
    assert matches(candidates(service, query="Caribbean")) == ["caribbean"]
    assert matches(candidates(service, query="UN")) == ["un"]
    assert matches(candidates(service, query="U.S.")) == ["US"]
    assert matches(candidates(service, query="AU")) == [], "Australia's code, the African Union"


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("S. Korea", "KR"),
        ("N. Korea", "KP"),
        ("Korea, Rep.", "KR"),
        ("Korea, Dem. People's Rep.", "KP"),
        ("Congo, Dem. Rep.", "CD"),
        ("Solomon Is.", "SB"),
    ],
)
def test_abbreviated_name_ranks_first_and_never_matches(
    service: TestClient, name: str, id_: str
) -> None:
    results = candidates(service, query=name)
    assert results[0]["id"] == id_
    assert all(candidate["score"] < results[0]["score"] for candidate in results[1:])
    assert matches(results) == []


@pytest.mark.parametrize("blank", ["", " ", ["", "\t"]])
def test_blank_evidence_changes_nothing(service: TestClient, blank: Any) -> None:
    plain = candidates(service, query="Turkey")
    assert matches(plain) == ["TR"]
    assert candidates(service, query="Turkey", properties=[{"pid": "alpha3", "v": blank}]) == plain
    assert candidates(service, properties=[{"pid": "alpha3", "v": blank}]) == []
    one = {"pid": "alpha3", "v": ["", "TUR"]}
    assert matches(candidates(service, query="Turkey", properties=[one])) == ["TR"]


def test_a_whole_batch_of_cyrillic_names_is_taken(service: TestClient) -> None:
    queries = {f"q{at}": {"query": "Республика Беларусь " * 15} for at in range(50)}
    assert len(str(queries)) > 12_000
    response = post_queries(service, queries)
    assert (response.status_code, len(response.json())) == (200, 50)


def test_blank_condition_leaves_no_entity_out(service: TestClient) -> None:
    name = {"matchType": "name", "propertyValue": "Turkey"}
    for quantifier in ("any", "all", "none"):
        blank = {
            "matchType": "property",
            "propertyId": "alpha3",
            "propertyValue": "",
            "required": True,
            "matchQuantifier": quantifier,
        }
        assert matches(draft_candidates(service, name, blank)) == ["TR"]


def test_too_long_name_finds_nothing_and_other_rows_are_answered(service: TestClient) -> None:
    long = "x" * 2001
    of_note = {"query": "Turkey", "properties": [{"pid": "office", "v": long}]}
    queries = {"long": {"query": long}, "short": {"query": "Belarus"}, "note": of_note}
    response = post_queries(service, queries)
    assert response.status_code == 200
    results = {key: result["result"] for key, result in response.json().items()}
    assert results["long"] == []
    assert matches(results["short"]) == ["BY"]
    assert matches(results["note"]) == ["TR"]
    assert draft_candidates(service, {"matchType": "name", "propertyValue": long}) == []
