"""Every URL in an answer leads to what the answer says of it."""

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.contract.formats import MEDIA_TYPES, media_type_of
from tests.contract.routes import ROUTES, Route
from tests.seeds import frozen_sentences

# Of many links of one kind, one in so many is followed.
STEP = 7
LINKED = [route for route in ROUTES if not route.template.startswith("/health")]


def get_items(client: TestClient, url: str) -> list[Any]:
    return list(client.get(url).json()["items"])


def linked_items(client: TestClient) -> list[Any]:
    """Return everything that has facts, and every twentieth of what has none."""
    lists = ("entities", "topics", "years", "reviews")
    items = [item for name in lists for item in get_items(client, f"/v1/{name}?limit=500")]
    return [item for item in items if item["facts"]] + [
        item for item in items if not item["facts"]
    ][::20]


def urls_in(answer: Any) -> Iterator[str]:
    """Yield every path of the service in an answer."""
    if isinstance(answer, dict | list):
        for value in answer.values() if isinstance(answer, dict) else answer:
            yield from urls_in(value)
    elif isinstance(answer, str) and answer.startswith("/"):
        yield answer


def get_total(client: TestClient, url: str) -> int:
    separator = "&" if "?" in url else "?"
    return int(client.get(f"{url}{separator}limit=0").json()["page"]["total"])


def test_self_and_facts_links_match_their_item(sqlite_client: TestClient) -> None:
    """Check that `self` is the item itself, and `facts` finds as many facts as it counts."""
    for item in linked_items(sqlite_client):
        own = sqlite_client.get(item["links"]["self"])
        assert own.status_code == 200, item
        assert {name: own.json()[name] for name in item} == item
        assert get_total(sqlite_client, item["links"]["facts"]) == item["facts"], item


@pytest.mark.parametrize("route", LINKED, ids=str)
def test_every_url_in_an_answer_is_found(sqlite_client: TestClient, route: Route) -> None:
    """Follow JSON and JSON-LD; required parameters are added as the contract documents."""
    formats = [("format", format_) for format_ in route.formats if format_ in ("json", "jsonld")]
    for url in [route.url_with(format_) for format_ in formats] or [route.url]:
        response = sqlite_client.get(url)
        if media_type_of(response) not in (MEDIA_TYPES["json"], MEDIA_TYPES["jsonld"]):
            continue
        links = list(dict.fromkeys(urls_in(response.json())))
        for link in links if len(links) < 60 else links[::STEP]:
            linked = sqlite_client.get(complete(link))
            assert linked.status_code == 200, (link, linked.text[:300])


def complete(link: str) -> str:
    """Add examples of required parameters to a link that lacks them."""
    incomplete = {route.template: route.url for route in ROUTES if "?" in route.url}
    return incomplete.get(link, link)


def test_sections_have_as_many_facts_as_they_say(sqlite_client: TestClient) -> None:
    review = sqlite_client.get("/v1/reviews/by-2013").json()
    assert sum(section["sentences"] for section in review["sections"]) == len(frozen_sentences())
    for section in review["sections"]:
        assert get_total(sqlite_client, section["links"]["facts"]) == section["facts"] > 0


def test_facts_of_a_suggestion_are_behind_its_link(sqlite_client: TestClient) -> None:
    items = get_items(sqlite_client, "/v1/suggest?q=an")
    linked = [item for item in items if item["links"]["facts"] is not None]
    assert linked
    for item in linked:
        assert get_total(sqlite_client, item["links"]["facts"]) == item["facts"], item


def test_release_links_to_its_changes_and_change_to_its_fact(sqlite_client: TestClient) -> None:
    (release,) = get_items(sqlite_client, "/v1/releases")
    assert get_items(sqlite_client, release["links"]["changes"]) == []
    for change in get_items(sqlite_client, "/v1/changes?limit=500")[::STEP]:
        assert sqlite_client.get(change["links"]["fact"]).json()["id"] == change["id"]
