"""Tables have pages as JSON has: each links to the next one."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from tests.contract.formats import items_of
from tests.contract.routes import LISTS, Route

NEXT = re.compile(r'<([^>]+)>; rel="next"')
# URL, rows on a page, columns.
TABLES = [
    ("/v1/facts?country=KZ&sort=date", 7, "id,date"),
    ("/v1/facts?q=trade&sort=relevance", 9, "id,status"),
    ("/v1/figures?unit=USD", 2, "fact,value"),
    ("/v1/facts/stats?group_by=topic,status", 20, "topic,facts"),
    ("/v1/countries/RU/partners?year=2013", 7, "id,facts"),
    ("/v1/entities?kind=place,person", 4, "id,kind"),
]


def pages(client: TestClient, url: str) -> list[Response]:
    """Return the response at a URL and those of all next links."""
    responses: list[Response] = []
    next_url: str | None = url
    while next_url is not None and len(responses) < 100:
        response = client.get(next_url)
        assert response.status_code == 200, (next_url, response.text[:300])
        responses.append(response)
        match = NEXT.search(response.headers["Link"])
        next_url = match[1] if match else None
    return responses


def rows_of(responses: list[Response]) -> list[Any]:
    return [row for response in responses for row in items_of(response)]


@pytest.mark.parametrize(("url", "limit", "fields"), TABLES)
def test_pages_of_csv_have_every_row_once_and_the_columns(
    sqlite_client: TestClient, url: str, limit: int, fields: str
) -> None:
    table_url = f"{url}{'&' if '?' in url else '?'}format=csv&fields={fields}&bom=true"
    (table,) = pages(sqlite_client, table_url)
    responses = pages(sqlite_client, f"{table_url}&limit={limit}")
    assert len(responses) > 1
    assert rows_of(responses) == items_of(table) != []
    assert {page.text.splitlines()[0] for page in responses} == {f"\ufeff{fields}"}
    assert [len(items_of(page)) for page in responses[:-1]] == [limit] * (len(responses) - 1)
    for page in responses:
        assert page.headers["X-Row-Count"] == str(len(items_of(page)))
        assert page.headers["X-Total-Count"] == str(len(items_of(table)))


@pytest.mark.parametrize("route", [route for route in LISTS if "fields" in route.names], ids=str)
def test_pages_of_every_table_have_every_row_once(sqlite_client: TestClient, route: Route) -> None:
    for form in sorted({"csv", "ndjson"} & set(route.formats)):
        (table,) = pages(sqlite_client, route.url_with(("format", form)))
        limit = len(items_of(table)) // 2 + 1
        responses = pages(sqlite_client, route.url_with(("format", form), ("limit", limit)))
        assert len(responses) == 2
        assert rows_of(responses) == items_of(table)


@pytest.mark.parametrize(
    ("url", "limit", "fields"),
    [
        ("/v1/facts?country=KZ&sort=date", 7, "id,date"),
        ("/v1/facts?q=trade&sort=relevance", 9, "id,status"),
        ("/v1/figures?unit=USD", 2, "fact,value"),
        ("/v1/changes", 90, "id"),
    ],
)
def test_pages_of_ndjson_have_every_row_once_and_the_members(
    sqlite_client: TestClient, url: str, limit: int, fields: str
) -> None:
    members = f"&fields={fields}" if url != "/v1/changes" else ""
    table_url = f"{url}{'&' if '?' in url else '?'}format=ndjson{members}"
    (table,) = pages(sqlite_client, table_url)
    responses = pages(sqlite_client, f"{table_url}&limit={limit}")
    assert len(responses) > 1
    assert rows_of(responses) == items_of(table) != []
    if members:
        assert {",".join(row) for row in rows_of(responses)} == {fields}


def test_next_link_repeats_the_query(sqlite_client: TestClient) -> None:
    response = sqlite_client.get("/v1/facts?country=KZ&format=csv&fields=id&bom=true&limit=3")
    next_link = NEXT.search(response.headers["Link"])
    assert next_link is not None
    query = parse_qs(urlsplit(next_link[1]).query)
    assert query.pop("cursor")
    assert query == {
        "country": ["KZ"],
        "format": ["csv"],
        "fields": ["id"],
        "bom": ["true"],
        "limit": ["3"],
    }
