"""axe-core checks the accessibility of the pages."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Literal

from playwright.sync_api import Page

from conformance.addresses import one_fact
from conformance.checks import CannotCheck, Check, Report
from conformance.service import Service
from conformance.tools import HERE
from scripts.chromium import MISSING, find_chromium, started

_AXE = HERE / "node_modules" / "axe-core" / "axe.min.js"
_WIDTHS = {"phone": 390, "desktop": 1280}
_THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
_HOST = """<!DOCTYPE html>
<html lang="en"><head><title>A page elsewhere</title><meta name="color-scheme" content="light dark">
<script src="{service}/static/policy-facts.js"></script></head>
<body><main><h1>A page elsewhere</h1><h2>Facts</h2>
<policy-facts country="KZ"></policy-facts></main></body></html>
"""
_RUN = """
async () => (await axe.run(document, { resultTypes: ["violations"] })).violations
  .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((it) => it.html).slice(0, 3)}`)
"""


def addresses_of_pages(service: Service) -> list[str]:
    """Return one page of each kind, without the documentation, which others make."""
    fact = one_fact(service)
    return [
        *("/", "/?country=KZ&topic=economy", "/?q=nothing+answers+this", "/?contry=KZ"),
        *("/countries", "/countries/KZ", "/regions", "/regions/africa", "/organizations"),
        *("/organizations/cis", "/topics", "/topics/trade", "/years", "/years/2013"),
        *("/entities", "/entities/minsk", f"/facts/{fact}", "/about", "/nowhere"),
        *("/embed/countries/KZ", "/embed/facts?topic=trade", f"/embed/facts/{fact}"),
        *("/embed/years/2013?theme=light", "/embed/countries/Kasakh", "/reconcile/preview?id=KZ"),
    ]


def _axe(service: Service, _folder: Path) -> Report:
    """Check every kind of page in both themes, as wide as a telephone and a desktop."""
    program = find_chromium()
    if program is None:
        raise CannotCheck(MISSING)
    objections = []
    pages = addresses_of_pages(service)
    with started(program) as browser:
        # axe is no script of the pages' own: their content security policy would block it.
        page = browser.new_context(bypass_csp=True).new_page()
        for address in pages:
            page.goto(service.address + address, wait_until="load")
            objections += [f"{address} {violation}" for violation in _violations(page)]
        page.set_content(_HOST.format(service=service.address))
        page.get_by_role("link", name="Kazakhstan").first.wait_for()
        objections += [f"<policy-facts> {violation}" for violation in _violations(page)]
    return Report(f"{len(pages) + 1} pages, {' and '.join((*_WIDTHS, *_THEMES))}", objections)


def _violations(page: Page) -> Iterator[str]:
    if not page.locator("main").count():
        yield "is no page"
    page.add_script_tag(path=_AXE)
    for (device, width), theme in product(_WIDTHS.items(), _THEMES):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=theme)
        for violation in page.evaluate(_RUN):
            yield f"({device}, {theme}): {violation}"


CHECKS = [Check("axe", _axe)]
