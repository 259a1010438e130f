"""What crawlers are told, and that it is so."""

from collections.abc import Iterator
from xml.etree.ElementTree import fromstring

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from policyfacts.web import create_app
from tests.site.html_assertions import BROWSER

PUBLIC = "https://facts.example/reviews"
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


@pytest.fixture(scope="module")
def public(app: FastAPI) -> Iterator[TestClient]:
    """The service where it knows its public address."""
    settings = app.state.service.settings.model_copy(update={"public_url": PUBLIC})
    service = create_app(settings)
    with TestClient(service, raise_server_exceptions=False) as client:
        yield client


def listed(client: TestClient) -> list[str]:
    answer = client.get("/sitemap.xml")
    assert answer.headers["Content-Type"] == "application/xml"
    return [it.text or "" for it in fromstring(answer.text).iter(LOC)]


def test_the_sitemap_has_each_page_with_facts_once(public: TestClient) -> None:
    found = listed(public)
    assert len(found) == len(set(found))
    assert all(it.startswith(f"{PUBLIC}/") for it in found)
    facts = [it for it in found if it.startswith(f"{PUBLIC}/facts/")]
    assert len(facts) == public.get("/v1/facts?limit=0").json()["page"]["total"]
    for path in ("/", "/about", "/entities", "/countries/KZ", "/topics/visas", "/years/2014"):
        assert PUBLIC + path in found
    assert f"{PUBLIC}/countries/TV" not in found
    for address in found[::40]:
        page = public.get(address.removeprefix(PUBLIC), headers=BROWSER, follow_redirects=False)
        assert page.status_code == 200, address
        assert 'name="robots"' not in page.text


def test_robots_find_the_sitemap_where_there_is_one(
    public: TestClient, browser: TestClient
) -> None:
    told = public.get("/robots.txt")
    known = {"If-None-Match": told.headers["ETag"]}
    assert public.get("/robots.txt", headers=known).status_code == 304
    assert told.headers["Content-Type"].startswith("text/plain")
    assert told.text.splitlines() == [
        "User-agent: *",
        "Disallow: /reviews/v1/",
        "",
        f"Sitemap: {PUBLIC}/sitemap.xml",
    ]
    assert browser.get("/robots.txt").text == "User-agent: *\nDisallow: /v1/\n"
    missing = browser.get("/sitemap.xml", headers=BROWSER)
    assert missing.status_code == 404
    assert "does not know its public address" in missing.text


def test_a_sitemap_is_not_sent_twice(public: TestClient) -> None:
    held = {"If-None-Match": public.get("/sitemap.xml").headers["ETag"]}
    assert public.get("/sitemap.xml", headers=held).status_code == 304
