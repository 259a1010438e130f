"""Whole visits of the explorer, with and without scripts."""

import csv
import io
import re
import shutil
import subprocess
import sys
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visitor import Visitor

VIEW = "/?country=KZ&topic=economy"
NewVisitor = Callable[..., Visitor]


def test_search_filters_and_going_back(visitor: Visitor) -> None:
    page = visitor.page
    visitor.open()
    totals = [visitor.total]
    assert totals == [visitor.total_of_api()]
    visitor.type("Kazakhstan")
    visitor.choose("Kazakhstan")
    visitor.wait_for("/?country=KZ")
    assert visitor.chips == ["Country Kazakhstan"]
    totals.append(visitor.total)
    page.locator("#by-topic").get_by_role("link", name="Economy", exact=True).click()
    visitor.wait_for(VIEW)
    totals.append(visitor.total)
    russia = page.locator("#map").get_by_role("link", name=re.compile("^Russia"))
    label = str(russia.get_attribute("aria-label"))
    russia.locator("path").click()
    visitor.wait_for("/?topic=economy&country=RU")
    assert label == f"Russia: {visitor.total} facts"
    assert visitor.chips == ["Country Russia", "Topic Economy"]
    assert totals[0] > totals[1] > totals[2]
    for url, total in ((VIEW, totals[2]), ("/?country=KZ", totals[1]), ("/", totals[0])):
        page.go_back()
        visitor.wait_for(url)
        assert visitor.total == total
    loads = [url for url in visitor.watch.requests if url == f"{visitor.origin}/"]
    assert len(loads) == 2, "opened once, come back to once"


def test_shared_url_shows_the_same_with_and_without_scripts(new_visitor: NewVisitor) -> None:
    views = []
    for profile in ({}, {"java_script_enabled": False}):
        visitor = new_visitor(**profile)
        visitor.open(VIEW)
        code = visitor.page.locator("#request .address").inner_text()
        views.append((visitor.page.title(), visitor.chips, visitor.total, visitor.facts, code))
    assert views[0] == views[1]
    assert views[0][2] == len(views[0][3]) > 0


def test_everything_can_be_reached_without_scripts(new_visitor: NewVisitor) -> None:
    visitor = new_visitor(java_script_enabled=False)
    page = visitor.page
    visitor.open()
    visitor.search.fill("Kazakhstan")
    page.get_by_role("button", name="Search").click()
    assert visitor.url == "/?ask=Kazakhstan"
    page.locator("#meant").get_by_role("link", name="Kazakhstan").click()
    assert "Kazakhstan" in page.get_by_role("heading", level=1).inner_text()
    visitor.open("/?country=KZ")
    page.locator("#by-topic").get_by_role("link", name="Economy", exact=True).click()
    assert visitor.url == VIEW
    assert visitor.total == visitor.total_of_api()
    assert page.locator(".snippet pre").count() == 3
    page.get_by_role("link", name="Country Kazakhstan").click()
    assert visitor.url == "/?topic=economy"
    page.locator("#facts h3 a").first.click()
    assert visitor.url.startswith("/facts/")


def test_csv_has_all_facts_of_the_page(visitor: Visitor) -> None:
    visitor.open(VIEW)
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("link", name="Download CSV").click()
    rows = list(csv.DictReader(io.StringIO(download.value.path().read_text("utf-8-sig"))))
    assert [row["id"] for row in rows] == visitor.facts
    assert len(rows) == visitor.total


def copy_snippet(visitor: Visitor, language: str) -> str:
    """Press the copy button beside a request and return the content of the clipboard."""
    page = visitor.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name=f"Copy {language}").click()
    expect(page.get_by_role("status").filter(has_text=f"{language} copied")).to_have_count(1)
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_copied_curl_command_runs(visitor: Visitor) -> None:
    if shutil.which("curl") is None:
        pytest.skip("no curl on this machine")
    visitor.open(VIEW)
    command = copy_snippet(visitor, "curl")
    result = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True)
    assert re.search(r'"total": ?(\d+)', result.stdout)[1] == str(visitor.total)  # type: ignore[index]


def test_copied_python_program_runs(visitor: Visitor) -> None:
    visitor.open(VIEW)
    program = copy_snippet(visitor, "Python")
    command = [sys.executable, "-c", program]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")
    assert [line.split()[0] for line in result.stdout.splitlines()] == visitor.facts


def test_copied_javascript_runs_on_a_page_of_another_origin(
    visitor: Visitor, new_visitor: NewVisitor
) -> None:
    visitor.open(VIEW)
    program = copy_snippet(visitor, "JavaScript")
    other_page: Page = visitor.page.context.new_page()
    logged: list[str] = []
    other_page.on("console", lambda message: logged.append(message.args[0].json_value()))
    other_page.evaluate(f"async () => {{ {program} }}")
    assert logged == visitor.facts


def test_request_is_selected_where_there_is_no_clipboard(visitor: Visitor) -> None:
    visitor.page.add_init_script(
        "delete Navigator.prototype.clipboard; document.execCommand = () => false;"
    )
    visitor.open(VIEW)
    visitor.page.get_by_role("button", name="Copy curl").click()
    expect(visitor.page.get_by_role("status").filter(has_text="curl is selected")).to_have_count(1)
    assert visitor.page.evaluate("getSelection().toString()").startswith("curl 'http://127.0.0.1:")
