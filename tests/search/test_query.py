"""Queries as people make them find the facts that answer them, and no others."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from policyfacts.vocabulary import Status
from tests.search.expected_answers import EXPECTED
from tests.search.requests import ask, refusal

EUROPE = set(
    "AD AL AT AX BA BE BG CH CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT LU "
    "LV MC MD ME MK MT NL NO PL PT RO RS RU SE SI SJ SK SM UA VA".split()
)
EUROPEAN_REGIONS = {
    *("europe", "eastern-europe", "northern-europe", "southern-europe", "western-europe"),
}


@pytest.mark.parametrize(
    ("query", "ids"), [case[1:] for case in EXPECTED], ids=[case[0] for case in EXPECTED]
)
def test_query_finds_the_facts_that_answer_it(client: TestClient, query: str, ids: str) -> None:
    body = client.get(f"/v1/facts?{query}").json()
    assert {fact["id"].removeprefix("by-2013-") for fact in body["items"]} == set(ids.split())
    assert body["page"]["total"] == len(body["items"])


def test_agreement_with_turkey_cites_all_its_passages(
    client: TestClient,
) -> None:
    assert locators(one(client, "country=TR&topic=visas")) == ["p10s2", "p39s2", "p93s2"]
    assert locators(one(client, "country=TR&topic=readmission")) == ["p39s2"]


def test_partnership_with_china_and_value_of_agreements_are_two_facts(
    client: TestClient,
) -> None:
    partnership = one(client, "country=CN&topic=strategic-partnership")
    assert locators(partnership) == ["p08s1", "p51s2"]
    assert partnership["figures"] == []
    total = one(client, "country=CN&kind=figure")
    assert "p51s3" in locators(total)
    assert total["figures"] == [
        {
            "measure": "agreements-value",
            "value": 1900000000,
            "unit": "USD",
            "bound": "about",
            "basis": "actual",
            "period": "2013",
            "of": None,
        }
    ]
    visits = {f"by-2013-state-visit-{country}" for country in ("indonesia", "singapore", "china")}
    assert {(link["type"], link["id"]) for link in total["links"]} == {
        ("result-of", visit) for visit in visits
    }


def test_embassy_in_ethiopia_is_the_fifth_mission_in_africa(client: TestClient) -> None:
    embassy = one(client, "region=africa&type=mission-opening&status=done")
    assert locators(embassy) == ["p48s1", "p83s2"]
    assert embassy["date"]["edtf"] == "2013-09"
    assert [figure["value"] for figure in embassy["figures"]] == [5]
    assert {country["id"]: country["role"] for country in embassy["countries"]} == {
        "BY": "initiator",
        "ET": "host",
    }


def test_visits_abroad_are_not_among_visits_to_belarus(client: TestClient) -> None:
    visits = ask(client, {"type": "visit", "level": "head-of-state", "party": "BY:host"}, limit=500)
    roles = [
        {country["role"]: country["id"] for country in fact["countries"]}
        for fact in visits["items"]
    ]
    assert {roles_of_visit["host"] for roles_of_visit in roles} == {"BY"}
    assert {roles_of_visit["visitor"] for roles_of_visit in roles} == {"RS", "VE", "EC", "BO"}


def test_region_europe_does_not_match_every_fact_of_belarus(client: TestClient) -> None:
    facts = ask(client, {"region": "europe"}, limit=500)["items"]
    everything = ask(client, {"country": "BY"})["page"]["total"]
    assert 0 < len(facts) < everything / 2
    for fact in facts:
        countries = {
            country["id"] for country in fact["countries"] if country["role"] != "excluded"
        }
        regions = {region["id"] for region in fact["regions"]}
        assert countries & EUROPE or regions & EUROPEAN_REGIONS, fact["id"]
    through_members = ask(client, {"region": "europe", "region_match": "members"})["page"]["total"]
    named = ask(client, {"region": "europe", "region_match": "named"})["page"]["total"]
    assert 0 < named < through_members <= len(facts) <= named + through_members


@pytest.mark.parametrize(
    ("params", "code", "suggestion"),
    [
        ({"country": "Norge"}, "unknown_country", None),
        ({"region": "cis"}, "wrong_kind", "organization=cis"),
        ({"year": "20013"}, "out_of_range", None),
        ({"limit": "501"}, "out_of_range", None),
        ({"date_from": "2013-02-30"}, "no_such_date", None),
        ({"date_from": "2013/2014"}, "bad_date", None),
        ({"date_from": "17.01.2013"}, "bad_date", None),
        ({"date_from": "٢٠١٣"}, "bad_date", None),
        ({"date_from": "2014", "date_to": "2013"}, "empty_span", None),
        ({"year_from": "2014", "year_to": "2013"}, "empty_span", None),
    ],
)
def test_impossible_query_is_refused(
    client: TestClient, params: dict[str, str], code: str, suggestion: str | None
) -> None:
    error = refusal(client, params)
    assert error["code"] == code
    assert suggestion is None or suggestion in error["did_you_mean"]


def test_country_profile_counts_the_facts_of_the_country(client: TestClient) -> None:
    profile = client.get("/v1/countries/KZ").json()
    facts = ask(client, {"country": "KZ"}, limit=500)["items"]
    assert profile["facts"] == len(facts) > 0
    for dimension, parameter in (
        *(("years", "year"), ("topics", "topic")),
        *(("types", "type"), ("partners", "country_all")),
    ):
        for count in profile["counts"][dimension]:
            params = {"country": "KZ", parameter: count["value"]}
            assert ask(client, params)["page"]["total"] == count["count"] > 0, params
    partners = {country["id"] for fact in facts for country in fact["countries"]} - {"KZ"}
    assert {partner["value"] for partner in profile["counts"]["partners"]} == partners


def test_totals_by_status_add_up_to_all_facts(client: TestClient) -> None:
    parts = [ask(client, {"status": status.value})["page"]["total"] for status in Status]
    assert sum(parts) == ask(client, {})["page"]["total"]
    assert all(parts)


def test_excluded_country_is_shown_but_not_matched(client: TestClient) -> None:
    balance = one(client, "country=GE&type=trade-figure")
    assert ("RU", "excluded") in {
        (country["id"], country["role"]) for country in balance["countries"]
    }
    for parameter in ("country", "entity", "party", "country_all"):
        facts = ask(client, {parameter: "RU", "type": "trade-figure"}, limit=500)["items"]
        assert balance["id"] not in {fact["id"] for fact in facts}
    without = ask(client, {"country_not": "RU", "type": "trade-figure"}, limit=500)["items"]
    assert balance["id"] in {fact["id"] for fact in without}


def test_dates_warn_how_many_more_facts_overlap(client: TestClient) -> None:
    days = {"date_from": "2013-01-15", "date_to": "2013-01-17"}
    narrow, wide = ask(client, days), ask(client, {**days, "date_match": "overlaps"})
    more = wide["page"]["total"] - narrow["page"]["total"]
    assert more > 0
    assert str(more) in narrow["meta"]["warnings"][0]
    assert "date_match=overlaps" in narrow["meta"]["warnings"][0]
    assert wide["meta"]["warnings"] == []


def one(client: TestClient, query: str) -> Any:
    """Return the only fact that matches."""
    (fact,) = client.get(f"/v1/facts?{query}").json()["items"]
    return fact


def locators(fact: Any) -> list[str]:
    return [passage["locator"] for passage in fact["evidence"]]
