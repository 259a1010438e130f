"""Pages of countries, topics, facts and so on show what the API answers about them."""

import pytest
from starlette.testclient import TestClient

from tests.site.html_assertions import BROWSER, first_number, visit


@pytest.mark.parametrize(
    "path", ["countries/KZ", "regions/africa", "organizations/un", "entities/minsk"]
)
def test_page_shows_name_members_and_facts_of_the_api(browser: TestClient, path: str) -> None:
    page = visit(browser, f"/{path}")
    profile = browser.get(f"/v1/{path}").json()
    assert page.one("h1").text == profile["name"]
    total = page.by_id("total")
    assert first_number(total.text) == profile["facts"]
    for name in profile["names"]:
        assert name["name"] in page.text
    for other in [*profile["memberships"], *profile["members"], *profile["parts"]]:
        assert other["name"] in page.text
    fact_ids = [article["data-fact"] for article in page.all("article")]
    facts = browser.get(profile["links"]["facts"]).json()["items"]
    assert fact_ids == [fact["id"] for fact in facts][:10]


@pytest.mark.parametrize(("kind", "path"), [("topics", "topics/economy"), ("years", "years/2014")])
def test_topics_and_years_have_the_counts_of_the_api(
    browser: TestClient, kind: str, path: str
) -> None:
    profile = browser.get(f"/v1/{path}").json()
    page = visit(browser, f"/{path}")
    total = page.by_id("total")
    assert first_number(total.text) == profile["facts"]
    assert f"{page.one('h1').text} {profile['facts']}" in visit(browser, f"/{kind}").text


@pytest.mark.parametrize(
    ("url", "path"),
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
def test_other_names_redirect_to_the_canonical_page(
    browser: TestClient, url: str, path: str
) -> None:
    response = browser.get(url, headers=BROWSER, follow_redirects=False)
    assert (response.status_code, response.headers["Location"]) == (308, path)


def test_fact_page_shows_parties_evidence_topics_and_citation(browser: TestClient) -> None:
    fact = browser.get("/v1/facts/by-2013-visa-free-travel-turkey").json()
    page = visit(browser, f"/facts/{fact['id']}")
    assert page.one("h1").text == fact["statement"]
    for party in fact["countries"]:
        assert party["name"] in page.text
    for item in (*fact["evidence"], *fact["topics"]):
        assert (item.get("locator") or item["name"]) in page.text
    citation = browser.get(f"/v1/facts/{fact['id']}/citation").text
    quoted = page.by_id("citation-text")
    assert quoted.text == citation
    assert fact["asserted_by"]["name"] in page.text


def test_figures_show_their_bounds_in_words(browser: TestClient) -> None:
    page = visit(browser, "/facts/by-2013-trade-turnover-united-states")
    assert page.one("dl", class_="figures").one("dd").text == "more than 500 million USD"


@pytest.mark.parametrize(
    ("url", "location"),
    [
        ("/countries/", "/countries"),
        ("/countries/KZ/?limit=3", "/countries/KZ?limit=3"),
        ("/about/", "/about"),
    ],
)
def test_trailing_slash_is_redirected(browser: TestClient, url: str, location: str) -> None:
    response = browser.get(url, headers=BROWSER, follow_redirects=False)
    assert (response.status_code, response.headers["Location"]) == (308, location)


def test_slashes_never_redirect_to_another_host(browser: TestClient) -> None:
    for path in ("//elsewhere.example/", "/a//elsewhere.example/", "/\\elsewhere.example/"):
        response = browser.get(f"http://testserver{path}", headers=BROWSER, follow_redirects=False)
        assert not response.headers.get("Location", "").startswith(("//", "/\\", "http"))


def test_dates_are_worded_no_more_exactly_than_they_are_stated(browser: TestClient) -> None:
    facts = browser.get("/v1/facts?limit=500").json()["items"]
    words = {
        "2013-10-10": "on 10 October 2013",
        "2013-05": "in May 2013",
        "2014": "in 2014",
        "2013-01-15/2013-01-17": "within 15 to 17 January 2013",
        "2013-07/2013-12": "within July to December 2013",
    }
    for edtf, when in words.items():
        fact = next(fact for fact in facts if fact["date"]["edtf"] == edtf)
        page = visit(browser, f"/facts/{fact['id']}")
        assert page.all("span", class_="when")[0].text == when
        assert page.one("time").text == when[0].upper() + when[1:]
    unstated = next(fact for fact in facts if not fact["date"]["stated"])
    when = visit(browser, f"/facts/{unstated['id']}").all("span", class_="when")[0].text
    assert "no time is stated" in when


def test_about_shows_how_much_of_the_source_is_covered(browser: TestClient) -> None:
    page = visit(browser, "/about")
    [review] = browser.get("/v1/reviews").json()["items"]
    coverage = review["coverage"]
    assert f"{coverage['cited']} of its {coverage['sentences']} sentences" in page.text
    assert review["title"] in page.text
    assert browser.get("/v1").json()["citation"] in page.text
