"""Queries as people make them find the facts that answer them, and no others."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.search.expected_answers import EXPECTED
from tests.search.requests import ask, refusal


@pytest.mark.parametrize(
    ("query", "ids"), [case[1:] for case in EXPECTED], ids=[case[0] for case in EXPECTED]
)
def test_query_finds_the_facts_that_answer_it(client: TestClient, query: str, ids: str) -> None:
    body = client.get(f"/v1/facts?{query}").json()
    assert {fact["id"].removeprefix("by-2013-") for fact in body["items"]} == set(ids.split())
    assert body["page"]["total"] == len(body["items"])


def test_agreement_with_turkey_cites_all_its_passages(client: TestClient) -> None:
    assert locators(one(client, "country=TR&topic=visas")) == ["p10s2", "p39s2", "p93s2"]
    assert locators(one(client, "country=TR&topic=readmission")) == ["p39s2"]


def test_partnership_with_china_and_value_of_agreements_are_two_facts(client: TestClient) -> None:
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


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"year": "20013"}, "out_of_range"),
        ({"date_from": "2013-02-30"}, "no_such_date"),
        ({"date_from": "2013/2014"}, "bad_date"),
        ({"date_from": "17.01.2013"}, "bad_date"),
        ({"date_from": "٢٠١٣"}, "bad_date"),
        ({"date_from": "2014", "date_to": "2013"}, "empty_span"),
        ({"year_from": "2014", "year_to": "2013"}, "empty_span"),
    ],
)
def test_impossible_time_is_refused(client: TestClient, params: dict[str, str], code: str) -> None:
    assert refusal(client, params)["code"] == code


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


def one(client: TestClient, query: str) -> Any:
    """Return the only fact that matches."""
    (fact,) = client.get(f"/v1/facts?{query}").json()["items"]
    return fact


def locators(fact: Any) -> list[str]:
    return [passage["locator"] for passage in fact["evidence"]]
