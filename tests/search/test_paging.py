"""Pages and the cursors that continue them."""

import base64
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.testclient import TestClient

from policyfacts.database import Database
from policyfacts.loader import load
from policyfacts.migrate import upgrade
from policyfacts.settings import Settings
from policyfacts.web import create_app
from tests.databases import KINDS
from tests.search.requests import ask
from tests.seeds import FROZEN_SEED

QUESTION = {
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
    """A service whose database got a new release, and where pages of the old one went on."""

    client: TestClient
    old_next: dict[str, str]


@pytest.fixture(scope="module", params=KINDS)
def renewed(
    request: pytest.FixtureRequest,
    new_database: Callable[[str], Settings],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Renewed]:
    """A service that saw one release and now holds another."""
    settings = new_database(request.param)
    database = Database(settings)
    upgrade(database)
    seed = Path(shutil.copytree(FROZEN_SEED, tmp_path_factory.mktemp("renewed") / "seed"))
    load(database, seed, {}, lambda *_: None)
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        old_next = {it: client.get(it).json()["page"]["next"] for it in LISTS}
        about = seed / "dataset.yaml"
        text = about.read_text("utf-8")
        about.write_text(re.sub(r"(?m)^release: .*$", 'release: "2031.7"', text), "utf-8")
        load(database, seed, {}, lambda *_: None)
        yield Renewed(client, old_next)
    database.dispose()


@pytest.mark.parametrize("address", LISTS)
def test_pages_hold_every_item_once_and_always_say_the_same_exact_total(
    client: TestClient, address: str
) -> None:
    bodies = list(pages(client, address))
    ids = [it.get("id", it.get("year")) for body in bodies for it in body["items"]]
    assert len(bodies) > 1
    assert {body["page"]["total"] for body in bodies} == {len(ids)} == {len(set(ids))}
    assert [body["page"]["count"] for body in bodies] == [len(body["items"]) for body in bodies]
    assert len({body["page"]["count"] for body in bodies[:-1]}) == 1
    assert bodies[-1]["page"]["count"] > 0


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 500])
def test_the_last_page_has_no_next_even_where_it_is_full(client: TestClient, limit: int) -> None:
    counts = [it["page"]["count"] for it in pages(client, f"/v1/facts?country=CN&limit={limit}")]
    assert counts == {1: [1, 1, 1], 2: [2, 1], 3: [3], 4: [3], 500: [3]}[limit]


def test_a_limit_of_nothing_gives_the_total_alone(client: TestClient) -> None:
    body = ask(client, {"country": "CN"}, limit=0)
    assert body["items"] == []
    assert body["page"] == {"limit": 0, "count": 0, "total": 3, "next": None}


def test_next_repeats_the_whole_question(client: TestClient) -> None:
    whole = ask(client, QUESTION, limit=500)
    first = ask(client, QUESTION, limit=3)
    query = parse_qs(urlsplit(first["page"]["next"]).query)
    assert set(query) == {*QUESTION, "limit", "cursor"}
    assert query["limit"] == ["3"]
    read = list(pages(client, first["page"]["next"]))
    assert all(body["meta"]["query"] == whole["meta"]["query"] for body in [first, *read])
    items = [it["id"] for body in [first, *read] for it in body["items"]]
    assert items == [it["id"] for it in whole["items"]]
    assert len(items) > 2 * 3


def test_a_cursor_serves_a_page_of_another_size(client: TestClient) -> None:
    whole = [it["id"] for it in ask(client, {"country": "KZ"}, limit=500)["items"]]
    query = {"country": "KZ", "cursor": cursor_for(client, "/v1/facts?country=KZ&limit=3")}
    assert [it["id"] for it in ask(client, query, limit=5)["items"]] == whole[3:8]
    assert ask(client, query, limit=0)["items"] == []


def test_a_cursor_serves_the_same_question_in_other_words(client: TestClient) -> None:
    cursor = cursor_for(client, "/v1/facts?country=KZ,CN&topic=visas,trade&limit=1")
    words = {"topic": "Visas,TRADE", "country": "Казахстан,156", "cursor": cursor}
    body = ask(client, words, limit=1)
    assert body["page"]["count"] == 1


@pytest.mark.parametrize(
    "address",
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
def test_a_cursor_serves_no_other_question(client: TestClient, address: str) -> None:
    cursor = cursor_for(client, "/v1/facts?country=KZ&limit=3")
    assert_bad_cursor(client.get(f"{address}&cursor={cursor}"))


def test_a_cursor_of_one_list_serves_no_other_list(client: TestClient) -> None:
    cursor = cursor_for(client, "/v1/countries?limit=3")
    for path in ("/v1/facts", "/v1/regions", "/v1/organizations", "/v1/entities", "/v1/topics"):
        assert_bad_cursor(client.get(path, params={"cursor": cursor}))


@pytest.mark.parametrize(
    "cursor",
    [
        *("", " ", "garbage", "0", "-1", "null", "%%%", "=", "====", "a|b|1", "..%2f", "\x00"),
        *("курсор", "🙂", "YXxifDE", "YXxifC0x", "fHw", "__-_", "A" * 199, "A" * 201, "A" * 9000),
    ],
)
def test_a_cursor_that_is_made_up_is_refused(client: TestClient, cursor: str) -> None:
    assert_bad_cursor(client.get("/v1/facts", params={"cursor": cursor}))


def test_a_cursor_with_any_one_character_damaged_never_leads_elsewhere(client: TestClient) -> None:
    address = "/v1/facts?country=BY&limit=10"
    cursor = cursor_for(client, address)
    right = client.get(f"{address}&cursor={cursor}").json()["items"]
    for place, sign in enumerate(cursor):
        other = sign.translate(SAME_LENGTH)
        damaged = cursor[:place] + (other if other != sign else "A") + cursor[place + 1 :]
        answered = client.get(f"{address}&cursor={damaged}")
        if answered.status_code != 200 or answered.json()["items"] != right:
            assert_bad_cursor(answered)


def test_a_cursor_with_a_nul_in_it_never_reaches_the_database(client: TestClient) -> None:
    cursor = cursor_for(client, "/v1/facts?limit=10")
    held = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    damaged = base64.urlsafe_b64encode(b"\x00" + held[1:]).decode().rstrip("=")
    assert_bad_cursor(client.get("/v1/facts", params={"cursor": damaged, "limit": "10"}))


@pytest.mark.parametrize("cut", [slice(1, None), slice(None, -4), slice(4, -4), slice(None, 8)])
def test_a_cursor_that_was_cut_is_refused(client: TestClient, cut: slice) -> None:
    cursor = cursor_for(client, "/v1/facts?limit=10")
    assert_bad_cursor(client.get("/v1/facts", params={"cursor": cursor[cut], "limit": "10"}))


@pytest.mark.parametrize("limit", ["-1", "501", "99999999999999999999", "1.5", "many", "", "٣x"])
def test_a_limit_out_of_range_is_refused(client: TestClient, limit: str) -> None:
    answered = client.get("/v1/facts", params={"limit": limit})
    assert answered.status_code == 422
    assert answered.json()["errors"][0]["parameter"] == "limit"


@pytest.mark.parametrize("address", LISTS)
def test_a_cursor_of_an_older_release_is_refused_with_a_link_to_begin_again(
    renewed: Renewed, address: str
) -> None:
    answered = renewed.client.get(renewed.old_next[address])
    assert (answered.status_code, answered.json()["code"]) == (409, "stale_cursor")
    path = address.partition("?")[0]
    said = answered.headers.get("Link", "") + answered.text
    links = re.findall(re.escape(path) + r"(?:\?[^\s<>\";]*)?", said.replace("\\u0026", "&"))
    beginnings = [it for it in links if "limit=" in it and "cursor" not in it]
    assert beginnings, "there is no link to begin again"
    again, wanted = renewed.client.get(beginnings[0]).json(), renewed.client.get(address).json()
    assert again["items"] == wanted["items"]
    assert again["page"]["total"] == wanted["page"]["total"]


def test_a_cursor_of_a_release_that_is_not_here_yet_may_be_tried_later(
    renewed: Renewed, client: TestClient
) -> None:
    newer = renewed.client.get("/v1/facts?country=KZ&limit=3").json()["page"]["next"]
    answered = client.get(newer)
    assert (answered.status_code, answered.json()["code"]) == (503, "release_not_here")
    assert int(answered.headers["Retry-After"]) > 0
    assert renewed.client.get(newer).status_code == 200


def pages(client: TestClient, address: str) -> Iterator[Any]:
    """A page and all that follow it."""
    following: str | None = address
    while following:
        body = client.get(following).json()
        yield body
        following = body["page"]["next"]


def cursor_for(client: TestClient, address: str) -> str:
    """The cursor of the second page."""
    following: str = client.get(address).json()["page"]["next"]
    return parse_qs(urlsplit(following).query)["cursor"][0]


def assert_bad_cursor(answered: Any) -> None:
    said = answered.text[:300]
    assert (answered.status_code, answered.json()["code"]) == (400, "bad_cursor"), said
