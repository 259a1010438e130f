"""Cards as a browser lays them out: nothing is cut off, in frames and in images."""

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page
from starlette.testclient import TestClient

from policyfacts.web import create_app

PAGES = (
    "/countries/CN",
    "/countries/AD",
    "/organizations/osce",
    "/topics/foreign-policy",
    "/facts/by-2013-visa-free-travel-turkey",
)
LONG_NAMES = ("osce", "ebrd", "unido", "odihr", "cahdi", "un-cted", "ohchr")


@pytest.fixture(scope="module")
def page(browser: Browser) -> Page:
    return browser.new_page()


@pytest.mark.parametrize("width", [600, 400, 320])
def test_frame_is_as_high_as_its_card(app: FastAPI, origin: str, page: Page, width: int) -> None:
    settings = app.state.service.settings.model_copy(update={"public_url": origin})
    with TestClient(create_app(settings)) as client:
        for path in PAGES:
            height = client.get(f"/oembed?url={path}&maxwidth={width}").json()["height"]
            page.set_viewport_size({"width": width, "height": 10})
            page.goto(f"{origin}/embed{path}")
            needed = page.evaluate("document.documentElement.scrollHeight")
            assert needed <= height <= needed * 1.15 + 50, path


def test_font_sizes_follow_the_font_size_of_the_reader(origin: str, page: Page) -> None:
    script = """[...document.querySelectorAll('h1, .note, li a, .when, footer p')].map(
        it => parseFloat(getComputedStyle(it).fontSize))"""
    page.goto(f"{origin}/embed/countries/CN")
    default_sizes = page.evaluate(script)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate(script) == pytest.approx([2 * size for size in default_sizes])


def test_text_stays_within_the_image(origin: str, page: Page) -> None:
    for organization in LONG_NAMES:
        page.goto(f"{origin}/embed/organizations/{organization}.svg")
        ends = page.evaluate(
            "[...document.querySelectorAll('text')].map(it => it.getBoundingClientRect().right)"
        )
        assert max(ends) <= 576, organization


def test_element_sends_one_request_however_many_attributes_it_has(origin: str, page: Page) -> None:
    urls: list[str] = []
    page.on("request", lambda request: urls.append(request.url))
    page.goto(f"{origin}/about")
    page.evaluate(
        """async (script) => {
            document.body.insertAdjacentHTML(
                "beforeend", '<policy-facts country="CN" limit="5" theme="dark"></policy-facts>');
            const added = document.createElement("script");
            added.src = script;
            await new Promise((loaded) => { added.onload = loaded; document.head.append(added); });
        }""",
        f"{origin}/static/policy-facts.js",
    )
    page.locator("policy-facts li").first.wait_for()
    assert len([url for url in urls if "/embed/" in url]) == 1
