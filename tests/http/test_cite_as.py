"""What is cited is what an answer tells of, however it is cut and written."""

import re

import pytest
from starlette.testclient import TestClient

CITE_AS = re.compile(r'<([^>]+)>; rel="cite-as"')
NEXT = re.compile(r'<([^>]+)>; rel="next"')
ASKED = "/v1/facts?country=TR&topic=visas"


def cited(client: TestClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    (found,) = CITE_AS.findall(answer.headers["Link"])
    return str(found)


@pytest.mark.parametrize(
    "manner",
    [
        *("format=json", "format=csv", "format=jsonld", "limit=1", "limit=0", "facet=topic,year"),
        "format=csv&fields=id,date&bom=true&limit=1",
    ],
)
def test_the_manner_of_an_answer_is_not_cited(client: TestClient, manner: str) -> None:
    assert cited(client, f"{ASKED}&{manner}") == ASKED
    assert cited(client, f"/v1/facts?{manner}&country=TR") == "/v1/facts?country=TR"


@pytest.mark.parametrize("form", ["json", "csv", "ndjson", "jsonld"])
def test_a_page_further_on_is_cited_as_the_first(client: TestClient, form: str) -> None:
    first = client.get(f"/v1/facts?country=KZ&limit=2&format={form}")
    following = NEXT.findall(first.headers["Link"])[0]
    assert "cursor=" in following
    assert cited(client, following) == "/v1/facts?country=KZ"


def test_what_is_asked_is_cited_as_it_was_asked(client: TestClient) -> None:
    for asked in ("/v1/facts?q=visa&sample=3&seed=2&sort=relevance", "/v1/countries/TR", "/v1"):
        assert cited(client, asked) == asked
    assert cited(client, "/v1/facts?year=2013&country=TR") == "/v1/facts?country=TR&year=2013"
