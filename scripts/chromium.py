"""Headless Chromium, for tests, conformance checks and screenshots."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

MISSING = "There is no Chromium on this machine (Debian: apt-get install chromium)."
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> str | None:
    """Return the path of Chromium; None where it is not installed."""
    return next(filter(None, map(shutil.which, _NAMES)), None)


@contextmanager
def started(program: str, *flags: str) -> Iterator[Browser]:
    """Run Chromium for the block; Playwright keeps an event loop in this thread meanwhile."""
    # Chromium's own sandbox refuses to start for root.
    required = ["--disable-gpu", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[*required, *flags])
        yield browser
        browser.close()
