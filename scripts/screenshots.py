"""Take a picture of a page of each kind of a running service, to be looked at.

    python -m scripts.screenshots http://127.0.0.1:8000 pictures

makes `pictures/<page>-<width>-<theme>.png`: at the width of a telephone and of a desk, in light
and dark. Needs Chromium and the packages for tests.
"""

import argparse
import sys
from itertools import product
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser

from scripts.chromium import MISSING, find_chromium, started

PAGES = {
    "explorer": "/",
    "filtered": "/?country=KZ&topic=economy",
    "searched": "/?q=China",
    "asked": "/?ask=Chinese+visits+to+Belarus+last+year",
    "empty": "/?q=nothing+answers+this",
    "refused": "/?contry=KZ",
    "countries": "/countries",
    "country": "/countries/KZ",
    "region": "/regions/africa",
    "organizations": "/organizations",
    "organization": "/organizations/cis",
    "topics": "/topics",
    "topic": "/topics/trade",
    "years": "/years",
    "year": "/years/2013",
    "entity": "/entities/minsk",
    "fact": "/facts/by-2013-visa-free-travel-turkey",
    "figure": "/facts/by-2013-trade-turnover-united-states",
    "about": "/about",
    "missing": "/nowhere",
    "card": "/embed/countries/KZ",
    "card-of-facts": "/embed/facts?topic=trade",
    "card-refused": "/embed/countries/Kasakh",
    "preview": "/reconcile/preview?id=KZ",
}
WIDTHS = (390, 1280)
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def take(browser: Browser, service: str, folder: Path) -> None:
    page = browser.new_page()
    for name, address in PAGES.items():
        page.goto(service + address)
        for width, theme in product(WIDTHS, THEMES):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=theme)
            page.screenshot(path=folder / f"{name}-{width}-{theme}.png", full_page=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("service", help="its address")
    parser.add_argument("folder", type=Path, help="where the pictures go")
    options = parser.parse_args()
    program = find_chromium()
    if program is None:
        sys.exit(MISSING)
    options.folder.mkdir(parents=True, exist_ok=True)
    with started(program) as browser:
        take(browser, options.service.rstrip("/"), options.folder)


if __name__ == "__main__":
    main()
