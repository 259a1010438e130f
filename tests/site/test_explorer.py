"""The explorer: filters, numbers equal to the API's, search, order, pages, requests to copy."""

import json
import shlex
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from starlette.testclient import TestClient

from tests.seeds import frozen_facts
from tests.site.html_assertions import Element, first_number, visit

QUERIES = (
    "",
    "country=KZ&topic=trade",
    "q=visa-free travel",
    "type=visit&party=BY:host&year=2014",
    "region=africa&date_from=2013-01-01&date_to=2013-12-31",
    "organization_not=un&country_all=RU,KZ",
    "has_figures=true&value_min=1000000",
)


def total_of(page: Element) -> int:
    total = page.by_id("total")
    return first_number(total.text)


def total_in_api(client: TestClient, query: str) -> int:
    return int(client.get(f"/v1/facts?{query}&limit=0".replace("?&", "?")).json()["page"]["total"])


def query_of(url: str) -> str:
    return urlsplit(url).query


def query_params(url: str) -> dict[str, list[str]]:
    params = parse_qs(query_of(url))
    return {name: sorted(",".join(values).split(",")) for name, values in params.items()}


@pytest.mark.parametrize("query", QUERIES)
def test_page_shows_the_facts_that_the_api_returns(browser: TestClient, query: str) -> None:
    page = visit(browser, f"/?{query}")
    body = browser.get(f"/v1/facts?{query}").json()
    assert total_of(page) == body["page"]["total"]
    fact_ids = [article["data-fact"] for article in page.all("article")]
    assert fact_ids == [fact["id"] for fact in body["items"]][:20]
    for article, fact in zip(page.all("article"), body["items"], strict=False):
        assert fact["statement"] in article.one("h3").text
        for party in fact["countries"] + fact["organizations"] + fact["people"]:
            assert party["name"] in article.text
            assert party["role"] in article.text
        locators = [evidence["locator"][1:].split("s") for evidence in fact["evidence"]]
        for paragraph, sentence in locators:
            _, _, source = article.one("p", class_="source").text.partition(
                f"paragraph {int(paragraph)}, "
            )
            assert sentence in source.partition(";")[0]
    request = page.all("a", class_="address")[0]["href"]
    assert browser.get(request).json()["page"]["total"] == body["page"]["total"]


@pytest.mark.parametrize("url", ["/", "/?country=KZ", "/countries/KZ", "/years/2014"])
def test_asserting_organization_and_review_are_named_above_the_facts(
    browser: TestClient, url: str
) -> None:
    account = visit(browser, url).by_id("account")
    assert "Stated by the Ministry of Foreign Affairs of Belarus" in account.text
    assert browser.get("/v1/reviews").json()["items"][0]["title"] in account.text


@pytest.mark.parametrize("url", ["/", "/years/2014"])
def test_facts_in_and_outside_the_timeline_add_up(browser: TestClient, url: str) -> None:
    page = visit(browser, url)
    timeline = page.by_id("time")
    months = sum(first_number(text.text) for text in timeline.all("text", class_="count"))
    spans = [text.text for text in timeline.all("text") if text.text.endswith((" fact", " facts"))]
    drawn = months + sum(first_number(span.rpartition(": ")[2]) for span in spans)
    not_drawn = first_number(timeline.one("p").text.partition("Not drawn: ")[2])
    assert drawn + not_drawn == total_of(page)


def test_figures_name_what_they_measure(browser: TestClient) -> None:
    figures = visit(browser, "/").by_id("figures")
    assert "Trade balance, CIS, Georgia, without Russia" in figures.text
    assert "Meetings held, Hungary, Latvia, 6 more" in figures.text


def test_figures_with_the_same_label_are_distinguished(browser: TestClient) -> None:
    """115 bilateral agreements and 60 multilateral ones are both agreements concluded in 2013."""
    figures = visit(browser, "/").by_id("figures")
    rows = [row.text for row in figures.one("div", class_="figures-of").all("li")]
    assert len(rows) == len(set(rows))
    [bilateral] = [row for row in rows if "115 agreements" in row]
    assert "115 were bilateral" in bilateral


@pytest.mark.parametrize("words", ["Kazahkstan", "Kasachstan", "Kasachstan vizit"])
def test_search_without_results_suggests_similar_names(browser: TestClient, words: str) -> None:
    page = visit(browser, f"/?q={quote(words)}")
    assert total_of(page) == 0
    assert "No fact holds" in page.text
    suggestion = page.by_id("meant")
    assert "/countries/KZ" in [link["href"] for link in suggestion.all("a")]


@pytest.mark.parametrize("query", QUERIES)
def test_each_chip_removes_its_filter_and_no_other(browser: TestClient, query: str) -> None:
    page = visit(browser, f"/?{query}")
    params = query_params(page.all("link", rel="canonical")[0]["href"])
    chips = page.all("a", class_="chip")
    days = {"date_from", "date_to"} & set(params)
    assert len(chips) == sum(map(len, params.values())) - (len(days) == 2)
    remaining = [query_params(chip["href"]) for chip in chips]
    for rest in remaining:
        removed = {(name, value) for name, values in params.items() for value in values}
        removed -= {(name, value) for name, values in rest.items() for value in values}
        assert len(removed) == 1 or {name for name, _ in removed} == days
    assert len({json.dumps(rest, sort_keys=True) for rest in remaining}) == len(chips)
    # Without all filters, all facts are found.
    while chips:
        page = visit(browser, chips[-1]["href"])
        chips = page.all("a", class_="chip")
    assert total_of(page) == total_in_api(browser, "")


@pytest.mark.parametrize("query", ["", "q=cooperation&status=done"])
def test_bars_count_the_facts_they_link_to(browser: TestClient, query: str) -> None:
    page = visit(browser, f"/?{query}")
    for dimension in ("topic", "type", "organization", "status", "year"):
        facet = page.by_id(f"by-{dimension}")
        rows = facet.all("li")
        assert rows
        for row in [row for row in rows if row.get("class") != "selected"][:2]:
            link = row.one("a")
            linked_page = visit(browser, link["href"])
            assert total_of(linked_page) == first_number(row.one("span", class_="count").text)


def test_bar_of_a_selected_value_links_to_the_page_without_it(browser: TestClient) -> None:
    facet = visit(browser, "/?topic=trade&country=KZ").by_id("by-topic")
    [selected] = facet.all("a", aria_current="true")
    assert selected.text == "Trade"
    assert query_params(selected["href"]) == {"country": ["KZ"]}


def test_map_links_to_the_facts_of_each_country(browser: TestClient) -> None:
    map_ = visit(browser, "/?topic=trade").by_id("map")
    facet = browser.get("/v1/facts?topic=trade&limit=0&facet=country").json()["facets"]["country"]
    drawing, *_ = map_.all("svg")
    links = {link["href"]: link["aria-label"] for link in drawing.all("a")}
    assert len(links) == len([value for value in facet if value["count"]])
    for country in facet:
        url = next(
            href for href in links if query_params(href).get("country") == [country["value"]]
        )
        assert country["label"] in links[url]
        assert str(country["count"]) in links[url]
    assert total_of(visit(browser, url)) == facet[-1]["count"]


def test_bars_of_months_count_the_facts_of_their_days(browser: TestClient) -> None:
    timeline = visit(browser, "/").by_id("time")
    bars = [bar for bar in timeline.all("a") if "date_from" in bar["href"]]
    spans = [str(fact.get("date", 2013)).split("/") for fact in frozen_facts()]
    months = {span[0][:7] for span in spans if len(span[0]) > 4 and span[0][:7] == span[-1][:7]}
    assert len(bars) == len(months) > 0
    for bar in bars:
        assert total_of(visit(browser, bar["href"])) == first_number(
            bar["aria-label"].rpartition(": ")[2]
        )
    # Facts dated by the year alone are in no month.
    assert f"{spans.count(['2013'])} facts" in timeline.text


def test_values_are_written_as_people_write_them(browser: TestClient) -> None:
    page = visit(browser, "/?unit=USD&value_min=500000000&value_max=1234567890")
    chips = [chip.text for chip in page.all("a", class_="chip")]
    assert [text.partition(" ×")[0] for text in chips] == [
        "Unit USD",
        "Value at least 500 million",
        "Value at most 1,234,567,890",
    ]


def test_bar_of_a_selected_month_links_to_the_page_without_it(browser: TestClient) -> None:
    page = visit(browser, "/?country=BY&date_from=2013-05-01&date_to=2013-05-31")
    assert "Time May 2013" in page.all("a", class_="chip")[0].text
    timeline = page.by_id("time")
    urls = [link["href"] for link in timeline.all("a")]
    assert "/?country=BY" in urls
    assert len(urls) > 1


def test_partners_link_to_the_shared_facts(browser: TestClient) -> None:
    partners = visit(browser, "/?country=KZ").by_id("partners")
    assert "facts shared with Kazakhstan" in partners.text
    graph, *_ = partners.all("svg")
    list_urls = {link["href"]: link for link in partners.all("a", class_="name")}
    for link in graph.all("a")[:4]:
        # Small screens show the same as a list.
        assert link["href"] in list_urls
        count = first_number(link["aria-label"].rpartition(": ")[2])
        assert total_of(visit(browser, link["href"])) == count


@pytest.mark.parametrize("name", ["Kazakhstan", "Казахстан", "KAZ"])
def test_searched_name_links_to_its_page(browser: TestClient, name: str) -> None:
    page = visit(browser, f"/?q={quote(name)}")
    suggestion = page.by_id("meant")
    assert suggestion.one("a")["href"] == "/countries/KZ"
    facts = browser.get("/v1/countries/KZ").json()["facts"]
    assert "is a country" in suggestion.text
    assert f"{facts} facts" in suggestion.text


def test_empty_search_is_ignored(browser: TestClient) -> None:
    page = visit(browser, "/?country=KZ&q=")
    assert total_of(page) == total_in_api(browser, "country=KZ")
    assert page.one("link", rel="canonical")["href"] == "/?country=KZ"


def test_search_form_keeps_the_filters(browser: TestClient) -> None:
    page = visit(browser, "/?country=KZ,RU&status=done&sort=date")
    params = {field["name"]: field["value"] for field in page.all("input", type="hidden")}
    assert params == {"country": "KZ,RU", "status": "done", "sort": "date"}


def test_next_links_lead_through_all_facts_in_order(browser: TestClient) -> None:
    url, fact_ids = "/?topic=economy&limit=50&sort=date", []
    while url:
        page = visit(browser, url)
        fact_ids += [article["data-fact"] for article in page.all("article")]
        links = page.all("a", rel="next")
        url = links[0]["href"] if links else ""
    facts = browser.get("/v1/facts?topic=economy&limit=500&sort=date").json()["items"]
    assert fact_ids == [fact["id"] for fact in facts]


def test_best_match_is_offered_only_for_searches(browser: TestClient) -> None:
    def orders(url: str) -> list[str]:
        [nav] = visit(browser, url).all("nav", class_="orders")
        return [link.text for link in nav.all("a")]

    assert orders("/") == ["Newest first", "Oldest first"]
    assert orders("/?q=trade") == ["Newest first", "Oldest first", "Best match"]


def test_explorer_offers_which_parties_count(browser: TestClient) -> None:
    [nav] = visit(browser, "/?country=KZ").all("nav", class_="choices")
    links = {link.text: link["href"] for link in nav.all("a")}
    assert list(links) == ["All", "Named in the sentences", "Meant and not named"]
    page = visit(browser, links["Meant and not named"])
    [nav] = page.all("nav", class_="choices")
    present = [link.text for link in nav.all("a") if link.attributes.get("aria-current")]
    assert present == ["Meant and not named"]
    chips = [chip.text.partition(" ×")[0] for chip in page.all("a", class_="chip")]
    assert chips == ["Country Kazakhstan", "Parties meant and not named"]


def test_requests_to_copy_have_the_query_of_the_page(browser: TestClient) -> None:
    page = visit(browser, '/?country=KZ&q=it\'s "so"&sort=date')
    texts = {code["data-language"]: code.text for code in page.all("code") if code.attributes}
    origin = page.all("div", class_="snippets")[0]["data-origin"]
    [_, url] = shlex.split(texts["sh"])
    assert url.startswith(f"{origin}/v1/facts?")
    params = {"country": ["KZ"], "q": ['it\'s "so"'], "sort": ["date"]}
    assert parse_qs(query_of(url)) == params
    js_url = texts["js"].removeprefix("let next = ").split("; while")[0]
    assert json.loads(js_url) == url
    [python] = page.one("code", data_language="python").children
    compile(str(python), "snippet", "exec")
    assert "iter_facts(country='KZ', q='it\\'s \"so\"', sort='date')" in texts["python"]


def test_curl_request_says_when_it_returns_only_the_first_facts(browser: TestClient) -> None:
    """Check curl alone: the other programs fetch all pages."""

    def command(url: str) -> str:
        return visit(browser, url).one("code", data_language="sh").text

    total = total_in_api(browser, "")
    assert command("/").startswith(f"# the first 50 of {total}; page.next leads on curl '")
    assert command("/?country=KZ").startswith("curl '")
    assert command("/?sample=60").startswith("curl '")


@pytest.mark.parametrize("path", ["/countries/KZ", "/topics/visas", "/years/2013"])
def test_detail_pages_show_the_request_behind_them(browser: TestClient, path: str) -> None:
    page = visit(browser, path)
    request = page.all("a", class_="address")[0]["href"]
    assert browser.get(request).json()["page"]["total"] == total_of(page)
    assert request in page.one("code", data_language="sh").text
    assert len(page.all("figure", class_="snippet")) == 3


def test_fact_page_shows_the_request_behind_it(browser: TestClient) -> None:
    path = "/facts/by-2013-visa-free-travel-turkey"
    page = visit(browser, path)
    request = page.all("a", class_="address")[0]["href"]
    assert browser.get(request).json()["id"] in page.one("code", data_language="python").text


def test_one_of_several_pages_says_which_facts_it_lists(browser: TestClient) -> None:
    page = visit(browser, "/?country=KZ&limit=5")
    total = total_in_api(browser, "country=KZ")
    for range_, note in (("1 to 5", ""), ("6 to 10", ", of which 6 to 10 are listed")):
        assert page.by_id("facts-title").text == f"Facts {range_}"
        assert page.by_id("total").text == f"{total} facts{note}"
        [next_link] = page.all("a", rel="next")
        page = visit(browser, next_link["href"].partition("#")[0])
    [first_link] = page.all("a", rel="first")
    first_page = visit(browser, first_link["href"].partition("#")[0])
    assert first_page.by_id("facts-title").text == "Facts 1 to 5"
    single_page = visit(browser, "/?country=KZ&topic=economy")
    assert single_page.by_id("facts-title").text == "Facts"


def test_sample_says_that_it_is_a_sample(browser: TestClient) -> None:
    page = visit(browser, "/?sample=3")
    assert page.by_id("total").text == (
        f"{total_in_api(browser, '')} facts, of which 3 picked by chance are listed"
    )
    assert len(page.all("article")) == 3


def test_bars_have_every_value_of_a_facet(browser: TestClient) -> None:
    """Compare with the API; bars beyond the first are folded, not left out."""
    page = visit(browser, "/?country=KZ")
    response = browser.get("/v1/facts?country=KZ&limit=0&facet=topic,type,organization,country")
    for dimension, values in response.json()["facets"].items():
        facet = page.by_id(f"by-{dimension}")
        counts = [first_number(count.text) for count in facet.all("span", class_="count")]
        assert sorted(counts) == sorted(value["count"] for value in values if value["count"])


@pytest.mark.parametrize("url", ["/entities/unscr-1540", "/?country_not=BY"])
def test_partners_link_to_shared_facts_without_the_reviewing_country(
    browser: TestClient, url: str
) -> None:
    partners = visit(browser, url).by_id("partners")
    graph, *_ = partners.all("svg")
    for link in graph.all("a"):
        count = first_number(link["aria-label"].split(", shown as")[0].rpartition(": ")[2])
        assert total_in_api(browser, query_of(link["href"])) == count, link.attributes


def test_suggested_names_count_all_facts(browser: TestClient) -> None:
    suggestion = visit(browser, "/?q=Kazakhstan&topic=trade").by_id("meant")
    assert suggestion.text.endswith(f"{total_in_api(browser, 'country=KZ')} facts in all.")


def test_csv_link_has_the_facts_of_the_page(browser: TestClient) -> None:
    csv = visit(browser, "/?country=KZ&sort=date").by_id("csv")
    response = browser.get(csv["href"])
    assert response.headers["X-Total-Count"] == str(total_in_api(browser, "country=KZ"))


def test_facts_that_only_overlap_the_dates_are_linked(browser: TestClient) -> None:
    page = visit(browser, "/?country=KZ&date_from=2013-10-01&date_to=2013-10-31")
    [warning] = page.one("ul", class_="warnings").all("li")
    more = visit(browser, warning.one("a")["href"])
    assert total_of(more) == total_of(page) + first_number(warning.text)


def test_searches_are_noindex_and_detail_pages_are_not(browser: TestClient) -> None:
    """Check that crawlers are kept out of the endless combinations of filters."""
    assert visit(browser, "/?country=KZ").all("meta", name="robots")
    for url in ("/", "/countries/KZ", "/facts/by-2013-visa-free-travel-turkey"):
        assert not visit(browser, url).all("meta", name="robots")


def test_facts_by_their_sentences_are_told_and_left_out_with_a_click(browser: TestClient) -> None:
    page = visit(browser, "/?q=cooperation&sort=relevance&limit=500")
    (link,) = [link for link in page.all("a") if link.text == "Leave them out"]
    notes = [each for each in page.all("p") if each.text.startswith("Its sentence has the other")]
    own = visit(browser, link["href"])
    assert total_of(page) - total_of(own) == len(notes) > 0
    assert query_params(link["href"])["text_match"] == ["own"]
    assert "words of the facts themselves" in own.by_id("filters").text
    assert "Its sentence has" not in own.text
