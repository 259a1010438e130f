"""Chromium without a window, as tests, conformance and pictures of pages need it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

MISSING = "There is no Chromium on this machine (Debian: apt-get install chromium)."
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> str | None:
    """The program; None where there is none."""
    return next(filter(None, map(shutil.which, _NAMES)), None)


@contextmanager
def started(program: str, *flags: str) -> Iterator[Browser]:
    """Chromium while this is entered; it keeps an event loop in this thread."""
    # Chromium's own sandbox refuses to start for root.
    needed = ["--disable-gpu", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[*needed, *flags])
        yield browser
        browser.close()
