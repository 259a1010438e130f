"""Words as people write them: little ones, hyphens, dashes, and what is said where nothing fits."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

import pytest
from starlette.testclient import TestClient

from policyfacts.database import Database
from policyfacts.migrate import upgrade
from policyfacts.settings import Settings
from policyfacts.web import create_app
from tests.databases import KINDS
from tests.loader.seeds import (
    EMBASSIES,
    SMALL_REVIEW,
    TRADE,
    TREATY,
    load_seed,
    small_facts,
    write_small_review,
)
from tests.search.requests import address_of, items_from, read
from tests.seeds import FROZEN_SEED

STATEMENTS = {
    TREATY: "The cooper\u00adation programme of 2014 to 2016 between Kazakhstan and Turkey began.",
    TRADE: "The ministers of trade went to see how the programme of 2016 was to follow 2014.",
    EMBASSIES: "Ministers of Kazakhstan plan trade fairs for 2015, with a visa-free week.",
}


@pytest.fixture(scope="module", params=KINDS)
def small(
    request: pytest.FixtureRequest,
    new_database: Callable[[str], Settings],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[TestClient]:
    """Asks a service that holds three facts beside the frozen ones."""
    seed = tmp_path_factory.mktemp("words") / "seed"
    shutil.copytree(FROZEN_SEED, seed)
    facts = {it: {**fact, "statement": STATEMENTS[it]} for it, fact in small_facts().items()}
    text = write_small_review(seed, facts)
    settings = new_database(request.param)
    database = Database(settings)
    upgrade(database)
    load_seed(database, seed, {SMALL_REVIEW: text})
    database.dispose()
    with TestClient(create_app(settings)) as client:
        yield client


def found(client: TestClient, q: str, **more: str | int) -> set[str]:
    return {it["id"] for it in items_from(client, address_of("/v1/facts", {"q": q}, **more))}


def in_small(client: TestClient, q: str) -> set[str]:
    return found(client, q, review=SMALL_REVIEW)


def warnings_of(client: TestClient, q: str) -> list[str]:
    answer: Any = read(client, address_of("/v1/facts", {"q": q}))
    return list(answer["meta"]["warnings"])


def test_little_words_may_be_missing(client: TestClient) -> None:
    plain = found(client, "visit President")
    assert plain
    for written in ("visit of the President", "Visit By The President", "a visit and President"):
        assert found(client, written) == plain


def test_little_words_count_in_quotes_and_where_there_is_nothing_else(client: TestClient) -> None:
    everything = {it["id"] for it in items_from(client, "/v1/facts?limit=500")}
    in_quotes = found(client, '"visit of the President"')
    assert in_quotes < found(client, "visit of the President")
    both, one = found(client, "of the"), found(client, "the")
    assert both <= one < everything
    assert found(client, '"of the"') < both
    assert set() < found(client, '"of the" visit') < found(client, "visit")


def test_numbers_that_a_dash_joins_may_stand_apart(small: TestClient) -> None:
    assert in_small(small, "2014-2016") == {TREATY, TRADE} == in_small(small, "2014\u20132016")
    assert in_small(small, '"2014 to 2016"') == {TREATY}
    assert in_small(small, '"2014-2016"') == set()


def test_words_that_a_hyphen_joins_stand_side_by_side(small: TestClient) -> None:
    assert in_small(small, "visa-free") == {EMBASSIES}
    assert in_small(small, "free-visa") == set()


@pytest.mark.parametrize("written", ["cooperation", "coop\u00aderation", "CO\u200bOPERATION"])
def test_what_is_not_seen_does_not_split_a_word(small: TestClient, written: str) -> None:
    assert in_small(small, written) == {TREATY}
    assert in_small(small, "ation") == in_small(small, "coop eration") == set()


def test_facts_are_found_by_their_own_topics_and_not_by_those_above(client: TestClient) -> None:
    assert read(client, "/v1/facts?topic=law-and-rights&limit=0")["page"]["total"] > 0
    assert found(client, '"law and human rights"') == set()
    names = [it["name"] for it in items_from(client, "/v1/topics?limit=500")]
    hits = 0
    for name in names:
        asked = address_of("/v1/facts", {"q": f'"{name}"'}, limit=500)
        for fact in items_from(client, asked):
            assert fact["match"], (name, fact["id"])
            shown = {plain(it["html"]) for it in fact["match"] if it["field"] == "topics"}
            assert shown <= {it["name"] for it in fact["topics"]}
            hits += len(shown)
    assert hits > len(names)


def test_where_nothing_is_found_it_says_which_words_no_fact_holds(client: TestClient) -> None:
    assert warnings_of(client, "visit zzqq") == ["No fact holds “zzqq”."]
    assert warnings_of(client, 'visit ZZqq "yy xx"') == ["No fact holds “ZZqq” or “yy xx”."]
    (warning,) = warnings_of(client, '"visit zzqq" agreement')
    assert "agreement" not in warning
    assert "visit zzqq" in warning


def test_words_that_facts_hold_are_not_blamed(client: TestClient) -> None:
    assert warnings_of(client, "visit") == []
    answer = read(client, address_of("/v1/facts", {"q": "visas", "country": "AO"}))
    assert answer["page"]["total"] == 0
    assert [it for it in answer["meta"]["warnings"] if "No fact holds" in it] == []


@pytest.mark.parametrize("written", ["state visit", "trade agreement", "visa free"])
def test_facts_with_the_words_side_by_side_fit_best(client: TestClient, written: str) -> None:
    ranked = read(client, address_of("/v1/facts", {"q": written, "sort": "relevance"}, limit=500))
    together = found(client, f'"{written}"')
    order = [it["id"] in together for it in ranked["items"]]
    assert any(order)
    assert not all(order)
    assert order == sorted(order, reverse=True)


def test_rows_of_ndjson_show_where_the_words_hit(client: TestClient) -> None:
    asked = address_of("/v1/facts", {"q": "state visit"}, limit=500)
    rows = [json.loads(line) for line in client.get(f"{asked}&format=ndjson").text.splitlines()]
    assert rows == read(client, asked)["items"]
    assert all("<mark>" in it["html"] for row in rows for it in row["match"])
    assert all(row["match"] for row in rows)


def plain(html: str) -> str:
    return unescape(re.sub("</?mark>", "", html))
