"""The client in a web page of another origin, in a real browser."""

import functools
import os
import re
import shutil
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from conformance.service import Service
from tests.architecture.documents import blocks
from typescript.tests.running import PACKAGE, SHOWN_ADDRESS

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MODULE = '"/node_modules/policyfacts-client/dist/index.js"'
FACT = '"by-2013-visa-free-travel-turkey"'


class _Files(SimpleHTTPRequestHandler):
    """A silent handler, since its log would be mistaken for the test's."""

    def log_message(self, *_: object) -> None:
        """Log nothing."""


@pytest.fixture(scope="module")
def origin(project: Path) -> Iterator[str]:
    """Serve the project with the page of the README, and yield the origin."""
    handler = functools.partial(_Files, directory=project)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    flags = ["--disable-background-networking", "--disable-component-update", "--disable-gpu"]
    # Chromium's own sandbox refuses to start for root.
    flags += ["--no-sandbox"] if os.geteuid() == 0 else []
    # A machine may have more to do than this.
    expect.set_options(timeout=20_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=flags)
        yield browser.new_page()
        browser.close()


@pytest.fixture
def console(page: Page) -> Iterator[list[str]]:
    """Collect the messages of the browser's console."""
    lines: list[str] = []
    page.on("console", lambda message: lines.append(message.text))
    page.on("pageerror", lambda error: lines.append(str(error)))
    yield lines


@pytest.fixture
def opened(page: Page, origin: str, project: Path, service: Service, console: list[str]) -> Page:
    """Open the README's page."""
    (text,) = blocks((PACKAGE / "README.md").read_text(encoding="utf-8"), "html")
    text = text.replace(SHOWN_ADDRESS, service.address)
    text = text.replace("./policyfacts-client/", "./node_modules/policyfacts-client/")
    (project / "page.html").write_text(text, encoding="utf-8")
    page.goto(f"{origin}/page.html")
    return page


def test_the_page_of_the_readme_lists_facts(
    opened: Page, service: Service, console: list[str]
) -> None:
    facts = service.json("/v1/facts?country=TR")
    opened.get_by_role("button", name="List").click()
    expect(opened.get_by_role("listitem")).to_have_count(facts["page"]["total"])
    expect(opened.get_by_role("listitem").first).to_have_text(facts["items"][0]["statement"])
    assert console == []


def test_the_page_of_the_readme_shows_what_was_meant(opened: Page, console: list[str]) -> None:
    opened.get_by_label("Country").fill("Turky")
    opened.get_by_role("button", name="List").click()
    expect(opened.get_by_role("status")).to_contain_text("Did you mean TR (Türkiye)")
    expect(opened.get_by_role("listitem")).to_have_count(0)
    # The browser itself notes every answer that is an error; the page adds nothing.
    assert [re.sub(r" \(.*", "", line) for line in console] == [
        "Failed to load resource: the server responded with a status of 422"
    ]


def test_the_pages_own_fetch_may_be_handed_in(opened: Page, service: Service) -> None:
    name = opened.evaluate(
        f"""async (address) => {{
            const {{ FactsClient }} = await import({MODULE});
            return (await new FactsClient(address, {{ fetch: window.fetch }}).fact({FACT})).id;
        }}""",
        service.address,
    )
    assert name == FACT.strip('"')


def test_a_page_may_post_a_question(opened: Page, service: Service, console: list[str]) -> None:
    total = opened.evaluate(
        f"""async (address) => {{
            const {{ FactsClient }} = await import({MODULE});
            const found = await new FactsClient(address).search({{ any: [{{ country: ["TR"] }}] }});
            return found.page.total;
        }}""",
        service.address,
    )
    assert total == service.json("/v1/facts?country=TR")["page"]["total"]
    assert console == []


def test_the_browsers_cache_asks_whether_an_answer_still_stands(
    opened: Page, service: Service, console: list[str]
) -> None:
    def unchanged() -> float:
        text = service.bytes("/metrics").decode()
        pattern = r'^policyfacts_requests_total\{.*route="/v1/vocabulary",status="304"\} (\S+)$'
        return sum(float(count) for count in re.findall(pattern, text, re.M))

    before = unchanged()
    answers, sent = opened.evaluate(
        f"""async (address) => {{
            const {{ FactsClient }} = await import({MODULE});
            const sent = [];
            const client = new FactsClient(address, {{
                fetch: (to, init) => fetch(to, (sent.push(init.headers), init)),
            }});
            const answers = [];
            for (const _ of [1, 2, 3]) answers.push(await client.get("/v1/vocabulary"));
            return [answers, sent];
        }}""",
        service.address,
    )
    assert answers == [service.json("/v1/vocabulary")] * 3
    assert unchanged() == before + 2
    assert sent == [{}] * 3, "the client did it, and the browser asked beforehand whether it may"
    assert console == []


def test_a_path_is_read_on_the_pages_own_origin(opened: Page, origin: str) -> None:
    address = opened.evaluate(
        f"""async () => {{
            const {{ FactsClient }} = await import({MODULE});
            return new FactsClient("/facts/").address("/v1/facts", {{ country: "CN" }});
        }}"""
    )
    assert address == f"{origin}/facts/v1/facts?country=CN"
