"""The explorer as it is used, from beginning to end."""

import csv
import io
import re
import shutil
import subprocess
import sys
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.page_reader import Reader

VIEW = "/?country=KZ&topic=economy"
NewReader = Callable[..., Reader]


def test_somebody_searches_narrows_and_goes_back(reader: Reader) -> None:
    page = reader.page
    reader.open()
    totals = [reader.total]
    assert totals == [reader.total_of_api()]
    reader.type("Kazakhstan")
    reader.choose("Kazakhstan")
    reader.wait_for("/?country=KZ")
    assert reader.chips == ["Country Kazakhstan"]
    totals.append(reader.total)
    page.locator("#by-topic").get_by_role("link", name="Economy", exact=True).click()
    reader.wait_for(VIEW)
    totals.append(reader.total)
    russia = page.locator("#map").get_by_role("link", name=re.compile("^Russia"))
    said = str(russia.get_attribute("aria-label"))
    russia.locator("path").click()
    reader.wait_for("/?topic=economy&country=RU")
    assert said == f"Russia: {reader.total} facts"
    assert reader.chips == ["Country Russia", "Topic Economy"]
    assert totals[0] > totals[1] > totals[2]
    for address, total in ((VIEW, totals[2]), ("/?country=KZ", totals[1]), ("/", totals[0])):
        page.go_back()
        reader.wait_for(address)
        assert reader.total == total
    asked = [it for it in reader.watch.asked if it == f"{reader.origin}/"]
    assert len(asked) == 2, "opened once, come back to once"


def test_a_shared_address_shows_the_same_with_and_without_scripts(new_reader: NewReader) -> None:
    seen = []
    for profile in ({}, {"java_script_enabled": False}):
        other = new_reader(**profile)
        other.open(VIEW)
        code = other.page.locator("#request .address").inner_text()
        seen.append((other.page.title(), other.chips, other.total, other.facts, code))
    assert seen[0] == seen[1]
    assert seen[0][2] == len(seen[0][3]) > 0


def test_without_scripts_everything_can_be_reached(new_reader: NewReader) -> None:
    reader = new_reader(java_script_enabled=False)
    page = reader.page
    reader.open()
    reader.search.fill("Kazakhstan")
    page.get_by_role("button", name="Search").click()
    assert reader.address == "/?q=Kazakhstan"
    page.locator("#meant").get_by_role("link", name="Kazakhstan").click()
    assert "Kazakhstan" in page.get_by_role("heading", level=1).inner_text()
    reader.open("/?country=KZ")
    page.locator("#by-topic").get_by_role("link", name="Economy", exact=True).click()
    assert reader.address == VIEW
    assert reader.total == reader.total_of_api()
    assert page.locator(".snippet pre").count() == 3
    page.get_by_role("link", name="Country Kazakhstan").click()
    assert reader.address == "/?topic=economy"
    page.locator("#facts h3 a").first.click()
    assert reader.address.startswith("/facts/")


def test_the_csv_holds_all_facts_of_the_page(reader: Reader) -> None:
    reader.open(VIEW)
    with reader.page.expect_download() as started:
        reader.page.get_by_role("link", name="Download CSV").click()
    rows = list(csv.DictReader(io.StringIO(started.value.path().read_text("utf-8-sig"))))
    assert [it["id"] for it in rows] == reader.facts
    assert len(rows) == reader.total


def copy(reader: Reader, language: str) -> str:
    """Press the button beside a request; what is in the clipboard then."""
    page = reader.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name=f"Copy {language}").click()
    expect(page.get_by_role("status").filter(has_text=f"{language} copied")).to_have_count(1)
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_the_request_for_curl_can_be_copied_and_run(reader: Reader) -> None:
    if shutil.which("curl") is None:
        pytest.skip("no curl on this machine")
    reader.open(VIEW)
    command = copy(reader, "curl")
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True)
    assert re.search(r'"total": ?(\d+)', done.stdout)[1] == str(reader.total)  # type: ignore[index]


def test_the_request_in_python_can_be_copied_and_run(reader: Reader) -> None:
    reader.open(VIEW)
    program = copy(reader, "Python")
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert [it.split()[0] for it in done.stdout.splitlines()] == reader.facts


def test_the_request_in_javascript_can_be_copied_and_run_on_a_page_elsewhere(
    reader: Reader, new_reader: NewReader
) -> None:
    reader.open(VIEW)
    program = copy(reader, "JavaScript")
    elsewhere: Page = reader.page.context.new_page()
    said: list[str] = []
    elsewhere.on("console", lambda it: said.append(it.args[0].json_value()))
    elsewhere.evaluate(f"async () => {{ {program} }}")
    assert said == reader.facts


def test_without_a_clipboard_the_request_is_selected(reader: Reader) -> None:
    reader.page.add_init_script(
        "delete Navigator.prototype.clipboard; document.execCommand = () => false;"
    )
    reader.open(VIEW)
    reader.page.get_by_role("button", name="Copy curl").click()
    expect(reader.page.get_by_role("status").filter(has_text="curl is selected")).to_have_count(1)
    assert reader.page.evaluate("getSelection().toString()").startswith("curl 'http://127.0.0.1:")
