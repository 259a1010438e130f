"""The element <policy-facts>, on a page of another origin under a strict policy."""

import gzip
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, expect
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

import policyfacts.cards
from policyfacts.wording.dates_and_figures import say_when
from tests.architecture.serving import serving
from tests.chromium import RECORD_VIOLATIONS

SCRIPT = Path(policyfacts.cards.__file__).parent / "static" / "policy-facts.js"

# Attributes of an element, its heading, the page that this links to, and the query of the API.
ELEMENTS = [
    ('country="Китай"', "China", "/countries/CN", "country=CN&limit=3"),
    ('organization="cis" limit="1"', "Commonwealth of Independent States", "/organizations/cis",
     "organization=cis&limit=1"),
    ('topic="visas" limit="2"', "Visas", "/topics/visas", "topic=visas&limit=2"),
    ('year="2014"', "2014", "/years/2014", "year=2014&limit=3"),
    ('entity="minsk"', "Minsk", "/entities/minsk", "entity=minsk&limit=3"),
    ('query="country=TR&topic=visas"', "Facts about Türkiye: Visas",
     "/?country=TR&topic=visas", "country=TR&topic=visas&limit=3"),
    ('topic="visas" country="TR"', "Facts about Türkiye: Visas",
     "/?country=TR&topic=visas", "country=TR&topic=visas&limit=3"),
]  # fmt: skip


@pytest.fixture(scope="module")
def host(origin: str) -> Iterator[str]:
    """Origin of another site, whose policy allows our script and our responses and nothing more."""
    policy = f"default-src 'none'; script-src {origin}; connect-src {origin}; base-uri 'none'"

    def show(request: Request) -> HTMLResponse:
        page = (
            "<!DOCTYPE html><html lang=en><title>Host</title>"
            f'<script src="{origin}/static/policy-facts.js" defer></script>'
            f"<main>{request.query_params['body']}</main>"
        )
        return HTMLResponse(page, headers={"Content-Security-Policy": policy})

    with serving(Starlette(routes=[Route("/", show)])) as url:
        yield url


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.add_init_script(RECORD_VIOLATIONS)
    yield page
    assert page.evaluate("window.violations") == []
    page.close()


def open_with(page: Page, host: str, body: str) -> None:
    page.goto(f"{host}/?{urlencode({'body': body})}")


def test_element_shows_the_count_and_the_latest_facts(page: Page, host: str, origin: str) -> None:
    tags = [f"<policy-facts {attributes}></policy-facts>" for attributes, *_ in ELEMENTS]
    open_with(page, host, "".join(tags))
    for index, (_, title, path, query) in enumerate(ELEMENTS):
        element = page.locator("policy-facts").nth(index)
        body = page.request.get(f"{origin}/v1/facts?{query}").json()
        total = body["page"]["total"]
        heading = element.get_by_role("heading", name=title, exact=True).get_by_role("link")
        expect(heading).to_have_attribute("href", f"{origin}{path}")
        expect(element.get_by_text(f"{total} fact{'s' * (total != 1)}", exact=True)).to_be_visible()
        links = element.get_by_role("listitem").get_by_role("link")
        assert links.all_inner_texts() == [fact["statement"] for fact in body["items"]]
        first = body["items"][0]
        assert links.first.get_attribute("href") == f"{origin}/facts/{first['id']}"
        expect(element.get_by_text(f"Stated by the {first['asserted_by']['name']}")).to_be_visible()
        review = page.request.get(f"{origin}/v1/reviews/{first['review']}").json()
        expect(element.get_by_text(review["title"])).to_be_visible()
        dates = [small.inner_text() for small in element.locator("small").all()]
        assert dates == [say_when(fact["date"]) for fact in body["items"]]
        expect(element.get_by_text(body["meta"]["citation"])).to_be_visible()


def test_element_of_a_fact_has_type_and_locators(page: Page, host: str) -> None:
    open_with(page, host, '<policy-facts fact="by-2013-visa-free-travel-turkey"></policy-facts>')
    expect(page.get_by_text("p10s2, p39s2, p93s2")).to_be_visible()
    expect(page.get_by_role("heading", name="Agreement signing")).to_be_visible()


def test_errors_are_shown_and_go_when_attributes_are_corrected(page: Page, host: str) -> None:
    open_with(
        page, host, '<policy-facts country="Chna"></policy-facts><policy-facts></policy-facts>'
    )
    expect(page.get_by_role("status").first).to_contain_text("Did you mean CN (China)")
    expect(page.get_by_role("status").last).to_contain_text("country, region, organization")
    page.locator("policy-facts").last.evaluate("it => it.setAttribute('query', 'format=csv')")
    expect(page.get_by_role("status").last).to_contain_text("'format' is not a parameter")
    page.evaluate("document.querySelector('policy-facts').setAttribute('country', 'China')")
    expect(page.get_by_role("heading", name="China", exact=True)).to_be_visible()


def test_colours_follow_the_theme(page: Page, host: str) -> None:
    open_with(page, host, '<policy-facts year="2013" theme="dark"></policy-facts>'
              '<policy-facts year="2013" theme="light"></policy-facts>')  # fmt: skip
    script = (
        "[...document.querySelectorAll('policy-facts')].map("
        "(it) => getComputedStyle(it.shadowRoot.querySelector('article')).color)"
    )
    page.get_by_role("listitem").nth(3).wait_for()
    assert page.evaluate(script) == ["rgb(230, 235, 240)", "rgb(23, 33, 43)"]


def test_style_rules_of_the_page_stop_at_the_element(origin: str, browser: Browser) -> None:
    """Pages may reset styles of all elements, and may be written from right to left."""
    page = browser.new_page()
    page.goto(f"{origin}/about")
    page.evaluate(
        """async (script) => {
            const rules = new CSSStyleSheet();
            rules.replaceSync("* { padding: 0; text-transform: uppercase; letter-spacing: 1em }");
            document.adoptedStyleSheets = [rules];
            document.dir = "rtl";
            document.body.innerHTML = '<policy-facts country="CN"></policy-facts>';
            await import(script);
        }""",
        f"{origin}/static/policy-facts.js",
    )
    card = page.locator("policy-facts article")
    card.locator("li").first.wait_for()
    properties = ("paddingLeft", "textTransform", "letterSpacing", "direction")
    script = "(card, properties) => properties.map((name) => getComputedStyle(card)[name])"
    values = card.evaluate(script, properties)
    assert values == ["24px", "none", "normal", "ltr"]
    page.close()


def test_script_is_smaller_than_4_kib() -> None:
    assert len(gzip.compress(SCRIPT.read_bytes())) < 4096
