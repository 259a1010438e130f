"""A real browser, and a record of requests and errors of its pages."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, expect

from scripts.chromium import MISSING, find_chromium, started
from tests.architecture.serving import serving

# A browser requests updates and the like by itself; here it may connect to our server only.
FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)
# A machine that is busy with other tests draws pages slowly.
PATIENCE_MILLISECONDS = 30_000
RECORD_VIOLATIONS = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.violations.push(`${event.violatedDirective}: ${event.blockedURI}`);
  console.error(window.violations.at(-1));
});
"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Chromium without a window and yield it; skip the test where it is not installed.

    It keeps an event loop in this thread until it is closed: close it after the tests of a module.
    """
    program = find_chromium()
    if program is None:
        pytest.skip(MISSING)
    expect.set_options(timeout=PATIENCE_MILLISECONDS)
    with started(program, *FLAGS) as browser:
        yield browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium for the tests of a module."""
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def origin(app: FastAPI) -> Iterator[str]:
    """Address of the service over the frozen seed, for a browser."""
    with serving(app) as url:
        yield url


@dataclass
class Watch:
    """Record of the URLs that pages of a service request, and of complaints about the pages.

    Complaints are lines of the console, violations of a policy, and errors of scripts.
    """

    origin: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def over(self, page: Page) -> None:
        """Record what a page does from now on."""
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda line: self.complaints.append(f"{line.type}: {line.text}"))
        page.add_init_script(RECORD_VIOLATIONS)

    @property
    def outside(self) -> list[str]:
        """List of the requested URLs that are not of the service."""
        return [url for url in self.requests if not self._is_inside(url)]

    def _is_inside(self, url: str) -> bool:
        return url.startswith(f"{self.origin}/") or urlsplit(url).scheme in ("blob", "data")
