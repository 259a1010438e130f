"""Tables can be walked as JSON can: each page says where the next one is."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from tests.contract.formats import held
from tests.contract.routes import LISTS, Route

NEXT = re.compile(r'<([^>]+)>; rel="next"')
# How to ask, rows on a page, columns.
TABLES = [
    ("/v1/facts?country=KZ&sort=date", 7, "id,date"),
    ("/v1/facts?q=trade&sort=relevance", 9, "id,status"),
    ("/v1/figures?unit=USD", 2, "fact,value"),
    ("/v1/facts/stats?group_by=topic,status", 20, "topic,facts"),
    ("/v1/countries/RU/partners?year=2013", 7, "id,facts"),
    ("/v1/entities?kind=place,person", 4, "id,kind"),
]


def pages(client: TestClient, address: str) -> list[Response]:
    """The answer at an address and all that follow it."""
    found: list[Response] = []
    following: str | None = address
    while following is not None and len(found) < 100:
        answer = client.get(following)
        assert answer.status_code == 200, (following, answer.text[:300])
        found.append(answer)
        match = NEXT.search(answer.headers["Link"])
        following = match[1] if match else None
    return found


def rows_of(answers: list[Response]) -> list[Any]:
    return [row for answer in answers for row in held(answer)]


@pytest.mark.parametrize(("address", "limit", "fields"), TABLES)
def test_pages_of_csv_hold_every_row_once_in_the_columns_asked_for(
    sqlite_client: TestClient, address: str, limit: int, fields: str
) -> None:
    asked = f"{address}{'&' if '?' in address else '?'}format=csv&fields={fields}&bom=true"
    (whole,) = pages(sqlite_client, asked)
    found = pages(sqlite_client, f"{asked}&limit={limit}")
    assert len(found) > 1
    assert rows_of(found) == held(whole) != []
    assert {it.text.splitlines()[0] for it in found} == {f"\ufeff{fields}"}
    assert [len(held(it)) for it in found[:-1]] == [limit] * (len(found) - 1)
    for it in found:
        assert it.headers["X-Row-Count"] == str(len(held(it)))
        assert it.headers["X-Total-Count"] == str(len(held(whole)))


@pytest.mark.parametrize("route", [it for it in LISTS if "fields" in it.names], ids=str)
def test_pages_of_every_table_hold_every_row_once(sqlite_client: TestClient, route: Route) -> None:
    for form in sorted({"csv", "ndjson"} & set(route.forms)):
        (whole,) = pages(sqlite_client, route.asking(("format", form)))
        limit = len(held(whole)) // 2 + 1
        parts = pages(sqlite_client, route.asking(("format", form), ("limit", limit)))
        assert len(parts) == 2
        assert rows_of(parts) == held(whole)


@pytest.mark.parametrize(
    ("address", "limit", "fields"),
    [
        ("/v1/facts?country=KZ&sort=date", 7, "id,date"),
        ("/v1/facts?q=trade&sort=relevance", 9, "id,status"),
        ("/v1/figures?unit=USD", 2, "fact,value"),
        ("/v1/changes", 90, "id"),
    ],
)
def test_pages_of_ndjson_hold_every_row_once_with_the_members_asked_for(
    sqlite_client: TestClient, address: str, limit: int, fields: str
) -> None:
    members = f"&fields={fields}" if address != "/v1/changes" else ""
    asked = f"{address}{'&' if '?' in address else '?'}format=ndjson{members}"
    (whole,) = pages(sqlite_client, asked)
    found = pages(sqlite_client, f"{asked}&limit={limit}")
    assert len(found) > 1
    assert rows_of(found) == held(whole) != []
    if members:
        assert {",".join(row) for row in rows_of(found)} == {fields}


def test_the_address_of_the_next_page_says_what_was_asked(sqlite_client: TestClient) -> None:
    answer = sqlite_client.get("/v1/facts?country=KZ&format=csv&fields=id&bom=true&limit=3")
    following = NEXT.search(answer.headers["Link"])
    assert following is not None
    asked = parse_qs(urlsplit(following[1]).query)
    assert asked.pop("cursor")
    assert asked == {
        "country": ["KZ"],
        "format": ["csv"],
        "fields": ["id"],
        "bom": ["true"],
        "limit": ["3"],
    }
