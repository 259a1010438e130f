"""Which names are an entity's own, and what is said of cells that are blank or too long."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from policyfacts.reconciliation.candidates import Reconciler
from policyfacts.reconciliation.queries import QueryBody, parse_query
from policyfacts.search.snapshot import Snapshot
from policyfacts.vocabulary import NameKind
from tests.reconciliation.service import candidates, draft_candidates, matches, post_queries

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
        for written in dict.fromkeys([entity.name, *names]):
            found = reconciler.find(parse_query("q0", QueryBody(query=written, limit=50)))
            assert id_ in {
                candidate.entity.id for candidate in found if candidate.features["exact"]
            }, written


@pytest.mark.parametrize(("written", "id_"), SHARED)
def test_what_may_mean_something_else_is_a_candidate_and_no_match(
    service: TestClient, written: str, id_: str
) -> None:
    found = candidates(service, query=written)
    assert (found[0]["id"], found[0]["score"]) == (id_, 99)
    assert matches(found) == []


@pytest.mark.parametrize("written", ["French", "4", "Security Council", "MFA", "Lukashenko"])
def test_evidence_of_such_a_name_identifies_nobody(service: TestClient, written: str) -> None:
    assert matches(candidates(service, properties=[{"pid": "name", "v": written}])) == []


def test_codes_match_as_they_are_written_where_countries_or_regions_are_asked_for(
    service: TestClient,
) -> None:
    for written, kind, id_ in (
        ("NAM", "country", "NA"),
        ("NO", "country", "NO"),
        ("004", "country", "AF"),
        ("002", "region", "africa"),
    ):
        assert matches(candidates(service, query=written)) == []
        assert matches(candidates(service, query=written, type=kind)) == [id_]
        both = ["country", "organization"]
        assert matches(candidates(service, query=written, type=both)) == []
    for written in ("4", "04", "n.a.", "no", "nam", "French"):
        assert matches(candidates(service, query=written, type="country")) == []


@pytest.mark.parametrize(
    ("written", "id_"),
    [("World Bank", "world-bank-group"), ("United Nations", "un"), ("Turkey", "TR")],
)
def test_a_usual_name_of_one_thing_matches(service: TestClient, written: str, id_: str) -> None:
    assert matches(candidates(service, query=written)) == [id_]


def test_an_adjective_leaves_the_name_that_is_written_so_alone(service: TestClient) -> None:
    assert matches(candidates(service, query="Caribbean")) == ["caribbean"]
    assert matches(candidates(service, query="UN")) == ["un"]
    assert matches(candidates(service, query="U.S.")) == ["US"]
    assert matches(candidates(service, query="AU")) == [], "Australia's code, the African Union"


@pytest.mark.parametrize(
    ("written", "id_"),
    [
        ("S. Korea", "KR"),
        ("N. Korea", "KP"),
        ("Korea, Rep.", "KR"),
        ("Korea, Dem. People's Rep.", "KP"),
        ("Congo, Dem. Rep.", "CD"),
        ("Solomon Is.", "SB"),
    ],
)
def test_what_tables_abbreviate_ranks_first_and_never_matches(
    service: TestClient, written: str, id_: str
) -> None:
    found = candidates(service, query=written)
    assert found[0]["id"] == id_
    assert all(candidate["score"] < found[0]["score"] for candidate in found[1:])
    assert matches(found) == []


@pytest.mark.parametrize("blank", ["", " ", ["", "\t"]])
def test_a_blank_cell_says_nothing_of_a_name(service: TestClient, blank: Any) -> None:
    plain = candidates(service, query="Turkey")
    assert matches(plain) == ["TR"]
    assert candidates(service, query="Turkey", properties=[{"pid": "alpha3", "v": blank}]) == plain
    assert candidates(service, properties=[{"pid": "alpha3", "v": blank}]) == []
    one = {"pid": "alpha3", "v": ["", "TUR"]}
    assert matches(candidates(service, query="Turkey", properties=[one])) == ["TR"]


def test_a_whole_batch_of_cyrillic_names_is_taken(service: TestClient) -> None:
    queries = {f"q{at}": {"query": "Республика Беларусь " * 15} for at in range(50)}
    assert len(str(queries)) > 12_000
    answered = post_queries(service, queries)
    assert (answered.status_code, len(answered.json())) == (200, 50)


def test_a_blank_condition_leaves_nobody_out(service: TestClient) -> None:
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


def test_a_cell_that_is_too_long_finds_nothing_and_leaves_the_other_rows(
    service: TestClient,
) -> None:
    long = "x" * 2001
    of_note = {"query": "Turkey", "properties": [{"pid": "office", "v": long}]}
    queries = {"long": {"query": long}, "short": {"query": "Belarus"}, "note": of_note}
    answered = post_queries(service, queries)
    assert answered.status_code == 200
    found = {key: result["result"] for key, result in answered.json().items()}
    assert found["long"] == []
    assert matches(found["short"]) == ["BY"]
    assert matches(found["note"]) == ["TR"]
    assert draft_candidates(service, {"matchType": "name", "propertyValue": long}) == []
