"""A real browser, and what it has to say about the pages that it is shown."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from scripts.chromium import MISSING, find_chromium, started

# A browser of its own accord asks for updates and the like; here it may speak to our server only.
FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)
# A machine that is busy with other tests draws a page in its own time.
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
    """Chromium without a window; the test does not run where there is none.

    Whoever holds it keeps an event loop in this thread: close it with the module of the tests.
    """
    program = find_chromium()
    if program is None:
        pytest.skip(MISSING)
    expect.set_options(timeout=PATIENCE_MILLISECONDS)
    with started(program, *FLAGS) as browser:
        yield browser


@dataclass
class Watch:
    """What happens while pages of a service are looked at: addresses asked for, and complaints.

    Complaints are what stands in the console, what a policy forbade, and errors of scripts.
    """

    origin: str
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def over(self, page: Page) -> None:
        """Watch a page from now on."""
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: self.complaints.append(f"{said.type}: {said.text}"))
        page.add_init_script(RECORD_VIOLATIONS)

    @property
    def outside(self) -> list[str]:
        """Addresses elsewhere that were asked for."""
        return [it for it in self.asked if not self._is_inside(it)]

    def _is_inside(self, address: str) -> bool:
        return address.startswith(f"{self.origin}/") or urlsplit(address).scheme in ("blob", "data")
