"""The pages of things: what the API knows of them, in words."""

import pytest
from starlette.testclient import TestClient

from tests.site.html_assertions import BROWSER, number_in, visit


@pytest.mark.parametrize(
    "path", ["countries/KZ", "regions/africa", "organizations/un", "entities/minsk"]
)
def test_a_thing_is_shown_as_the_api_knows_it(browser: TestClient, path: str) -> None:
    page = visit(browser, f"/{path}")
    known = browser.get(f"/v1/{path}").json()
    assert page.one("h1").text == known["name"]
    total = page.by_id("total")
    assert total is not None
    assert number_in(total.text) == known["facts"]
    for name in known["names"]:
        assert name["name"] in page.text
    for other in [*known["memberships"], *known["members"], *known["parts"]]:
        assert other["name"] in page.text
    shown = [it.attributes["data-fact"] for it in page.all("article")]
    facts = browser.get(known["links"]["facts"]).json()["items"]
    assert shown == [it["id"] for it in facts][:10]


@pytest.mark.parametrize(("kind", "path"), [("topics", "topics/economy"), ("years", "years/2014")])
def test_topics_and_years_count_as_the_api_does(browser: TestClient, kind: str, path: str) -> None:
    known = browser.get(f"/v1/{path}").json()
    page = visit(browser, f"/{path}")
    total = page.by_id("total")
    assert total is not None
    assert number_in(total.text) == known["facts"]
    assert f"{page.one('h1').text} {known['facts']}" in visit(browser, f"/{kind}").text


@pytest.mark.parametrize(
    ("asked", "path"),
    [
        ("/countries/China", "/countries/CN"),
        ("/countries/156", "/countries/CN"),
        ("/countries/cn", "/countries/CN"),
        ("/countries/%D0%9A%D0%B8%D1%82%D0%B0%D0%B9", "/countries/CN"),
        ("/entities/CN", "/countries/CN"),
        ("/entities/UN", "/organizations/un"),
        ("/topics/Visas", "/topics/visas"),
        ("/facts/BY-2013-State-Visit-Indonesia", "/facts/by-2013-state-visit-indonesia"),
    ],
)
def test_each_thing_has_one_page(browser: TestClient, asked: str, path: str) -> None:
    answer = browser.get(asked, headers=BROWSER, follow_redirects=False)
    assert (answer.status_code, answer.headers["Location"]) == (308, path)


def test_a_fact_is_shown_with_all_that_is_held(browser: TestClient) -> None:
    known = browser.get("/v1/facts/by-2013-visa-free-travel-turkey").json()
    page = visit(browser, f"/facts/{known['id']}")
    assert page.one("h1").text == known["statement"]
    for party in known["countries"]:
        assert party["name"] in page.text
    for it in (*known["evidence"], *known["topics"]):
        assert (it.get("locator") or it["name"]) in page.text
    text = browser.get(f"/v1/facts/{known['id']}/citation").text
    quoted = page.by_id("citation-text")
    assert quoted is not None
    assert quoted.text == text
    assert known["asserted_by"]["name"] in page.text


def test_figures_keep_their_bounds_in_words(browser: TestClient) -> None:
    page = visit(browser, "/facts/by-2013-trade-turnover-united-states")
    assert page.one("dl", class_="figures").one("dd").text == "more than 500 million USD"


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("/countries/", "/countries"),
        ("/countries/KZ/?limit=3", "/countries/KZ?limit=3"),
        ("/about/", "/about"),
    ],
)
def test_a_last_slash_is_taken_off(browser: TestClient, asked: str, leads_to: str) -> None:
    answer = browser.get(asked, headers=BROWSER, follow_redirects=False)
    assert (answer.status_code, answer.headers["Location"]) == (308, leads_to)


def test_no_slash_leads_to_another_host(browser: TestClient) -> None:
    for path in ("//elsewhere.example/", "/a//elsewhere.example/", "/\\elsewhere.example/"):
        answer = browser.get(f"http://testserver{path}", headers=BROWSER, follow_redirects=False)
        assert not answer.headers.get("Location", "").startswith(("//", "/\\", "http"))


def test_a_time_is_said_no_more_exactly_than_it_is_known(browser: TestClient) -> None:
    facts = browser.get("/v1/facts?limit=500").json()["items"]
    words = {
        "2013-10-10": "on 10 October 2013",
        "2013-05": "in May 2013",
        "2014": "in 2014",
        "2013-01-15/2013-01-17": "within 15 to 17 January 2013",
        "2013-07/2013-12": "within July to December 2013",
    }
    for edtf, said in words.items():
        fact = next(it for it in facts if it["date"]["edtf"] == edtf)
        page = visit(browser, f"/facts/{fact['id']}")
        assert page.all("span", class_="when")[0].text == said
        assert page.one("time").text == said[0].upper() + said[1:]
    unstated = next(it for it in facts if not it["date"]["stated"])
    said = visit(browser, f"/facts/{unstated['id']}").all("span", class_="when")[0].text
    assert "no time is stated" in said


def test_about_says_how_far_the_source_is_covered(browser: TestClient) -> None:
    page = visit(browser, "/about")
    [review] = browser.get("/v1/reviews").json()["items"]
    coverage = review["coverage"]
    assert f"{coverage['cited']} of its {coverage['sentences']} sentences" in page.text
    assert review["title"] in page.text
    assert browser.get("/v1").json()["citation"] in page.text
