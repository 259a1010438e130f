"""How the pages come, and how they look: weight, widths, themes, motion, mounted anywhere."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Request, expect
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.types import ASGIApp

from tests.architecture.serving import serving
from tests.browser.page_reader import Reader

NewReader = Callable[..., Reader]
MOST = 150_000  # bytes
PAGES = ("/", "/?country=KZ", "/?country=CN&topic=trade", "/countries/KZ", "/topics/trade")
OTHERS = ("/organizations", "/years/2013", "/about", "/facts/by-2013-visa-free-travel-turkey")


@pytest.mark.parametrize("address", ["/", "/countries/CN"])
def test_the_first_visit_weighs_little(new_reader: NewReader, address: str) -> None:
    reader = new_reader()
    ended: list[Request] = []
    reader.page.on("requestfinished", lambda request: ended.insert(0, request))
    reader.page.goto(reader.origin + address, wait_until="networkidle")
    sizes = [it.sizes() for it in ended]
    assert len(sizes) > 5
    assert sum(it["responseBodySize"] + it["responseHeadersSize"] for it in sizes) < MOST


def test_nothing_is_wider_than_a_small_telephone(new_reader: NewReader) -> None:
    reader = new_reader(viewport={"width": 360, "height": 640})
    wide = []
    for address in PAGES + OTHERS:
        reader.open(address)
        if reader.page.evaluate("document.documentElement.scrollWidth") > 360:
            wide.append(address)
    assert wide == []


@pytest.mark.parametrize(("width", "is_graph"), [(360, False), (640, False), (700, True)])
def test_partners_are_a_graph_where_there_is_room_and_else_a_list(
    new_reader: NewReader, width: int, is_graph: bool
) -> None:
    reader = new_reader(viewport={"width": width, "height": 640})
    reader.open("/countries/KZ")
    partners = reader.page.locator("#partners")
    expect(partners.locator("svg.partners")).to_be_visible(visible=is_graph)
    expect(partners.get_by_role("link", name="Russia", exact=True)).to_be_visible(
        visible=not is_graph
    )
    assert reader.page.evaluate("document.documentElement.scrollWidth") == width


def test_light_and_dark_are_the_readers_choice(new_reader: NewReader) -> None:
    grounds = []
    for scheme in ("light", "dark"):
        reader = new_reader(color_scheme=scheme)
        reader.open()
        grounds.append(
            reader.page.evaluate(
                "['body', '#map .step-0'].map((it) => getComputedStyle("
                "document.querySelector(it))).map((it) => [it.backgroundColor, it.fill])"
            )
        )
    (light, light_map), (dark, dark_map) = grounds
    assert light[0] == "rgb(255, 255, 255)"
    assert dark[0] != light[0]
    assert dark_map[1] != light_map[1]


def test_nothing_moves_for_whoever_wants_no_motion(new_reader: NewReader) -> None:
    reader = new_reader(reduced_motion="reduce")
    reader.open()
    reader.page.locator("#by-topic a").first.click()
    expect(reader.page.locator(".chip")).to_have_count(1)
    reader.page.locator("#map a").first.focus()
    assert reader.page.evaluate("document.getAnimations().length") == 0
    assert reader.page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == (
        "auto"
    )


def test_it_works_mounted_below_a_prefix(browser: Browser, app: ASGIApp) -> None:
    host = Starlette(routes=[Mount("/host/facts", app)])
    with serving(host) as origin:
        reader = Reader.fresh(browser, f"{origin}/host/facts")
        reader.open()
        reader.type("Kazakhstan")
        reader.choose("Kazakhstan")
        reader.wait_for("/?country=KZ")
        reader.page.locator("#by-topic").get_by_role("link", name="Economy", exact=True).click()
        reader.wait_for("/?country=KZ&topic=economy")
        assert reader.total == reader.total_of_api() > 0
        assert f"{origin}/host/facts/v1/facts" in reader.page.locator("#snippet-sh").inner_text()
        reader.page.context.close()
    assert (reader.watch.outside, reader.watch.complaints) == ([], [])
