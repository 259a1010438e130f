"""Readers report an error in a fact at the address that the operator sets, and nowhere else."""

from email.utils import parseaddr
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from starlette.testclient import TestClient

from policyfacts.report_url import fill_report_url, read_report_url
from policyfacts.settings import Settings
from policyfacts.web import create_app
from tests.seeds import frozen_facts

FACT = frozen_facts()[0]["id"]
PAGE = "https://tracker.example/new?title={id}&label=data"
MAIL = "mailto:facts@example.org"
REPORTED = "Report an error in this fact"


@pytest.mark.parametrize(
    ("address", "template"),
    [
        (PAGE, PAGE),
        ("https://tracker.example", "https://tracker.example?fact={id}"),
        ("https://tracker.example/new?a=b#form", "https://tracker.example/new?a=b&fact={id}#form"),
        (MAIL, f"{MAIL}?subject=Error%20in%20fact%20{{id}}"),
        (f"{MAIL}?cc=a@example.org", f"{MAIL}?cc=a@example.org&subject=Error%20in%20fact%20{{id}}"),
        (f"{MAIL}?subject={{id}}", f"{MAIL}?subject={{id}}"),
        (" https://tracker.example/{id} ", "https://tracker.example/{id}"),
    ],
)
def test_an_address_without_the_id_gets_it(address: str, template: str) -> None:
    assert read_report_url(address) == template


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("http://tracker.example", "begins with https:// or mailto:"),
        ("javascript:alert(1)", "begins with https:// or mailto:"),
        ("tracker.example/new", "begins with https:// or mailto:"),
        ("{id}://tracker.example", "begins with https:// or mailto:"),
        ("https:tracker.example", "begins with https:// or mailto:"),
        ("https://", "write a host after https://"),
        ("https://{id}.example/", "without {id} or a password in it"),
        ("https://me:secret@tracker.example/", "without {id} or a password in it"),
        ("https://tracker.example:none/", "write a host after https://"),
        ("https://[::1/", "write a host after https://"),
        ("mailto:", "write whom to mail after mailto:"),
        ("mailto:nobody", "write whom to mail after mailto:"),
        ("mailto:{id}@example.org", "write whom to mail after mailto:"),
        ("https://tracker.example/{fact}", "write {id} where the fact's id belongs"),
        ("https://tracker.example/new report", "percent-encode spaces"),
        ('https://tracker.example/"onclick=', "percent-encode spaces, quotes"),
        ("mailto:a@example.org?subject=x\r\nBcc:b@example.org", "percent-encode spaces"),
    ],
)
def test_what_is_no_address_to_report_at_is_refused(address: str, message: str) -> None:
    with pytest.raises(ValidationError, match="report_url") as refused:
        Settings(report_url=address)
    assert message in refused.value.errors()[0]["msg"]


@given(fact_id=st.text())
def test_no_id_leaves_its_place_in_the_address(fact_id: str) -> None:
    encoded = fact_id.encode("utf-8", "ignore").decode()
    page = urlsplit(fill_report_url(read_report_url(PAGE), encoded))
    assert (page.scheme, page.netloc, page.path) == ("https", "tracker.example", "/new")
    query = parse_qs(page.query, keep_blank_values=True)
    assert query == {"title": [encoded], "label": ["data"]}
    recipient, _, headers = fill_report_url(read_report_url(MAIL), encoded).partition("?")
    assert parseaddr(recipient.removeprefix("mailto:"))[1] == "facts@example.org"
    assert unquote(headers) == f"subject=Error in fact {encoded}"
    assert "&" not in headers


def client_of(settings: Settings, **changes: Any) -> TestClient:
    return TestClient(create_app(settings.model_copy(update=changes)))


def test_a_fact_leads_to_where_its_errors_are_reported(loaded_settings: Settings) -> None:
    target = PAGE.replace("{id}", FACT)
    with client_of(loaded_settings, report_url=PAGE) as client:
        page = client.get(f"/facts/{FACT}").text
        assert f'href="{target.replace("&", "&amp;")}"' in page
        assert page.count(REPORTED) == 1
        for form in ("json", "jsonld"):
            links = client.get(f"/v1/facts/{FACT}?format={form}").headers["Link"]
            assert f'<{target}>; rel="urn:policyfacts:rel:report"' in links
        assert client.get("/v1").json()["links"]["report"] == PAGE


def test_without_an_address_nothing_is_said_of_reports(client: TestClient) -> None:
    assert REPORTED not in client.get(f"/facts/{FACT}").text
    assert "report" not in client.get(f"/v1/facts/{FACT}").headers["Link"]
    assert "report" not in client.get("/v1").json()["links"]


@pytest.mark.parametrize("path", ["/v1", f"/v1/facts/{FACT}", f"/facts/{FACT}"])
def test_another_address_is_another_representation(loaded_settings: Settings, path: str) -> None:
    tags = []
    for address in (None, PAGE, MAIL):
        with client_of(loaded_settings, report_url=address) as client:
            tags.append(client.get(path).headers["ETag"])
    assert len(set(tags)) == len(tags)


def test_the_body_of_a_fact_is_the_same_with_an_address(loaded_settings: Settings) -> None:
    with (
        client_of(loaded_settings) as without,
        client_of(loaded_settings, report_url=PAGE) as having,
    ):
        path = f"/v1/facts/{FACT}"
        assert having.get(path).content == without.get(path).content
