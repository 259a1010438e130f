"""Releases and the log of changes, after several loads of a changing seed."""

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

from policyfacts.database import Database
from policyfacts.migrate import upgrade
from policyfacts.queries.changes import list_changes, list_runs
from policyfacts.settings import Settings
from policyfacts.web import create_app
from tests.databases import KINDS
from tests.loader.seeds import (
    EMBASSIES,
    TRADE,
    TREATY,
    load_seed,
    small_facts,
    write_small_review,
    write_yaml,
)
from tests.seeds import FROZEN_SEED

ATOM = "{http://www.w3.org/2005/Atom}"
NEW = "kz-2014-new"
FIRST = [(TRADE, "added"), (TREATY, "added"), (EMBASSIES, "added")]
CHANGED = [(TREATY, "changed")]
LAST = [(NEW, "added"), (EMBASSIES, "withdrawn")]


@dataclass
class History:
    """A service after four loads, and the release of each; the first and third are one."""

    client: TestClient
    database: Database
    releases: list[str]

    def changes(self, **asked: str | int) -> Any:
        """The answer to a question that must be understood."""
        answered = self.client.get("/v1/changes", params=asked)
        assert answered.status_code == 200, answered.text
        return answered.json()


@pytest.fixture(scope="module", params=KINDS)
def history(
    request: pytest.FixtureRequest,
    new_database: Callable[[str], Settings],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[History]:
    settings = new_database(request.param)
    database = Database(settings)
    upgrade(database)
    seed = tmp_path_factory.mktemp("history") / "seed"
    shutil.copytree(FROZEN_SEED, seed, ignore=shutil.ignore_patterns("by-2013"))
    releases = [load_seed(database, state(seed)).release for state in (first, second, first, last)]
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        yield History(client, database, releases)
    database.dispose()


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


def told(answer: Any) -> list[tuple[str, str]]:
    return [(it["id"], it["change"]) for it in answer["items"]]


def test_the_log_tells_what_each_load_did_in_order(history: History) -> None:
    answer = history.changes()
    of_each = [sorted(FIRST), CHANGED, CHANGED, LAST]
    assert told(answer) == [it for changes in of_each for it in changes]
    assert answer["page"] | {"limit": 0} == {"limit": 0, "count": 7, "total": 7, "next": None}
    releases = [
        release for release, changes in zip(history.releases, of_each, strict=True) for _ in changes
    ]
    assert [it["release"] for it in answer["items"]] == releases
    moments = [it["loaded_at"] for it in answer["items"]]
    assert moments == sorted(moments)
    assert all(moment.endswith("Z") for moment in moments)


def test_a_withdrawal_says_why_and_what_takes_its_place(history: History) -> None:
    of_embassies = [it for it in history.changes()["items"] if it["id"] == EMBASSIES]
    assert [(it["change"], it["reason"], it["replaced_by"]) for it in of_embassies] == [
        ("added", None, None),
        ("withdrawn", "told twice", NEW),
    ]
    gone = history.client.get(of_embassies[1]["links"]["fact"])
    assert gone.status_code == 410
    assert gone.headers["Link"] == f'</v1/facts/{NEW}>; rel="successor-version"'
    assert history.client.get(f"/v1/facts/{NEW}").status_code == 200


def test_since_a_release_tells_what_came_after_its_latest_time(history: History) -> None:
    returned, between, _, newest = history.releases
    assert told(history.changes(since=returned)) == LAST
    assert told(history.changes(since=between)) == CHANGED + LAST
    assert history.changes(since=newest)["page"]["total"] == 0
    assert history.changes(since=between)["meta"]["query"] == {"since": between}


def test_changes_of_one_sort(history: History) -> None:
    assert told(history.changes(change="withdrawn")) == [(EMBASSIES, "withdrawn")]
    assert told(history.changes(change="Changed,withdrawn")) == [
        *CHANGED,
        *CHANGED,
        (EMBASSIES, "withdrawn"),
    ]
    assert history.changes(change="added", limit=0)["page"]["total"] == 4


@pytest.mark.parametrize("limit", [1, 2, 3, 6])
def test_pages_join_to_the_whole_log(history: History, limit: int) -> None:
    since, whole = history.releases[1], told(history.changes())
    for asked, expected in (({}, whole), ({"since": since}, CHANGED + LAST)):
        answer, found = history.changes(**asked, limit=limit), []
        while True:
            found += told(answer)
            assert answer["page"]["total"] == len(expected)
            if answer["page"]["next"] is None:
                break
            answer = history.client.get(answer["page"]["next"]).json()
        assert found == expected


def test_a_cursor_continues_its_own_question_alone(history: History) -> None:
    following = history.changes(limit=1)["page"]["next"]
    assert history.client.get(f"{following}&change=added").status_code == 400


def test_an_unknown_release_is_refused_with_the_nearest(history: History) -> None:
    near = history.releases[1][:-1] + "x"
    answered = history.client.get("/v1/changes", params={"since": near})
    assert answered.status_code == 422
    (fault,) = answered.json()["errors"]
    assert (fault["parameter"], fault["code"]) == ("since", "unknown_release")
    assert fault["did_you_mean"][0] == history.releases[1]
    assert set(fault["allowed"]) == set(history.releases)
    assert "items" not in answered.json()


@pytest.mark.parametrize("asked", ["since=", "since=%00", "since=a&since=b", "change=gone", "x=1"])
def test_what_cannot_be_read_is_refused(history: History, asked: str) -> None:
    assert history.client.get(f"/v1/changes?{asked}").status_code == 422


def test_releases_stand_newest_first_with_what_their_loads_did(history: History) -> None:
    answer = history.client.get("/v1/releases").json()
    assert [it["id"] for it in answer["items"]] == history.releases[::-1]
    assert [it["facts"] for it in answer["items"]] == [3, 3, 3, 3]
    counts = [it["changes"] for it in answer["items"]]
    assert counts == [
        {"added": 1, "changed": 0, "withdrawn": 1},
        {"added": 0, "changed": 1, "withdrawn": 0},
        {"added": 0, "changed": 1, "withdrawn": 0},
        {"added": 3, "changed": 0, "withdrawn": 0},
    ]
    assert answer["items"][0]["id"] == answer["meta"]["release"]
    later = history.client.get(answer["items"][2]["links"]["changes"]).json()
    assert told(later) == CHANGED + LAST


def test_releases_come_in_pages(history: History) -> None:
    page = history.client.get("/v1/releases?limit=3").json()["page"]
    assert (page["count"], page["total"]) == (3, 4)
    rest = history.client.get(page["next"]).json()
    assert [it["id"] for it in rest["items"]] == [history.releases[0]]


def test_rows_carry_the_statement_as_it_reads_now(history: History) -> None:
    with history.database.read_transaction() as connection:
        places = [place for _, run in list_runs(connection, 0) for place in run]
        rows = list_changes(connection, places)
    statements = {(it.fact_id, it.change.value): it.statement for it in rows}
    facts = small_facts()
    assert statements[TREATY, "added"] == facts[TREATY]["statement"]
    assert statements[EMBASSIES, "added"] is None
    assert statements[EMBASSIES, "withdrawn"] is None
    assert statements[NEW, "added"] == facts[EMBASSIES]["statement"]


def test_the_newest_come_first_where_that_is_asked(history: History) -> None:
    forward = told(history.client.get("/v1/changes").json())
    first = history.client.get("/v1/changes?sort=-date&limit=4").json()
    rest = history.client.get(first["page"]["next"]).json()
    assert told(first) + told(rest) == forward[::-1]


def test_a_feed_begins_with_the_newest_and_leads_on(history: History) -> None:
    answer = history.client.get("/v1/changes?format=atom&limit=2")
    assert answer.headers["Content-Type"] == "application/atom+xml"
    feed = ElementTree.fromstring(answer.text)
    links = {it.get("rel"): it.get("href") for it in feed.iter(f"{ATOM}link")}
    newest = told(history.client.get("/v1/changes?sort=-date&limit=2").json())
    titles = [it.findtext(f"{ATOM}title") for it in feed.iter(f"{ATOM}entry")]
    assert titles == [f"{change.title()}: {fact}" for fact, change, *_ in newest]
    following = history.client.get(str(links["next"]))
    assert following.headers["Content-Type"] == "application/atom+xml"
    assert len(list(ElementTree.fromstring(following.text).iter(f"{ATOM}entry"))) > 0


def test_ndjson_holds_the_whole_log(history: History) -> None:
    answer = history.client.get("/v1/changes?format=ndjson")
    whole = history.client.get("/v1/changes?limit=500").json()["items"]
    assert [json.loads(line) for line in answer.text.splitlines()] == whole
    assert answer.headers["X-Row-Count"] == str(len(whole))
