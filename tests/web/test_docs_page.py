"""A person opens /docs and tries operations, in a real browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, Response, expect
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from tests.architecture.serving import serving
from tests.chromium import Watch, chromium

pytestmark = pytest.mark.no_cov


@dataclass
class Visit:
    """A page opened at /docs, and the answers that it was given."""

    page: Page
    origin: str
    prefix: str
    answers: list[Response] = field(default_factory=list)

    def open(self) -> None:
        self.page.on("response", self.note_answer)
        self.page.goto(f"{self.origin}{self.prefix}/docs")
        expect(self.operations.first).to_be_visible()

    def note_answer(self, answer: Response) -> None:
        if answer.request.resource_type == "fetch":
            self.answers.append(answer)

    @property
    def operations(self) -> Locator:
        return self.page.locator(".opblock")


@pytest.fixture(scope="module")
def origin(app: ASGIApp) -> Iterator[str]:
    with serving(app) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@contextmanager
def visiting(browser: Browser, origin: str, prefix: str = "") -> Iterator[Visit]:
    """Open the page anew, and fail where the browser complains of what is done there."""
    page = browser.new_page()
    watch = Watch(origin)
    watch.over(page)
    visited = Visit(page, origin, prefix)
    visited.open()
    yield visited
    page.close()
    assert (watch.outside, watch.complaints) == ([], [])


@pytest.fixture
def visit(browser: Browser, origin: str) -> Iterator[Visit]:
    with visiting(browser, origin) as visited:
        yield visited


def documented_methods(visit: Visit) -> list[str]:
    paths = visit.page.request.get(f"{visit.origin}/openapi.json").json()["paths"]
    return [method for operations in paths.values() for method in operations]


def path_of(operation: Locator) -> str | None:
    return operation.locator(".opblock-summary-path").get_attribute("data-path")


def expand(operation: Locator) -> None:
    operation.locator(".opblock-summary-control").click()
    expect(operation.locator(".opblock-body")).to_be_visible()


def collapse(operation: Locator) -> None:
    operation.locator(".opblock-summary-control").click()
    expect(operation.locator(".opblock-body")).to_have_count(0)


def execute(visit: Visit, operation: Locator) -> str | None:
    """Press what a reader presses; say what is wrong with the answer, if anything."""
    try_it_out = operation.get_by_role("button", name="Try it out", exact=True)
    if try_it_out.count():
        try_it_out.click()
    visit.answers.clear()
    operation.get_by_role("button", name="Execute", exact=True).click()
    refused = operation.locator(".validation-errors")
    status = operation.locator(".live-responses-table .response .response-col_status")
    expect(refused.or_(status).first).to_be_visible()
    if refused.count():
        return f"its examples do not suffice: {refused.inner_text()}"
    expect(status).to_contain_text(str(visit.answers[-1].status))
    return fault_of(visit.answers[-1])


def fault_of(answer: Response) -> str | None:
    if not answer.ok:
        return f"{answer.status} for {answer.url}: {answer.text()[:300]}"
    if answer.headers.get("content-type") != "application/json":
        return None
    body: Any = answer.json()
    if isinstance(body, dict) and body.get("items") == []:
        return f"no items for {answer.url}"
    return None


def test_page_has_a_title_and_a_language(visit: Visit) -> None:
    assert "API documentation" in visit.page.title()
    assert visit.page.locator("html").get_attribute("lang") == "en"


def test_all_operations_are_shown_and_the_first_of_each_group_works(visit: Visit) -> None:
    """Check the page alone: other tests check that the examples of each operation have items."""
    expect(visit.operations).to_have_count(len(documented_methods(visit)))
    groups = visit.page.locator(".opblock-tag-section").all()
    assert len(groups) == len(visit.page.request.get(f"{visit.origin}/openapi.json").json()["tags"])
    errors: dict[str | None, str | None] = {}
    for group in groups:
        operation = group.locator(".opblock").first
        expand(operation)
        errors[path_of(operation)] = execute(visit, operation)
        collapse(operation)
    assert {path: fault for path, fault in errors.items() if fault} == {}
    assert "/v1/facts" in errors


def test_executed_operation_sends_only_defaults(visit: Visit) -> None:
    """Check that the page fills in no examples by itself, which would be filters."""
    operation = visit.page.locator("#operations-Facts-list_facts")
    expand(operation)
    assert execute(visit, operation) is None
    query = parse_qs(urlsplit(visit.answers[-1].url).query)
    defaults = {"limit": ["50"], "sort": ["-date"], "bom": ["false"]}
    readings = {"region_match": ["any"], "organization_match": ["organs"], "text_match": ["any"]}
    assert query == defaults | readings


def test_page_works_below_a_mount(browser: Browser, app: ASGIApp) -> None:
    host = Starlette(routes=[Mount("/host/facts", app)])
    with serving(host) as origin, visiting(browser, origin, "/host/facts") as visit:
        operation = visit.page.locator(".opblock-get", has_text="/v1/facts").first
        expand(operation)
        assert execute(visit, operation) is None
        assert visit.answers[-1].url.startswith(f"{origin}/host/facts/v1/facts")


def test_page_without_javascript_links_to_the_contract(browser: Browser, origin: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{origin}/docs")
    page.get_by_role("link", name="openapi.json").click()
    assert page.url == f"{origin}/openapi.json"
    page.close()


def test_files_outside_the_static_folder_are_not_found(app: ASGIApp) -> None:
    client = TestClient(app, raise_server_exceptions=False)
    for path in ("/static/", "/static/nothing.js", "/static/%2e%2e/docs.py"):
        assert client.get(path).status_code == 404
