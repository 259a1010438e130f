"""The cite-as link repeats the query of a response, whatever its format and page."""

import re

import pytest
from starlette.testclient import TestClient

CITE_AS = re.compile(r'<([^>]+)>; rel="cite-as"')
NEXT = re.compile(r'<([^>]+)>; rel="next"')
URL = "/v1/facts?country=TR&topic=visas"


def cited(client: TestClient, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, response.text
    (cite_as,) = CITE_AS.findall(response.headers["Link"])
    return str(cite_as)


@pytest.mark.parametrize(
    "parameter",
    [
        *("format=json", "format=csv", "format=jsonld", "limit=1", "limit=0", "facet=topic,year"),
        "format=csv&fields=id,date&bom=true&limit=1",
    ],
)
def test_format_page_and_facets_are_not_cited(client: TestClient, parameter: str) -> None:
    assert cited(client, f"{URL}&{parameter}") == URL
    assert cited(client, f"/v1/facts?{parameter}&country=TR") == "/v1/facts?country=TR"


@pytest.mark.parametrize("form", ["json", "csv", "ndjson", "jsonld"])
def test_later_page_is_cited_as_the_first(client: TestClient, form: str) -> None:
    first = client.get(f"/v1/facts?country=KZ&limit=2&format={form}")
    following = NEXT.findall(first.headers["Link"])[0]
    assert "cursor=" in following
    assert cited(client, following) == "/v1/facts?country=KZ"


def test_cite_as_repeats_the_query(client: TestClient) -> None:
    for url in ("/v1/facts?q=visa&sample=3&seed=2&sort=relevance", "/v1/countries/TR", "/v1"):
        assert cited(client, url) == url
    assert cited(client, "/v1/facts?year=2013&country=TR") == "/v1/facts?country=TR&year=2013"
