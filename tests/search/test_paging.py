"""Pages and the cursors that continue them."""

import base64
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.testclient import TestClient

from policyfacts.settings import Settings
from policyfacts.web import create_app
from tests.databases import KINDS, load_into
from tests.loader.seeds import replace
from tests.search.requests import ask

FILTERS = {
    "country_not": "RU,US",
    "region": "europe,asia",
    "region_match": "members",
    "organization_not": "nato",
    "topic": "Trade,visas",
    "date_from": "2013",
    "date_match": "overlaps",
    "year": "2013",
    "sort": "date",
}
LISTS = [
    "/v1/facts?limit=90",
    "/v1/countries?limit=100",
    "/v1/regions?limit=30",
    "/v1/organizations?limit=25",
    "/v1/entities?kind=place,person&limit=2",
    "/v1/topics?limit=20",
    "/v1/years?limit=3",
]
SAME_LENGTH = str.maketrans("ABCDabcd0123", "BADCbadc1032")


@dataclass
class Renewed:
    """A service whose database got a new release, and next links of the old one."""

    client: TestClient
    old_next: dict[str, str]


@pytest.fixture(scope="module", params=KINDS)
def renewed(
    request: pytest.FixtureRequest,
    new_loaded: Callable[[str], Settings],
    new_seed: Callable[..., Path],
) -> Iterator[Renewed]:
    """A service that had one release and now has another."""
    settings, seed = new_loaded(request.param), new_seed()
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        old_next = {url: client.get(url).json()["page"]["next"] for url in LISTS}
        replace(seed / "dataset.yaml", "2026.1", "2031.7")
        load_into(settings, seed)
        yield Renewed(client, old_next)


@pytest.mark.parametrize("url", LISTS)
def test_pages_have_every_item_once_and_the_same_total(client: TestClient, url: str) -> None:
    bodies = list(pages(client, url))
    ids = [item.get("id", item.get("year")) for body in bodies for item in body["items"]]
    assert len(bodies) > 1
    assert {body["page"]["total"] for body in bodies} == {len(ids)} == {len(set(ids))}
    assert [body["page"]["count"] for body in bodies] == [len(body["items"]) for body in bodies]
    assert len({body["page"]["count"] for body in bodies[:-1]}) == 1
    assert bodies[-1]["page"]["count"] > 0


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 500])
def test_full_last_page_has_no_next(client: TestClient, limit: int) -> None:
    counts = [
        body["page"]["count"] for body in pages(client, f"/v1/facts?country=CN&limit={limit}")
    ]
    assert counts == {1: [1, 1, 1], 2: [2, 1], 3: [3], 4: [3], 500: [3]}[limit]


def test_next_link_repeats_the_whole_query(client: TestClient) -> None:
    unpaged = ask(client, FILTERS, limit=500)
    first = ask(client, FILTERS, limit=3)
    query = parse_qs(urlsplit(first["page"]["next"]).query)
    assert set(query) == {*FILTERS, "limit", "cursor"}
    assert query["limit"] == ["3"]
    following_pages = list(pages(client, first["page"]["next"]))
    assert all(
        body["meta"]["query"] == unpaged["meta"]["query"] for body in [first, *following_pages]
    )
    items = [item["id"] for body in [first, *following_pages] for item in body["items"]]
    assert items == [item["id"] for item in unpaged["items"]]
    assert len(items) > 2 * 3


def test_cursor_works_with_another_limit(client: TestClient) -> None:
    ids = [item["id"] for item in ask(client, {"country": "KZ"}, limit=500)["items"]]
    query = {"country": "KZ", "cursor": cursor_for(client, "/v1/facts?country=KZ&limit=3")}
    assert [item["id"] for item in ask(client, query, limit=5)["items"]] == ids[3:8]
    assert ask(client, query, limit=0)["items"] == []


def test_cursor_works_for_the_same_query_in_other_words(client: TestClient) -> None:
    cursor = cursor_for(client, "/v1/facts?country=KZ,CN&topic=visas,trade&limit=1")
    filters = {"topic": "Visas,TRADE", "country": "Казахстан,156", "cursor": cursor}
    body = ask(client, filters, limit=1)
    assert body["page"]["count"] == 1


@pytest.mark.parametrize(
    "url",
    [
        "/v1/facts?",
        "/v1/facts?country=CN",
        "/v1/facts?country_all=KZ",
        "/v1/facts?country=KZ&topic=trade",
        "/v1/facts?country=KZ&sort=date",
        "/v1/facts?country=KZ&year=2013&date_match=within",
        "/v1/entities?",
        "/v1/countries?",
        "/v1/years?",
    ],
)
def test_cursor_of_another_query_is_refused(client: TestClient, url: str) -> None:
    cursor = cursor_for(client, "/v1/facts?country=KZ&limit=3")
    assert_bad_cursor(client.get(f"{url}&cursor={cursor}"))


@pytest.mark.parametrize(
    "cursor",
    [
        *("", " ", "garbage", "0", "-1", "null", "%%%", "=", "====", "a|b|1", "..%2f", "\x00"),
        *("курсор", "🙂", "YXxifDE", "YXxifC0x", "fHw", "__-_", "A" * 199, "A" * 201, "A" * 9000),
    ],
)
def test_made_up_cursor_is_refused(client: TestClient, cursor: str) -> None:
    assert_bad_cursor(client.get("/v1/facts", params={"cursor": cursor}))


def test_cursor_with_a_damaged_character_never_leads_elsewhere(client: TestClient) -> None:
    url = "/v1/facts?country=BY&limit=10"
    cursor = cursor_for(client, url)
    expected_items = client.get(f"{url}&cursor={cursor}").json()["items"]
    for index, character in enumerate(cursor):
        other = character.translate(SAME_LENGTH)
        damaged = cursor[:index] + (other if other != character else "A") + cursor[index + 1 :]
        response = client.get(f"{url}&cursor={damaged}")
        if response.status_code != 200 or response.json()["items"] != expected_items:
            assert_bad_cursor(response)


def test_cursor_with_a_nul_never_reaches_the_database(client: TestClient) -> None:
    cursor = cursor_for(client, "/v1/facts?limit=10")
    decoded = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    damaged = base64.urlsafe_b64encode(b"\x00" + decoded[1:]).decode().rstrip("=")
    assert_bad_cursor(client.get("/v1/facts", params={"cursor": damaged, "limit": "10"}))


@pytest.mark.parametrize("cut", [slice(1, None), slice(None, -4), slice(4, -4), slice(None, 8)])
def test_truncated_cursor_is_refused(client: TestClient, cut: slice) -> None:
    cursor = cursor_for(client, "/v1/facts?limit=10")
    assert_bad_cursor(client.get("/v1/facts", params={"cursor": cursor[cut], "limit": "10"}))


@pytest.mark.parametrize("url", LISTS)
def test_cursor_of_an_older_release_is_refused_with_a_first_page_link(
    renewed: Renewed, url: str
) -> None:
    response = renewed.client.get(renewed.old_next[url])
    assert (response.status_code, response.json()["code"]) == (409, "stale_cursor")
    path = url.partition("?")[0]
    text = response.headers.get("Link", "") + response.text
    links = re.findall(re.escape(path) + r"(?:\?[^\s<>\";]*)?", text.replace("\\u0026", "&"))
    first_pages = [link for link in links if "limit=" in link and "cursor" not in link]
    assert first_pages, "there is no link to begin again"
    by_link, by_url = renewed.client.get(first_pages[0]).json(), renewed.client.get(url).json()
    assert by_link["items"] == by_url["items"]
    assert by_link["page"]["total"] == by_url["page"]["total"]


def test_cursor_of_a_newer_release_answers_503_with_retry_after(
    renewed: Renewed, client: TestClient
) -> None:
    next_url = renewed.client.get("/v1/facts?country=KZ&limit=3").json()["page"]["next"]
    response = client.get(next_url)
    assert (response.status_code, response.json()["code"]) == (503, "release_not_here")
    assert int(response.headers["Retry-After"]) > 0
    assert renewed.client.get(next_url).status_code == 200


def pages(client: TestClient, url: str) -> Iterator[Any]:
    """Yield a page and all pages after it."""
    next_url: str | None = url
    while next_url:
        body = client.get(next_url).json()
        yield body
        next_url = body["page"]["next"]


def cursor_for(client: TestClient, url: str) -> str:
    """Return the cursor of the second page."""
    next_url: str = client.get(url).json()["page"]["next"]
    return parse_qs(urlsplit(next_url).query)["cursor"][0]


def assert_bad_cursor(response: Any) -> None:
    text = response.text[:300]
    assert (response.status_code, response.json()["code"]) == (400, "bad_cursor"), text
