"""The element <policy-facts>, on a page of another origin under a strict policy."""

import gzip
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, expect
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

import policyfacts.cards
from policyfacts.wording.dates_and_figures import say_when
from tests.architecture.serving import serving
from tests.chromium import RECORD_VIOLATIONS, chromium

SCRIPT = Path(policyfacts.cards.__file__).parent / "static" / "policy-facts.js"

# An element, its heading, the page that this leads to, and what the API is asked for the same.
SHOWN = [
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
def service(app: FastAPI) -> Iterator[str]:
    with serving(app) as origin:
        yield origin


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def host(service: str) -> Iterator[str]:
    """A page of somebody else, which lets in our script and our answers and nothing more."""
    policy = f"default-src 'none'; script-src {service}; connect-src {service}; base-uri 'none'"

    def show(request: Request) -> HTMLResponse:
        page = (
            "<!DOCTYPE html><html lang=en><title>Host</title>"
            f'<script src="{service}/static/policy-facts.js" defer></script>'
            f"<main>{request.query_params['body']}</main>"
        )
        return HTMLResponse(page, headers={"Content-Security-Policy": policy})

    with serving(Starlette(routes=[Route("/", show)])) as origin:
        yield origin


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.add_init_script(RECORD_VIOLATIONS)
    yield page
    assert page.evaluate("window.violations") == []
    page.close()


def open_with(page: Page, host: str, body: str) -> None:
    page.goto(f"{host}/?{urlencode({'body': body})}")


def test_each_shows_how_many_facts_there_are_and_the_latest(
    page: Page, host: str, service: str
) -> None:
    open_with(page, host, "".join(f"<policy-facts {it[0]}></policy-facts>" for it in SHOWN))
    for number, (_, title, leads_to, asked) in enumerate(SHOWN):
        shown = page.locator("policy-facts").nth(number)
        found = page.request.get(f"{service}/v1/facts?{asked}").json()
        total = found["page"]["total"]
        heading = shown.get_by_role("heading", name=title, exact=True).get_by_role("link")
        expect(heading).to_have_attribute("href", f"{service}{leads_to}")
        expect(shown.get_by_text(f"{total} fact{'s' * (total != 1)}", exact=True)).to_be_visible()
        links = shown.get_by_role("listitem").get_by_role("link")
        assert links.all_inner_texts() == [it["statement"] for it in found["items"]]
        first = found["items"][0]
        assert links.first.get_attribute("href") == f"{service}/facts/{first['id']}"
        expect(shown.get_by_text(f"Stated by the {first['asserted_by']['name']}")).to_be_visible()
        review = page.request.get(f"{service}/v1/reviews/{first['review']}").json()
        expect(shown.get_by_text(review["title"])).to_be_visible()
        said = [it.inner_text() for it in shown.locator("small").all()]
        assert said == [say_when(it["date"]) for it in found["items"]]
        expect(shown.get_by_text(found["meta"]["citation"])).to_be_visible()


def test_one_fact_has_the_sentences_that_it_rests_on(page: Page, host: str) -> None:
    open_with(page, host, '<policy-facts fact="by-2013-visa-free-travel-turkey"></policy-facts>')
    expect(page.get_by_text("p10s2, p39s2, p93s2")).to_be_visible()
    expect(page.get_by_role("heading", name="Agreement signing")).to_be_visible()


def test_what_is_wrong_is_said_kindly_and_can_be_mended(page: Page, host: str) -> None:
    open_with(
        page, host, '<policy-facts country="Chna"></policy-facts><policy-facts></policy-facts>'
    )
    expect(page.get_by_role("status").first).to_contain_text("Did you mean CN (China)")
    expect(page.get_by_role("status").last).to_contain_text("country, region, organization")
    page.locator("policy-facts").last.evaluate("it => it.setAttribute('query', 'format=csv')")
    expect(page.get_by_role("status").last).to_contain_text("'format' is not a parameter")
    page.evaluate("document.querySelector('policy-facts').setAttribute('country', 'China')")
    expect(page.get_by_role("heading", name="China", exact=True)).to_be_visible()


def test_its_colours_follow_the_theme(page: Page, host: str) -> None:
    open_with(page, host, '<policy-facts year="2013" theme="dark"></policy-facts>'
              '<policy-facts year="2013" theme="light"></policy-facts>')  # fmt: skip
    script = (
        "[...document.querySelectorAll('policy-facts')].map("
        "(it) => getComputedStyle(it.shadowRoot.querySelector('article')).color)"
    )
    page.get_by_role("listitem").nth(3).wait_for()
    assert page.evaluate(script) == ["rgb(230, 235, 240)", "rgb(23, 33, 43)"]


def test_the_rules_of_the_page_stop_at_it(service: str, browser: Browser) -> None:
    """Pages reset what stands on them, and may be written from right to left."""
    page = browser.new_page()
    page.goto(f"{service}/about")
    page.evaluate(
        """async (script) => {
            const rules = new CSSStyleSheet();
            rules.replaceSync("* { padding: 0; text-transform: uppercase; letter-spacing: 1em }");
            document.adoptedStyleSheets = [rules];
            document.dir = "rtl";
            document.body.innerHTML = '<policy-facts country="CN"></policy-facts>';
            await import(script);
        }""",
        f"{service}/static/policy-facts.js",
    )
    card = page.locator("policy-facts article")
    card.locator("li").first.wait_for()
    kept = ("paddingLeft", "textTransform", "letterSpacing", "direction")
    found = card.evaluate("(it, kept) => kept.map((name) => getComputedStyle(it)[name])", kept)
    assert found == ["24px", "none", "normal", "ltr"]
    page.close()


def test_its_file_is_small() -> None:
    assert len(gzip.compress(SCRIPT.read_bytes())) < 4096
