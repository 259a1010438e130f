"""The search box asks: what was understood are chips, the rest is offered, nothing is hidden."""

from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from tests.site.html_assertions import Element, first_number, visit

QUESTION = "Chinese visits to Belarus last year"


def ask(browser: TestClient, question: str, more: str = "") -> Element:
    return visit(browser, f"/?ask={quote(question)}{more}")


def links_of(part: Element) -> dict[str, str]:
    return {link.text: link["href"] for link in part.all("a")}


@pytest.mark.parametrize("question", ["visits to Belarus", "visa-free agreements", "trade 2013"])
def test_page_of_a_question_shows_as_many_facts_as_the_api(
    browser: TestClient, question: str
) -> None:
    page = ask(browser, question)
    answer = browser.get("/v1/interpret", params={"q": question}).json()
    assert first_number(page.by_id("total").text) == answer["total"]
    assert page.one("link", rel="canonical")["href"] == answer["links"]["facts"].replace(
        "/v1/facts", "/"
    )


def test_chips_name_the_words_and_lead_to_the_question_without_them(browser: TestClient) -> None:
    chips = ask(browser, QUESTION).by_id("filters").all("a", class_="chip")
    texts = [chip.text.partition(" ×")[0] for chip in chips]
    assert texts == [
        "to Belarus With Belarus as host",
        "Chinese With China as visitor",
        "visits Type Visit",
    ]
    assert [chip["href"] for chip in chips] == [
        "/?party_all=CN:visitor&type=visit",
        "/?party_all=BY:host&type=visit",
        "/?party_all=BY:host,CN:visitor",
    ]


def test_what_is_ambiguous_and_each_part_are_links(browser: TestClient) -> None:
    part = ask(browser, QUESTION).by_id("question")
    links = links_of(part)
    assert "“last year”: It is not applied" in part.text
    assert links["2013"] == "/?party_all=BY:host,CN:visitor&type=visit&year=2013"
    assert links["Belarus as host"] == "/?party_all=BY:host"
    assert links["Search for these words alone"] == f"/?q={QUESTION.replace(' ', '+')}"


def test_words_that_were_not_used_are_named(browser: TestClient) -> None:
    assert (
        "Not used: who, in." in ask(browser, "who visited Belarus in 2013").by_id("question").text
    )


@pytest.mark.parametrize("question", ["Korea", "who didn't visit China", "the"])
def test_question_of_which_nothing_applies_is_searched_for_by_its_words(
    browser: TestClient, question: str
) -> None:
    page = ask(browser, question)
    assert "searched for by the words as they stand" in page.by_id("question").text
    assert page.one("link", rel="canonical")["href"].startswith("/?q=")


def test_question_narrows_the_filters_that_are_set(browser: TestClient) -> None:
    page = ask(browser, "visits to Belarus", "&country=KZ&status=done")
    canonical = page.one("link", rel="canonical")["href"]
    assert canonical == "/?country=KZ&party=BY:host&type=visit&status=done"
    fields = {field["name"]: field["value"] for field in page.all("input", type="hidden")}
    assert fields == {"country": "KZ", "status": "done"}
    both = ask(browser, "trade with Russia", "&country=KZ").one("link", rel="canonical")["href"]
    assert both == "/?country=KZ&country_all=RU&topic=trade"


def test_search_box_keeps_the_question_and_asks_again(browser: TestClient) -> None:
    field = ask(browser, QUESTION).by_id("q")
    assert (field["name"], field["value"]) == ("ask", QUESTION)


def test_addresses_with_words_search_for_words_as_before(browser: TestClient) -> None:
    page = visit(browser, "/?q=visits to Belarus")
    assert page.one("link", rel="canonical")["href"] == "/?q=visits+to+Belarus"
    assert page.by_id("q")["value"] == "visits to Belarus"


@pytest.mark.parametrize("text", ["?!", "Сhina"])
def test_what_no_question_can_be_is_refused_on_a_page(browser: TestClient, text: str) -> None:
    response = browser.get("/", params={"ask": text}, headers={"Accept": "text/html"})
    assert response.status_code == 422


def test_empty_question_shows_all_facts(browser: TestClient) -> None:
    assert visit(browser, "/?ask=").one("link", rel="canonical")["href"] == "/"
