"""robots.txt and the sitemap: what they list exists."""

from xml.etree.ElementTree import fromstring

import pytest
from starlette.testclient import TestClient

from tests.conftest import PUBLIC_URL
from tests.site.html_assertions import BROWSER

LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def sitemap_urls(client: TestClient) -> list[str]:
    response = client.get("/sitemap.xml")
    assert response.headers["Content-Type"] == "application/xml"
    return [loc.text or "" for loc in fromstring(response.text).iter(LOC)]


def test_sitemap_lists_each_page_with_facts_once(public_client: TestClient) -> None:
    urls = sitemap_urls(public_client)
    assert len(urls) == len(set(urls))
    assert all(url.startswith(f"{PUBLIC_URL}/") for url in urls)
    fact_urls = [url for url in urls if url.startswith(f"{PUBLIC_URL}/facts/")]
    assert len(fact_urls) == public_client.get("/v1/facts?limit=0").json()["page"]["total"]
    for path in ("/", "/about", "/entities", "/countries/KZ", "/topics/visas", "/years/2014"):
        assert PUBLIC_URL + path in urls
    assert f"{PUBLIC_URL}/countries/TV" not in urls
    for url in urls[::40]:
        page = public_client.get(
            url.removeprefix(PUBLIC_URL), headers=BROWSER, follow_redirects=False
        )
        assert page.status_code == 200, url
        assert 'name="robots"' not in page.text


def test_robots_txt_names_the_sitemap_where_there_is_one(
    public_client: TestClient, browser: TestClient
) -> None:
    robots = public_client.get("/robots.txt")
    assert robots.headers["Content-Type"].startswith("text/plain")
    assert robots.text.splitlines() == [
        "User-agent: *",
        "Disallow: /review/v1/",
        "",
        f"Sitemap: {PUBLIC_URL}/sitemap.xml",
    ]
    assert browser.get("/robots.txt").text == "User-agent: *\nDisallow: /v1/\n"
    missing = browser.get("/sitemap.xml", headers=BROWSER)
    assert missing.status_code == 404
    assert "does not know its public address" in missing.text


@pytest.mark.parametrize("path", ["/robots.txt", "/sitemap.xml"])
def test_cached_file_answers_304(public_client: TestClient, path: str) -> None:
    conditional = {"If-None-Match": public_client.get(path).headers["ETag"]}
    assert public_client.get(path, headers=conditional).status_code == 304
