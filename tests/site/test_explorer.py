"""The explorer: filters in and out, numbers that are the API's, search, order, pages, requests."""

import json
import shlex
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from starlette.testclient import TestClient

from tests.seeds import frozen_facts
from tests.site.html_assertions import Element, number_in, visit

QUESTIONS = (
    "",
    "country=KZ&topic=trade",
    "q=visa-free travel",
    "type=visit&party=BY:host&year=2014",
    "region=africa&date_from=2013-01-01&date_to=2013-12-31",
    "organization_not=un&country_all=RU,KZ",
    "has_figures=true&value_min=1000000",
)


def total_of(page: Element) -> int:
    found = page.by_id("total")
    assert found is not None
    return number_in(found.text)


def total_in_api(client: TestClient, query: str) -> int:
    return int(client.get(f"/v1/facts?{query}&limit=0".replace("?&", "?")).json()["page"]["total"])


def query_of(address: str) -> str:
    return urlsplit(address).query


def as_question(address: str) -> dict[str, list[str]]:
    asked = parse_qs(query_of(address))
    return {name: sorted(",".join(it).split(",")) for name, it in asked.items()}


@pytest.mark.parametrize("query", QUESTIONS)
def test_a_page_shows_what_the_api_finds(browser: TestClient, query: str) -> None:
    page = visit(browser, f"/?{query}")
    answer = browser.get(f"/v1/facts?{query}").json()
    assert total_of(page) == answer["page"]["total"]
    shown = [it.attributes["data-fact"] for it in page.all("article")]
    assert shown == [it["id"] for it in answer["items"]][:20]
    for article, fact in zip(page.all("article"), answer["items"], strict=False):
        assert fact["statement"] in article.one("h3").text
        for party in fact["countries"] + fact["organizations"] + fact["people"]:
            assert party["name"] in article.text
            assert party["role"] in article.text
        places = [it["locator"][1:].split("s") for it in fact["evidence"]]
        for paragraph, sentence in places:
            _, _, said = article.one("p", class_="source").text.partition(
                f"paragraph {int(paragraph)}, "
            )
            assert sentence in said.partition(";")[0]
    request = page.all("a", class_="address")[0].attributes["href"]
    assert browser.get(request).json()["page"]["total"] == answer["page"]["total"]


@pytest.mark.parametrize("address", ["/", "/?country=KZ", "/countries/KZ", "/years/2014"])
def test_whose_account_it_is_stands_above_the_facts(browser: TestClient, address: str) -> None:
    account = visit(browser, address).by_id("account")
    assert account is not None
    assert "Stated by the Ministry of Foreign Affairs of Belarus" in account.text
    assert browser.get("/v1/reviews").json()["items"][0]["title"] in account.text


@pytest.mark.parametrize("address", ["/", "/years/2014"])
def test_the_timeline_says_how_many_facts_it_leaves_out(browser: TestClient, address: str) -> None:
    page = visit(browser, address)
    time = page.by_id("time")
    assert time is not None
    months = sum(number_in(it.text) for it in time.all("text", class_="count"))
    spans = [it.text for it in time.all("text") if it.text.endswith((" fact", " facts"))]
    drawn = months + sum(number_in(it.rpartition(": ")[2]) for it in spans)
    left = number_in(time.one("p").text.partition("Not drawn: ")[2])
    assert drawn + left == total_of(page)


def test_a_figure_says_how_much_it_is_of(browser: TestClient) -> None:
    figures = visit(browser, "/").by_id("figures")
    assert figures is not None
    assert "Trade balance, CIS, Georgia, without Russia" in figures.text
    assert "Meetings held, Hungary, Latvia, 6 more" in figures.text


def test_figures_of_one_label_are_told_apart(browser: TestClient) -> None:
    """115 bilateral agreements and 60 multilateral ones are both agreements concluded in 2013."""
    figures = visit(browser, "/").by_id("figures")
    assert figures is not None
    rows = [it.text for it in figures.one("div", class_="figures-of").all("li")]
    assert len(rows) == len(set(rows))
    [bilateral] = [it for it in rows if "115 agreements" in it]
    assert "115 were bilateral" in bilateral


@pytest.mark.parametrize("words", ["Kasachstan", "Kasachstan vizit"])
def test_where_no_fact_holds_the_words_names_like_them_are_offered(
    browser: TestClient, words: str
) -> None:
    page = visit(browser, f"/?q={quote(words)}")
    assert total_of(page) == 0
    suggestion = page.by_id("meant")
    assert suggestion is not None
    assert "/countries/KZ" in [it.attributes["href"] for it in suggestion.all("a")]


@pytest.mark.parametrize("query", QUESTIONS)
def test_each_chip_takes_out_its_filter_and_no_other(browser: TestClient, query: str) -> None:
    page = visit(browser, f"/?{query}")
    asked = as_question(page.all("link", rel="canonical")[0].attributes["href"])
    chips = page.all("a", class_="chip")
    days = {"date_from", "date_to"} & set(asked)
    assert len(chips) == sum(map(len, asked.values())) - (len(days) == 2)
    left = [as_question(it.attributes["href"]) for it in chips]
    for rest in left:
        gone = {(name, it) for name, its in asked.items() for it in its}
        gone -= {(name, it) for name, its in rest.items() for it in its}
        assert len(gone) == 1 or {name for name, _ in gone} == days
    assert len({json.dumps(it, sort_keys=True) for it in left}) == len(chips)
    # Taken out one after the other, all facts are left.
    while chips:
        page = visit(browser, chips[-1].attributes["href"])
        chips = page.all("a", class_="chip")
    assert total_of(page) == total_in_api(browser, "")


@pytest.mark.parametrize("query", ["", "q=cooperation&status=done"])
def test_bars_say_how_many_facts_they_lead_to(browser: TestClient, query: str) -> None:
    page = visit(browser, f"/?{query}")
    for dimension in ("topic", "type", "organization", "status", "year"):
        side = page.by_id(f"by-{dimension}")
        assert side is not None
        rows = side.all("li")
        assert rows
        for row in [it for it in rows if it.attributes.get("class") != "selected"][:2]:
            link = row.one("a")
            followed = visit(browser, link.attributes["href"])
            assert total_of(followed) == number_in(row.one("span", class_="count").text)


def test_a_bar_that_is_asked_for_takes_itself_out(browser: TestClient) -> None:
    side = visit(browser, "/?topic=trade&country=KZ").by_id("by-topic")
    assert side is not None
    [selected] = side.all("a", aria_current="true")
    assert selected.text == "Trade"
    assert as_question(selected.attributes["href"]) == {"country": ["KZ"]}


def test_the_map_leads_to_the_facts_of_a_country(browser: TestClient) -> None:
    map_ = visit(browser, "/?topic=trade").by_id("map")
    assert map_ is not None
    facet = browser.get("/v1/facts?topic=trade&limit=0&facet=country").json()["facets"]["country"]
    drawing, *_ = map_.all("svg")
    links = {it.attributes["href"]: it.attributes["aria-label"] for it in drawing.all("a")}
    assert len(links) == len([it for it in facet if it["count"]])
    for it in facet:
        address = next(href for href in links if as_question(href).get("country") == [it["value"]])
        assert it["label"] in links[address]
        assert str(it["count"]) in links[address]
    assert total_of(visit(browser, address)) == facet[-1]["count"]


def test_bars_of_months_count_what_their_days_find(browser: TestClient) -> None:
    time = visit(browser, "/").by_id("time")
    assert time is not None
    bars = [it for it in time.all("a") if "date_from" in it.attributes["href"]]
    spans = [str(it.get("date", 2013)).split("/") for it in frozen_facts()]
    months = {it[0][:7] for it in spans if len(it[0]) > 4 and it[0][:7] == it[-1][:7]}
    assert len(bars) == len(months) > 0
    for bar in bars:
        assert total_of(visit(browser, bar.attributes["href"])) == number_in(
            bar.attributes["aria-label"].rpartition(": ")[2]
        )
    # What is of the year alone is no month's.
    assert f"{spans.count(['2013'])} facts" in time.text


def test_a_value_is_said_as_people_say_it(browser: TestClient) -> None:
    page = visit(browser, "/?unit=USD&value_min=500000000&value_max=1234567890")
    said = [it.text for it in page.all("a", class_="chip")]
    assert [it.partition(" ×")[0] for it in said] == [
        "Unit USD",
        "Value at least 500 million",
        "Value at most 1,234,567,890",
    ]


def test_a_month_that_is_asked_for_is_left_again(browser: TestClient) -> None:
    page = visit(browser, "/?country=BY&date_from=2013-05-01&date_to=2013-05-31")
    assert "Time May 2013" in page.all("a", class_="chip")[0].text
    time = page.by_id("time")
    assert time is not None
    urls = [it.attributes["href"] for it in time.all("a")]
    assert "/?country=BY" in urls
    assert len(urls) > 1


def test_partners_lead_to_the_facts_they_share(browser: TestClient) -> None:
    side = visit(browser, "/?country=KZ").by_id("partners")
    assert side is not None
    assert "facts shared with Kazakhstan" in side.text
    graph, *_ = side.all("svg")
    listed = {it.attributes["href"]: it for it in side.all("a", class_="name")}
    for link in graph.all("a")[:4]:
        # Small screens show the same as a list.
        assert link.attributes["href"] in listed
        count = number_in(link.attributes["aria-label"].rpartition(": ")[2])
        assert total_of(visit(browser, link.attributes["href"])) == count


@pytest.mark.parametrize("name", ["Kazakhstan", "Казахстан", "KAZ"])
def test_a_name_that_is_typed_leads_to_its_page(browser: TestClient, name: str) -> None:
    page = visit(browser, f"/?q={quote(name)}")
    suggestion = page.by_id("meant")
    assert suggestion is not None
    assert suggestion.one("a").attributes["href"] == "/countries/KZ"
    facts = browser.get("/v1/countries/KZ").json()["facts"]
    assert "is a country" in suggestion.text
    assert f"{facts} facts" in suggestion.text


def test_words_that_find_nothing_say_so_and_suggest(browser: TestClient) -> None:
    page = visit(browser, "/?q=Kazahkstan")
    assert total_of(page) == 0
    suggestion = page.by_id("meant")
    assert suggestion is not None
    assert "/countries/KZ" in [it.attributes["href"] for it in suggestion.all("a")]
    assert "No fact holds" in page.text


def test_an_empty_search_asks_for_nothing(browser: TestClient) -> None:
    page = visit(browser, "/?country=KZ&q=")
    assert total_of(page) == total_in_api(browser, "country=KZ")
    assert page.one("link", rel="canonical").attributes["href"] == "/?country=KZ"


def test_the_search_form_keeps_the_filters(browser: TestClient) -> None:
    page = visit(browser, "/?country=KZ,RU&status=done&sort=date")
    kept = {
        it.attributes["name"]: it.attributes["value"] for it in page.all("input", type="hidden")
    }
    assert kept == {"country": "KZ,RU", "status": "done", "sort": "date"}


def test_pages_follow_each_other_to_the_end(browser: TestClient) -> None:
    address, seen = "/?topic=economy&limit=50&sort=date", []
    while address:
        page = visit(browser, address)
        seen += [it.attributes["data-fact"] for it in page.all("article")]
        following = page.all("a", rel="next")
        address = following[0].attributes["href"] if following else ""
    everything = browser.get("/v1/facts?topic=economy&limit=500&sort=date").json()["items"]
    assert seen == [it["id"] for it in everything]


def test_orders_are_offered_where_they_mean_something(browser: TestClient) -> None:
    def orders(address: str) -> list[str]:
        [nav] = visit(browser, address).all("nav", class_="orders")
        return [it.text for it in nav.all("a")]

    assert orders("/") == ["Newest first", "Oldest first"]
    assert orders("/?q=trade") == ["Newest first", "Oldest first", "Best match"]


def test_the_requests_to_copy_ask_the_same(browser: TestClient) -> None:
    page = visit(browser, '/?country=KZ&q=it\'s "so"&sort=date')
    texts = {it.attributes["data-language"]: it.text for it in page.all("code") if it.attributes}
    origin = page.all("div", class_="snippets")[0].attributes["data-origin"]
    [_, address] = shlex.split(texts["sh"])
    assert address.startswith(f"{origin}/v1/facts?")
    asked = {"country": ["KZ"], "q": ['it\'s "so"'], "sort": ["date"]}
    assert parse_qs(query_of(address)) == asked
    written = texts["js"].removeprefix("let next = ").split("; while")[0]
    assert json.loads(written) == address
    [program] = page.one("code", data_language="python").inside
    compile(str(program), "snippet", "exec")
    assert "iter_facts(country='KZ', q='it\\'s \"so\"', sort='date')" in texts["python"]


def test_what_one_request_leaves_out_is_said(browser: TestClient) -> None:
    """Programs walk over all facts; curl asks once."""

    def command(address: str) -> str:
        return visit(browser, address).one("code", data_language="sh").text

    total = total_in_api(browser, "")
    assert command("/").startswith(f"# the first 50 of {total}; page.next leads on curl '")
    assert command("/?country=KZ").startswith("curl '")
    assert command("/?sample=60").startswith("curl '")


@pytest.mark.parametrize("path", ["/countries/KZ", "/topics/visas", "/years/2013"])
def test_pages_of_things_show_the_request_behind_them(browser: TestClient, path: str) -> None:
    page = visit(browser, path)
    request = page.all("a", class_="address")[0].attributes["href"]
    assert browser.get(request).json()["page"]["total"] == total_of(page)
    assert request in page.one("code", data_language="sh").text
    assert len(page.all("figure", class_="snippet")) == 3


def test_the_page_of_a_fact_shows_the_request_behind_it(browser: TestClient) -> None:
    path = "/facts/by-2013-visa-free-travel-turkey"
    page = visit(browser, path)
    request = page.all("a", class_="address")[0].attributes["href"]
    assert browser.get(request).json()["id"] in page.one("code", data_language="python").text


def test_a_page_of_several_says_which_facts_it_lists(browser: TestClient) -> None:
    page = visit(browser, "/?country=KZ&limit=5")
    total = total_in_api(browser, "country=KZ")
    for span, listed in (("1 to 5", ""), ("6 to 10", ", of which 6 to 10 are listed")):
        assert page.by_id("facts-title").text == f"Facts {span}"  # type: ignore[union-attr]
        assert page.by_id("total").text == f"{total} facts{listed}"  # type: ignore[union-attr]
        [following] = page.all("a", rel="next")
        page = visit(browser, following.attributes["href"].partition("#")[0])
    [first] = page.all("a", rel="first")
    back = visit(browser, first.attributes["href"].partition("#")[0])
    assert back.by_id("facts-title").text == "Facts 1 to 5"  # type: ignore[union-attr]
    alone = visit(browser, "/?country=KZ&topic=economy")
    assert alone.by_id("facts-title").text == "Facts"  # type: ignore[union-attr]


def test_a_sample_is_not_said_to_be_all(browser: TestClient) -> None:
    page = visit(browser, "/?sample=3")
    assert page.by_id("total").text == (  # type: ignore[union-attr]
        f"{total_in_api(browser, '')} facts, of which 3 picked by chance are listed"
    )
    assert len(page.all("article")) == 3


def test_every_value_can_be_reached_from_its_bars(browser: TestClient) -> None:
    """Those that are not shown at once are folded beside them."""
    page = visit(browser, "/?country=KZ")
    answer = browser.get("/v1/facts?country=KZ&limit=0&facet=topic,type,organization,country")
    for dimension, values in answer.json()["facets"].items():
        side = page.by_id(f"by-{dimension}")
        assert side is not None
        counted = [number_in(it.text) for it in side.all("span", class_="count")]
        assert sorted(counted) == sorted(it["count"] for it in values if it["count"])


@pytest.mark.parametrize("address", ["/entities/unscr-1540", "/?country_not=BY"])
def test_partners_of_facts_without_the_reviewing_country_lead_somewhere(
    browser: TestClient, address: str
) -> None:
    partners = visit(browser, address).by_id("partners")
    assert partners is not None
    graph, *_ = partners.all("svg")
    for it in graph.all("a"):
        count = number_in(it.attributes["aria-label"].split(", shown as")[0].rpartition(": ")[2])
        assert total_in_api(browser, query_of(it.attributes["href"])) == count, it.attributes


def test_names_that_are_typed_are_counted_in_all(browser: TestClient) -> None:
    suggestion = visit(browser, "/?q=Kazakhstan&topic=trade").by_id("meant")
    assert suggestion is not None
    assert suggestion.text.endswith(f"{total_in_api(browser, 'country=KZ')} facts in all.")


def test_the_csv_is_of_the_facts_that_are_shown(browser: TestClient) -> None:
    csv = visit(browser, "/?country=KZ&sort=date").by_id("csv")
    assert csv is not None
    answer = browser.get(csv.attributes["href"])
    assert answer.headers["X-Total-Count"] == str(total_in_api(browser, "country=KZ"))


def test_what_only_overlaps_is_a_link_away(browser: TestClient) -> None:
    page = visit(browser, "/?country=KZ&date_from=2013-10-01&date_to=2013-10-31")
    [warning] = page.one("ul", class_="warnings").all("li")
    more = visit(browser, warning.one("a").attributes["href"])
    assert total_of(more) == total_of(page) + number_in(warning.text)


def test_questions_are_not_for_search_engines_but_things_are(browser: TestClient) -> None:
    """The ways to ask are without end."""
    assert visit(browser, "/?country=KZ").all("meta", name="robots")
    for address in ("/", "/countries/KZ", "/facts/by-2013-visa-free-travel-turkey"):
        assert not visit(browser, address).all("meta", name="robots")
