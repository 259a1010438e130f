"""How pages load and look: bytes, widths, themes, motion, and below a prefix."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Request, expect
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.types import ASGIApp

from tests.architecture.serving import serving
from tests.browser.visitor import Visitor

NewVisitor = Callable[..., Visitor]
MAX_BYTES = 150_000
PAGES = ("/", "/?country=KZ", "/?country=CN&topic=trade", "/countries/KZ", "/topics/trade")
OTHER_PAGES = ("/organizations", "/years/2013", "/about", "/facts/by-2013-visa-free-travel-turkey")


@pytest.mark.parametrize("url", ["/", "/countries/CN"])
def test_first_visit_loads_few_bytes(new_visitor: NewVisitor, url: str) -> None:
    visitor = new_visitor()
    requests: list[Request] = []
    visitor.page.on("requestfinished", lambda request: requests.insert(0, request))
    visitor.page.goto(visitor.origin + url, wait_until="networkidle")
    sizes = [request.sizes() for request in requests]
    assert len(sizes) > 5
    assert sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes) < MAX_BYTES


def test_pages_fit_a_small_phone(new_visitor: NewVisitor) -> None:
    visitor = new_visitor(viewport={"width": 360, "height": 640})
    too_wide = []
    for url in PAGES + OTHER_PAGES:
        visitor.open(url)
        if visitor.page.evaluate("document.documentElement.scrollWidth") > 360:
            too_wide.append(url)
    assert too_wide == []


@pytest.mark.parametrize(("width", "is_graph"), [(360, False), (640, False), (700, True)])
def test_partners_are_a_graph_on_wide_screens_and_else_a_list(
    new_visitor: NewVisitor, width: int, is_graph: bool
) -> None:
    visitor = new_visitor(viewport={"width": width, "height": 640})
    visitor.open("/countries/KZ")
    partners = visitor.page.locator("#partners")
    expect(partners.locator("svg.partners")).to_be_visible(visible=is_graph)
    expect(partners.get_by_role("link", name="Russia", exact=True)).to_be_visible(
        visible=not is_graph
    )
    assert visitor.page.evaluate("document.documentElement.scrollWidth") == width


def test_pages_follow_the_colour_scheme_of_the_browser(new_visitor: NewVisitor) -> None:
    colours = []
    for scheme in ("light", "dark"):
        visitor = new_visitor(color_scheme=scheme)
        visitor.open()
        colours.append(
            visitor.page.evaluate(
                "['body', '#map .step-0'].map((it) => getComputedStyle("
                "document.querySelector(it))).map((it) => [it.backgroundColor, it.fill])"
            )
        )
    (light, light_map), (dark, dark_map) = colours
    assert light[0] == "rgb(255, 255, 255)"
    assert dark[0] != light[0]
    assert dark_map[1] != light_map[1]


def test_nothing_moves_when_reduced_motion_is_preferred(new_visitor: NewVisitor) -> None:
    visitor = new_visitor(reduced_motion="reduce")
    visitor.open()
    visitor.page.locator("#by-topic a").first.click()
    expect(visitor.page.locator(".chip")).to_have_count(1)
    visitor.page.locator("#map a").first.focus()
    assert visitor.page.evaluate("document.getAnimations().length") == 0
    assert visitor.page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == (
        "auto"
    )


def test_explorer_works_when_mounted_below_a_prefix(browser: Browser, app: ASGIApp) -> None:
    host = Starlette(routes=[Mount("/host/facts", app)])
    with serving(host) as origin:
        visitor = Visitor.fresh(browser, f"{origin}/host/facts")
        visitor.open()
        visitor.type("Kazakhstan")
        visitor.choose("Kazakhstan")
        visitor.wait_for("/?country=KZ")
        visitor.page.locator("#by-topic").get_by_role("link", name="Economy", exact=True).click()
        visitor.wait_for("/?country=KZ&topic=economy")
        assert visitor.total == visitor.total_of_api() > 0
        assert f"{origin}/host/facts/v1/facts" in visitor.page.locator("#snippet-sh").inner_text()
        visitor.page.context.close()
    assert (visitor.watch.outside, visitor.watch.complaints) == ([], [])
