"""A visitor of the explorer: what they do, and what they see."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Locator, Page, expect

from tests.chromium import Watch


@dataclass(frozen=True)
class Visitor:
    """Visitor with a browser of their own, of the service at `origin`."""

    page: Page
    origin: str
    watch: Watch

    @classmethod
    def fresh(cls, browser: Browser, origin: str, **profile: Any) -> "Visitor":
        """Make a visitor without cookies or cache; `profile` is for Playwright's `new_context`."""
        page = browser.new_context(**profile).new_page()
        watch = Watch(origin)
        watch.over(page)
        return cls(page, origin, watch)

    def open(self, url: str = "/") -> None:
        """Open a page of the service."""
        self.page.goto(self.origin + url)

    @property
    def url(self) -> str:
        """URL of the page, without the origin."""
        return self.page.url.removeprefix(self.origin)

    @property
    def search(self) -> Locator:
        """Search field."""
        return self.page.get_by_label("Search the facts")

    @property
    def suggestions(self) -> Locator:
        """Suggestions below the search field."""
        return self.page.get_by_role("option")

    @property
    def chips(self) -> list[str]:
        """Filters, as the page names them."""
        return [text.split("×")[0].strip() for text in self.page.locator(".chip").all_inner_texts()]

    @property
    def facts(self) -> list[str]:
        """Ids of the facts that are listed."""
        articles = self.page.locator("article.fact").all()
        return [str(article.get_attribute("data-fact")) for article in articles]

    @property
    def total(self) -> int:
        """Number of facts, as the page shows it."""
        return int(re.sub(r"\D", "", self.page.locator("#total strong").inner_text()))

    @property
    def focused(self) -> str:
        """Label, id or text of the focused element."""
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

    def wait_for(self, url: str) -> None:
        """Wait until the URL is this one and its page is shown."""
        expect(self.page).to_have_url(self.origin + url)
        expect(self.page.locator("main[aria-busy]")).to_have_count(0)

    def total_of_api(self) -> int:
        """Return the number of facts that the API finds for the query of this page."""
        page_url = urlsplit(self.page.url)
        api_url = f"{self.origin}/v1/facts?{page_url.query}"
        response = self.page.request.get(api_url)
        assert response.ok, api_url
        return int(response.json()["page"]["total"])
