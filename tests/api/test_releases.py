"""Releases and the log of changes, after several loads of a changing seed."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

from policyfacts.database import Database
from policyfacts.queries.changes import list_changes, list_runs
from policyfacts.settings import Settings
from policyfacts.web import create_app
from tests.databases import KINDS, opened
from tests.loader.seeds import (
    EMBASSIES,
    TRADE,
    TREATY,
    load_seed,
    small_facts,
    write_small_review,
    write_yaml,
)

ATOM = "{http://www.w3.org/2005/Atom}"
NEW = "kz-2014-new"
FIRST = [(TRADE, "added"), (TREATY, "added"), (EMBASSIES, "added")]
CHANGED = [(TREATY, "changed")]
LAST = [(NEW, "added"), (EMBASSIES, "withdrawn")]


@dataclass
class History:
    """Service after four loads, and the release of each; the first and third are equal."""

    client: TestClient
    database: Database
    releases: list[str]

    def changes(self, **params: str | int) -> Any:
        """Return the changes that a successful request answers."""
        response = self.client.get("/v1/changes", params=params)
        assert response.status_code == 200, response.text
        return response.json()


@pytest.fixture(scope="module", params=KINDS)
def history(
    request: pytest.FixtureRequest,
    new_migrated: Callable[[str], Settings],
    new_seed: Callable[..., Path],
) -> Iterator[History]:
    settings, seed = new_migrated(request.param), new_seed("by-2013")
    states = (first, second, first, last)
    with opened(settings) as database:
        releases = [load_seed(database, state(seed)).release for state in states]
        with TestClient(create_app(settings), raise_server_exceptions=False) as client:
            yield History(client, database, releases)


def first(seed: Path) -> Path:
    write_small_review(seed)
    return seed


def second(seed: Path) -> Path:
    facts = small_facts()
    facts[TREATY]["statement"] = "Kazakhstan and Turkey concluded a trade treaty."
    write_small_review(seed, facts)
    return seed


def last(seed: Path) -> Path:
    facts = small_facts()
    facts[NEW] = {**facts.pop(EMBASSIES), "id": NEW}
    write_small_review(seed, facts)
    tombstone = {"id": EMBASSIES, "reason": "told twice", "replaced_by": NEW}
    write_yaml(seed / "reviews" / "kz-2014" / "withdrawn.yaml", [tombstone])
    return seed


def ids_and_changes(answer: Any) -> list[tuple[str, str]]:
    return [(item["id"], item["change"]) for item in answer["items"]]


def test_log_has_the_changes_of_each_load_in_order(history: History) -> None:
    answer = history.changes()
    loads = [sorted(FIRST), CHANGED, CHANGED, LAST]
    assert ids_and_changes(answer) == [change for changes in loads for change in changes]
    assert answer["page"] | {"limit": 0} == {"limit": 0, "count": 7, "total": 7, "next": None}
    releases = [
        release for release, changes in zip(history.releases, loads, strict=True) for _ in changes
    ]
    assert [item["release"] for item in answer["items"]] == releases
    times = [item["loaded_at"] for item in answer["items"]]
    assert times == sorted(times)
    assert all(time.endswith("Z") for time in times)


def test_withdrawn_fact_has_its_reason_and_replacement(history: History) -> None:
    changes = [item for item in history.changes()["items"] if item["id"] == EMBASSIES]
    assert [(item["change"], item["reason"], item["replaced_by"]) for item in changes] == [
        ("added", None, None),
        ("withdrawn", "told twice", NEW),
    ]
    response = history.client.get(changes[1]["links"]["fact"])
    assert response.status_code == 410
    assert response.headers["Link"] == f'</v1/facts/{NEW}>; rel="successor-version"'
    assert history.client.get(f"/v1/facts/{NEW}").status_code == 200


def test_since_gives_changes_after_the_latest_load_of_a_release(history: History) -> None:
    returned, between, _, newest = history.releases
    assert ids_and_changes(history.changes(since=returned)) == LAST
    assert ids_and_changes(history.changes(since=between)) == CHANGED + LAST
    assert history.changes(since=newest)["page"]["total"] == 0
    assert history.changes(since=between)["meta"]["query"] == {"since": between}


def test_changes_are_filtered_by_their_kind(history: History) -> None:
    assert ids_and_changes(history.changes(change="withdrawn")) == [(EMBASSIES, "withdrawn")]
    assert ids_and_changes(history.changes(change="Changed,withdrawn")) == [
        *CHANGED,
        *CHANGED,
        (EMBASSIES, "withdrawn"),
    ]
    assert history.changes(change="added", limit=0)["page"]["total"] == 4


@pytest.mark.parametrize("limit", [1, 2, 3, 6])
def test_pages_add_up_to_the_whole_log(history: History, limit: int) -> None:
    since, log = history.releases[1], ids_and_changes(history.changes())
    for params, expected in (({}, log), ({"since": since}, CHANGED + LAST)):
        answer, changes = history.changes(**params, limit=limit), []
        while True:
            changes += ids_and_changes(answer)
            assert answer["page"]["total"] == len(expected)
            if answer["page"]["next"] is None:
                break
            answer = history.client.get(answer["page"]["next"]).json()
        assert changes == expected


def test_cursor_with_other_parameters_is_refused(history: History) -> None:
    next_url = history.changes(limit=1)["page"]["next"]
    assert history.client.get(f"{next_url}&change=added").status_code == 400


def test_unknown_release_is_refused_with_a_suggestion(history: History) -> None:
    near = history.releases[1][:-1] + "x"
    response = history.client.get("/v1/changes", params={"since": near})
    assert response.status_code == 422
    (error,) = response.json()["errors"]
    assert (error["parameter"], error["code"]) == ("since", "unknown_release")
    assert error["did_you_mean"][0] == history.releases[1]
    assert set(error["allowed"]) == set(history.releases)
    assert "items" not in response.json()


def test_releases_come_newest_first_with_counts_of_changes(history: History) -> None:
    answer = history.client.get("/v1/releases").json()
    assert [release["id"] for release in answer["items"]] == history.releases[::-1]
    assert [release["facts"] for release in answer["items"]] == [3, 3, 3, 3]
    counts = [release["changes"] for release in answer["items"]]
    assert counts == [
        {"added": 1, "changed": 0, "withdrawn": 1},
        {"added": 0, "changed": 1, "withdrawn": 0},
        {"added": 0, "changed": 1, "withdrawn": 0},
        {"added": 3, "changed": 0, "withdrawn": 0},
    ]
    assert answer["items"][0]["id"] == answer["meta"]["release"]
    later = history.client.get(answer["items"][2]["links"]["changes"]).json()
    assert ids_and_changes(later) == CHANGED + LAST


def test_releases_come_in_pages(history: History) -> None:
    page = history.client.get("/v1/releases?limit=3").json()["page"]
    assert (page["count"], page["total"]) == (3, 4)
    rest = history.client.get(page["next"]).json()
    assert [release["id"] for release in rest["items"]] == [history.releases[0]]


def test_changes_have_the_current_statement(history: History) -> None:
    with history.database.read_transaction() as connection:
        locations = [location for _, run in list_runs(connection, 0) for location in run]
        rows = list_changes(connection, locations)
    statements = {(row.fact_id, row.change.value): row.statement for row in rows}
    facts = small_facts()
    assert statements[TREATY, "added"] == facts[TREATY]["statement"]
    assert statements[EMBASSIES, "added"] is None
    assert statements[EMBASSIES, "withdrawn"] is None
    assert statements[NEW, "added"] == facts[EMBASSIES]["statement"]


def test_changes_can_be_sorted_newest_first(history: History) -> None:
    forward = ids_and_changes(history.client.get("/v1/changes").json())
    first = history.client.get("/v1/changes?sort=-date&limit=4").json()
    rest = history.client.get(first["page"]["next"]).json()
    assert ids_and_changes(first) + ids_and_changes(rest) == forward[::-1]


def test_feed_begins_with_the_newest_and_links_to_the_next_page(history: History) -> None:
    answer = history.client.get("/v1/changes?format=atom&limit=2")
    assert answer.headers["Content-Type"] == "application/atom+xml"
    feed = ElementTree.fromstring(answer.text)
    links = {link.get("rel"): link.get("href") for link in feed.iter(f"{ATOM}link")}
    newest = ids_and_changes(history.client.get("/v1/changes?sort=-date&limit=2").json())
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]
    assert titles == [f"{change.title()}: {fact}" for fact, change, *_ in newest]
    next_url = history.client.get(str(links["next"]))
    assert next_url.headers["Content-Type"] == "application/atom+xml"
    assert len(list(ElementTree.fromstring(next_url.text).iter(f"{ATOM}entry"))) > 0


def test_ndjson_has_the_whole_log(history: History) -> None:
    answer = history.client.get("/v1/changes?format=ndjson")
    log = history.client.get("/v1/changes?limit=500").json()["items"]
    assert [json.loads(line) for line in answer.text.splitlines()] == log
    assert answer.headers["X-Row-Count"] == str(len(log))
