"""Codes of other lists are read where their scheme is named, and refused with what there is."""

import pytest
from starlette.testclient import TestClient

from tests.search.requests import read


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("COW:710", "CN"),
        ("cow:710", "CN"),
        ("COW: 710", "CN"),
        ("COW:CHN", "CN"),
        ("COW:002", "US"),
        ("COW:255", "DE"),
        ("GW:260", "DE"),
        ("COW:345", "RS"),
        ("GW:340", "RS"),
        ("WD:Q148", "CN"),
        ("Wikidata:Q148", "CN"),
        ("Q148", "CN"),
        ("q148", "CN"),
        ("ISO3:CHN", "CN"),
        ("ISO2:cn", "CN"),
        ("ISO 3:CHN", "CN"),
        ("M49:4", "AF"),
        ("FIPS:CH", "CN"),
        ("COW:KOS", "XK"),
        ("XKX", "XK"),
        ("Kosovo", "XK"),
    ],
)
def test_code_behind_its_scheme_is_read(client: TestClient, text: str, country: str) -> None:
    answer = client.get("/v1/facts", params={"country": text, "limit": 0}).json()
    assert answer["meta"]["query"] == {"country": [country]}


def test_number_alone_is_that_of_m49(client: TestClient) -> None:
    query = read(client, "/v1/facts?country=710&limit=0")["meta"]["query"]
    assert query == {"country": ["ZA"]}, "710 is China for Correlates of War"


@pytest.mark.parametrize(
    ("party", "read_as"),
    [
        ("COW:710", "CN"),
        ("COW:710:host", "CN:host"),
        ("WD:Q148:host", "CN:host"),
        ("GW:host", "GW:host"),
        ("GW:710", "CN"),
    ],
)
def test_role_may_stand_behind_a_code(client: TestClient, party: str, read_as: str) -> None:
    query = read(client, f"/v1/facts?party={party}&limit=0")["meta"]["query"]
    assert query == {"party": [read_as]}


@pytest.mark.parametrize(
    ("text", "code", "near"),
    [
        ("COW:999", "unknown_code", []),
        ("GW:345", "unknown_code", ["COW:345"]),
        ("COW:Q148", "unknown_code", ["WD:Q148"]),
        ("Q999999999", "unknown_code", []),
        ("GAUL:53", "unknown_scheme", []),
        ("COW:", "unknown_code", []),
    ],
)
def test_unknown_code_is_refused_with_the_scheme_that_has_it(
    client: TestClient, text: str, code: str, near: list[str]
) -> None:
    response = client.get("/v1/facts", params={"country": text})
    (error,) = response.json()["errors"]
    assert (response.status_code, error["code"], error["did_you_mean"]) == (422, code, near)


def test_unknown_scheme_is_refused_with_those_that_are_read(client: TestClient) -> None:
    (error,) = client.get("/v1/facts?country=IOC:CHN").json()["errors"]
    for scheme in error["allowed"]:
        assert f"{scheme}" in error["message"]
    assert "COW" in error["allowed"]


def test_code_of_another_kind_is_told_the_parameter_that_takes_it(client: TestClient) -> None:
    (error,) = client.get("/v1/facts?region=COW:710").json()["errors"]
    assert (error["code"], error["did_you_mean"]) == ("wrong_kind", ["country=CN"])


def test_profile_has_the_codes_and_what_the_country_is_to_the_un(client: TestClient) -> None:
    kosovo = read(client, "/v1/countries/COW:347")
    assert (kosovo["id"], kosovo["type"], kosovo["parent"]["id"]) == (
        "XK",
        "other",
        "southern-europe",
    )
    assert kosovo["codes"] == {
        **{"alpha2": "XK", "alpha3": "XKX", "m49": None, "acronym": None},
        **{"cow": "347", "cowc": "KOS", "gw": "347", "wikidata": "Q1246", "fips": "KV"},
    }
    greenland = read(client, "/v1/countries/GL")["codes"]
    assert (greenland["cow"], greenland["gw"], greenland["wikidata"]) == (None, None, "Q223")


def test_countries_are_listed_by_what_they_are_to_the_un(client: TestClient) -> None:
    totals = {}
    for type_ in ("un-member", "un-observer", "other"):
        listing = read(client, f"/v1/countries?type={type_}&limit=300")
        assert {country["type"] for country in listing["items"]} == {type_}
        totals[type_] = listing["page"]["total"]
    assert (totals["un-member"], totals["un-observer"]) == (193, 2)
    assert sum(totals.values()) == read(client, "/v1/countries?limit=0")["page"]["total"]


def test_types_narrow_each_page_of_a_list(client: TestClient) -> None:
    first = read(client, "/v1/countries?type=un-observer,other&limit=30")
    second = client.get(first["page"]["next"]).json()
    assert {country["type"] for country in second["items"]} <= {"un-observer", "other"}
    blocs = read(client, "/v1/organizations?type=bloc")["items"]
    assert {organization["type"] for organization in blocs} == {"bloc"}


@pytest.mark.parametrize("typed", ["COW:710", "Q148", "wd:q148", "GW:710"])
def test_suggestions_know_codes_as_a_whole(client: TestClient, typed: str) -> None:
    (term,) = client.get("/v1/suggest", params={"q": typed, "kind": "country"}).json()["items"]
    assert (term["id"], term["match"]) == ("CN", "exact")
