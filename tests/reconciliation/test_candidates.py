"""Who is a match, who is only a candidate, and in what order."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from policyfacts.naming import normalise_name
from policyfacts.reconciliation.candidates import Reconciler
from policyfacts.reconciliation.queries import QueryBody, parse_query
from policyfacts.search.snapshot import Snapshot
from tests.reconciliation.requests import candidates, draft_candidates, matches

MISSPELT = [
    ("Bellarus", "BY"),
    ("Kazahkstan", "KZ"),
    ("Tadjikistann", "TJ"),
    ("Azerbaidjann", "AZ"),
    ("Phillipines", "PH"),
    ("Venezuala", "VE"),
    ("Indonisia", "ID"),
    ("Индонезья", "ID"),
    ("Казакстан", "KZ"),
    ("Commonwealth of Independant States", "cis"),
    ("European Unoin", "eu"),
    ("Carribean", "caribbean"),
    ("Alexandr Lukashenko", "alexander-lukashenko"),
    ("Minks", "minsk"),
]


def test_every_name_and_code_finds_all_entities_that_have_it(snapshot: Snapshot) -> None:
    reconciler, registry = Reconciler(snapshot), snapshot.registry
    for id_, entity in registry.entities.items():
        names = [name.name for name in registry.names.get(id_, [])]
        codes = [code for code in (id_, entity.name, entity.alpha3, entity.m49) if code]
        for name in dict.fromkeys([*names, *codes]):
            query = parse_query("q0", QueryBody(query=name, type=[entity.kind.value], limit=50))
            results = reconciler.find(query)
            bearers = {candidate.entity.id for candidate in results if candidate.score >= 99}
            assert id_ in bearers, name
            own = [candidate.entity.id for candidate in results if candidate.features["exact"]]
            matched = [candidate.entity.id for candidate in results if candidate.is_match]
            assert matched == (own if len(bearers) == 1 else []), name
            top = results[: len(bearers)]
            assert {candidate.entity.id for candidate in top} == bearers, (
                "those who bear it come first"
            )
            assert all(
                candidate.score == (100 if candidate.features["exact"] else 99) for candidate in top
            )


def test_the_api_reads_a_matched_name_as_the_same_entity(
    service: TestClient, snapshot: Snapshot
) -> None:
    registry = snapshot.registry
    for name, kind in (
        ("Byelorussia", None),
        ("Китай", None),
        ("CHN", "country"),
        ("156", "country"),
        ("U.N.", None),
        ("Côte d’Ivoire", None),
        ("turkiye", None),
    ):
        typed = {} if kind is None else {"type": kind}
        (matched,) = matches(candidates(service, query=name, **typed))
        response = service.get(f"/v1/entities/{name}", follow_redirects=True)
        assert response.json()["id"] == matched
        assert matched in registry.entities


@pytest.mark.parametrize(("name", "id_"), MISSPELT)
def test_misspelt_name_finds_its_entity_first_and_never_matches(
    service: TestClient, name: str, id_: str
) -> None:
    results = candidates(service, query=name)
    assert results[0]["id"] == id_
    assert matches(results) == []
    assert all(0 < candidate["score"] < 100 for candidate in results)
    scores = [candidate["score"] for candidate in results]
    assert scores == sorted(scores, reverse=True)


def test_no_letter_may_differ_in_a_match(service: TestClient, snapshot: Snapshot) -> None:
    """Each name of a country with one letter left out, unless that is a name as well."""
    names = [
        entity.name
        for entity in snapshot.registry.entities.values()
        if entity.kind.value == "country"
    ]
    shorter = [name[:2] + name[3:] for name in names if len(name) > 4]
    unknown = [name for name in shorter if not snapshot.registry.find_exactly(name)]
    assert len(unknown) > 200
    for name in unknown[::5]:
        assert matches(candidates(service, query=name)) == [], name


def test_names_of_nothing_have_no_match(service: TestClient) -> None:
    for name in ("Atlantis", "Springfield", "John Smith", "-", " ", "", "…", "x" * 2000):
        assert matches(candidates(service, query=name)) == []
    assert candidates(service, query=" ") == []


def test_name_of_two_entities_finds_both_and_matches_neither(service: TestClient) -> None:
    results = candidates(service, query="Congo")
    assert [
        (candidate["id"], candidate["score"], candidate["match"]) for candidate in results[:2]
    ] == [
        ("CD", 100, False),
        ("CG", 100, False),
    ]


def test_type_leaves_out_entities_of_other_types(service: TestClient) -> None:
    assert matches(candidates(service, query="Micronesia")) == []
    for kind, id_ in (("country", "FM"), ("region", "micronesia")):
        results = candidates(service, query="Micronesia", type=kind)
        assert matches(results) == [id_]
        assert {candidate["type"][0]["id"] for candidate in results} == {kind}
    both = ["country", "region"]
    assert matches(candidates(service, query="Micronesia", type=both, type_strict="any")) == []
    assert candidates(service, query="Micronesia", type=both, type_strict="all") == []


def test_type_strict_should_lowers_the_score_of_other_types(service: TestClient) -> None:
    results = candidates(service, query="Micronesia", type="region", type_strict="should")
    assert [(candidate["id"], candidate["score"], candidate["match"]) for candidate in results] == [
        ("micronesia", 100, True),
        ("FM", 50, False),
    ]


@pytest.mark.parametrize(
    ("property_", "value", "id_"),
    [
        ("m49", 180, "CD"),
        ("alpha3", "cog", "CG"),
        ("alpha2", "CG", "CG"),
        ("name_en", "Republic of the Congo", "CG"),
    ],
)
def test_evidence_decides_between_entities_of_one_name(
    service: TestClient, property_: str, value: Any, id_: str
) -> None:
    results = candidates(service, query="Congo", properties=[{"pid": property_, "v": value}])
    assert matches(results) == [id_]
    assert [candidate["score"] for candidate in results[:2]] == [100, 70]


def test_contradicting_evidence_prevents_the_match(service: TestClient) -> None:
    results = candidates(service, query="Nigeria", properties=[{"pid": "alpha3", "v": "NER"}])
    assert matches(results) == []
    assert [candidate["id"] for candidate in results[:2]] == ["NE", "NG"], (
        "the code speaks for the other"
    )
    assert {"id": "property:alpha3", "value": False} in results[1]["features"]


def test_evidence_on_an_unknown_value_changes_nothing(service: TestClient) -> None:
    plain = candidates(service, query="Minsk")
    assert candidates(service, query="Minsk", properties=[{"pid": "alpha3", "v": "BLR"}]) == plain


def test_m49_numbers_need_no_zeros(service: TestClient) -> None:
    for value in (4, 4.0, "4", "004"):
        results = candidates(service, properties=[{"pid": "m49", "v": value}])
        assert matches(results) == ["AF"]


@pytest.mark.parametrize(
    ("query", "country"),
    [
        ({"query": "COW:345"}, "RS"),
        ({"query": "Q1246"}, "XK"),
        ({"properties": [{"pid": "cow", "v": 345}]}, "RS"),
        ({"properties": [{"pid": "gw", "v": "340"}]}, "RS"),
        ({"properties": [{"pid": "cow", "v": "002"}]}, "US"),
        ({"properties": [{"pid": "cowc", "v": "GMY"}]}, "DE"),
        ({"properties": [{"pid": "wikidata", "v": "Q184"}]}, "BY"),
        ({"properties": [{"pid": "fips", "v": "BO"}]}, "BY"),
    ],
)
def test_code_of_another_list_matches_where_its_scheme_is_named(
    service: TestClient, query: dict[str, Any], country: str
) -> None:
    best = candidates(service, **query)[0]
    assert (best["id"], best["match"]) == (country, True)


def test_former_name_matches_and_has_its_last_day(service: TestClient) -> None:
    for name, id_, until in (("Swaziland", "SZ", "2018-04-18"), ("Zaire", "CD", "1997-05-16")):
        (first, *_) = candidates(service, query=name)
        assert (first["id"], first["match"]) == (id_, True)
        assert f"until {until}: {name}" in first["description"]


def test_required_conditions_leave_out_entities_that_fail_them(service: TestClient) -> None:
    member: dict[str, Any] = {
        "matchType": "property",
        "propertyId": "member_of",
        "propertyValue": ["cis", "European Union"],
    }
    any_, all_, none = (
        {
            candidate["id"]
            for candidate in draft_candidates(
                service,
                {**member, "required": True, "matchQuantifier": quantifier},
                type="country",
                limit=100,
            )
        }
        for quantifier in ("any", "all", "none")
    )
    assert {"BY", "PL"} <= any_
    assert not all_, "no country is in both"
    assert "CN" in none
    assert not none & any_


def test_required_name_leaves_out_similar_names(service: TestClient) -> None:
    near = {"matchType": "name", "propertyValue": "Kazachstann"}
    assert draft_candidates(service, near)[0]["id"] == "KZ"
    assert draft_candidates(service, {**near, "required": True}) == []
    exact = {"matchType": "name", "propertyValue": "Казахстан", "required": True}
    assert matches(draft_candidates(service, exact)) == ["KZ"]


def test_conditions_on_ids_match_and_exclude(service: TestClient) -> None:
    by_id = {"matchType": "id", "propertyValue": "by"}
    assert matches(draft_candidates(service, by_id)) == ["BY"]
    congo = {"matchType": "name", "propertyValue": "Congo"}
    other = {"matchType": "id", "propertyValue": "CG", "matchQuantifier": "none"}
    assert matches(draft_candidates(service, congo, other)) == ["CD"]


def test_property_of_many_entities_matches_none(service: TestClient) -> None:
    results = candidates(service, properties=[{"pid": "region", "v": "Central Asia"}], limit=50)
    assert {"KZ", "KG", "TJ", "TM", "UZ"} <= {candidate["id"] for candidate in results}
    assert matches(results) == []


def test_equal_queries_have_equal_results(service: TestClient) -> None:
    once = candidates(service, query="Islands", limit=20)
    assert candidates(service, query="Islands", limit=20) == once
    assert candidates(service, query="Islands", limit=3) == once[:3]


def test_names_are_compared_as_the_project_folds_them(service: TestClient) -> None:
    for name in ("côte d'ivoire", "COTE DIVOIRE", " Cote d’Ivoire "):
        assert normalise_name(name) == "cote divoire"
        assert matches(candidates(service, query=name)) == ["CI"]
