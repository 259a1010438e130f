"""Who looks at the explorer: what they do, and what they see."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Locator, Page, expect

from tests.chromium import Watch


@dataclass(frozen=True)
class Reader:
    """Somebody with a browser of their own, at the service that stands at `origin`."""

    page: Page
    origin: str
    watch: Watch

    @classmethod
    def fresh(cls, browser: Browser, origin: str, **profile: Any) -> "Reader":
        """Somebody who was never here; `profile` is what a context of Playwright takes."""
        page = browser.new_context(**profile).new_page()
        watch = Watch(origin)
        watch.over(page)
        return cls(page, origin, watch)

    def open(self, address: str = "/") -> None:
        """Go to an address of the service."""
        self.page.goto(self.origin + address)

    @property
    def address(self) -> str:
        """Where they are, without the origin."""
        return self.page.url.removeprefix(self.origin)

    @property
    def search(self) -> Locator:
        """The field that words are typed into."""
        return self.page.get_by_label("Search the facts")

    @property
    def suggestions(self) -> Locator:
        """What is suggested below it."""
        return self.page.get_by_role("option")

    @property
    def chips(self) -> list[str]:
        """The filters, as the page names them."""
        return [it.split("×")[0].strip() for it in self.page.locator(".chip").all_inner_texts()]

    @property
    def facts(self) -> list[str]:
        """Ids of the facts that are listed."""
        listed = self.page.locator("article.fact").all()
        return [str(it.get_attribute("data-fact")) for it in listed]

    @property
    def total(self) -> int:
        """How many facts there are, as the page says."""
        return int(re.sub(r"\D", "", self.page.locator("#total strong").inner_text()))

    @property
    def focused(self) -> str:
        """What the focused element says."""
        return str(
            self.page.evaluate(
                "document.activeElement.getAttribute('aria-label') ?? "
                "(document.activeElement.id || document.activeElement.textContent)"
            )
        )

    def type(self, words: str) -> None:
        """Type as people do, letter by letter."""
        self.search.press_sequentially(words)

    def choose(self, name: str) -> None:
        """Click a suggestion."""
        self.suggestions.filter(has_text=name).first.click()

    def wait_for(self, address: str) -> None:
        """Until the address is this one, and the page is the one that belongs to it."""
        expect(self.page).to_have_url(self.origin + address)
        expect(self.page.locator("main[aria-busy]")).to_have_count(0)

    def total_of_api(self) -> int:
        """How many facts the API finds for the question of this page."""
        address = urlsplit(self.page.url)
        asked = f"{self.origin}/v1/facts?{address.query}"
        answer = self.page.request.get(asked)
        assert answer.ok, asked
        return int(answer.json()["page"]["total"])
