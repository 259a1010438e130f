"""Words as people write them: stop words, hyphens, dashes, and warnings where nothing matches."""

import json
import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from policyfacts.analyser import analyse
from policyfacts.search.parse.text import parse_text
from policyfacts.settings import Settings
from policyfacts.web import create_app
from tests.databases import KINDS, load_into
from tests.loader.seeds import (
    EMBASSIES,
    SMALL_REVIEW,
    TRADE,
    TREATY,
    small_facts,
    write_small_review,
)
from tests.search.requests import items_from, read, url_of

STATEMENTS = {
    TREATY: "The cooperation programme of 2014 to 2016 between Kazakhstan and Turkey began.",
    TRADE: "The ministers of trade went to see how the programme of 2016 was to follow 2014.",
    EMBASSIES: "Ministers of Kazakhstan plan trade fairs for 2015, with a visa-free week.",
}


@pytest.fixture(scope="module", params=KINDS)
def small_client(
    request: pytest.FixtureRequest,
    new_migrated: Callable[[str], Settings],
    new_seed: Callable[..., Path],
) -> Iterator[TestClient]:
    """A client of a service with three facts beside the frozen ones."""
    seed = new_seed()
    facts = {id_: {**fact, "statement": STATEMENTS[id_]} for id_, fact in small_facts().items()}
    text = write_small_review(seed, facts)
    settings = load_into(new_migrated(request.param), seed, {SMALL_REVIEW: text})
    with TestClient(create_app(settings)) as client:
        yield client


def find_ids(client: TestClient, q: str, **more: str | int) -> set[str]:
    return {fact["id"] for fact in items_from(client, url_of("/v1/facts", {"q": q}, **more))}


def find_small(client: TestClient, q: str) -> set[str]:
    return find_ids(client, q, review=SMALL_REVIEW)


def get_warnings(client: TestClient, q: str) -> list[str]:
    answer: Any = read(client, url_of("/v1/facts", {"q": q}))
    return [each for each in answer["meta"]["warnings"] if not each.startswith("Without")]


def test_stop_words_may_be_missing(client: TestClient) -> None:
    ids_without_stop_words = find_ids(client, "visit President")
    assert ids_without_stop_words
    for text in ("visit of the President", "Visit By The President", "a visit and President"):
        assert find_ids(client, text) == ids_without_stop_words


def test_stop_words_count_in_quotes_and_alone(client: TestClient) -> None:
    all_ids = {fact["id"] for fact in items_from(client, "/v1/facts?limit=500")}
    in_quotes = find_ids(client, '"visit of the President"')
    assert in_quotes < find_ids(client, "visit of the President")
    both, one = find_ids(client, "of the"), find_ids(client, "the")
    assert both <= one < all_ids
    assert find_ids(client, '"of the"') < both
    assert set() < find_ids(client, '"of the" visit') < find_ids(client, "visit")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("la Chine", "Chine"),
        ("relations avec la Chine", "relations Chine"),
        ("China y la India", "China India"),
        ("Китай и Россия", "Китай Россия"),
        ("Россия с Китаем", "Россия Китаем"),
        ("Кітай і Расія", "Кітай Расія"),
        ("à la Chine", "Chine"),
        ("l'ONU", "ONU"),
        ("l’ONU", "ONU"),
        ("L\u02bcONU", "ONU"),
        ("d'Azerbaïdjan", "Azerbaïdjan"),
        ("-l'ONU Chine", "-ONU Chine"),
        ("relations with China", "relations China"),
    ],
)
def test_little_words_of_other_languages_may_be_missing(text: str, words: str) -> None:
    assert parse_text("q", text) == parse_text("q", words)


@pytest.mark.parametrize("text", ["la", "l' d'", "и", '"la Chine"', "UN", "un", "AU", "d", "no"])
def test_words_that_are_all_there_is_or_are_names_count(text: str) -> None:
    terms = [word.term for word in analyse(text)]
    assert [term for phrase in parse_text("q", text).phrases for term in phrase] == terms


def test_numbers_joined_by_a_dash_may_stand_apart(small_client: TestClient) -> None:
    for text in ("2014-2016", "2014\u20132016"):
        assert find_small(small_client, text) == {TREATY, TRADE}
    assert find_small(small_client, '"2014 to 2016"') == {TREATY}
    assert find_small(small_client, '"2014-2016"') == set()


def test_words_joined_by_a_hyphen_match_side_by_side(small_client: TestClient) -> None:
    assert find_small(small_client, "visa-free") == {EMBASSIES}
    assert find_small(small_client, "free-visa") == set()


@pytest.mark.parametrize("text", ["cooperation", "coop\u00aderation", "CO\u200bOPERATION"])
def test_invisible_characters_do_not_split_a_word(small_client: TestClient, text: str) -> None:
    assert find_small(small_client, text) == {TREATY}
    assert find_small(small_client, "ation") == find_small(small_client, "coop eration") == set()


def test_text_search_matches_topics_but_not_broader_ones(client: TestClient) -> None:
    assert read(client, "/v1/facts?topic=law-and-rights&limit=0")["page"]["total"] > 0
    assert find_ids(client, '"law and human rights"') == set()
    names = [topic["name"] for topic in items_from(client, "/v1/topics?limit=500")]
    hits = 0
    for name in names:
        url = url_of("/v1/facts", {"q": f'"{name}"'}, limit=500)
        for fact in items_from(client, url):
            assert fact["match"], (name, fact["id"])
            topics = {
                strip_marks(match["html"]) for match in fact["match"] if match["field"] == "topics"
            }
            assert topics <= {topic["name"] for topic in fact["topics"]}
            hits += len(topics)
    assert hits > len(names)


def test_query_without_hits_warns_of_words_of_no_fact(client: TestClient) -> None:
    assert get_warnings(client, "visit zzqq") == ["No fact holds “zzqq”."]
    assert get_warnings(client, 'visit ZZqq "yy xx"') == ["No fact holds “ZZqq” or “yy xx”."]
    (warning,) = get_warnings(client, '"visit zzqq" agreement')
    assert "agreement" not in warning
    assert "visit zzqq" in warning


def test_words_of_facts_are_not_in_the_warning(client: TestClient) -> None:
    assert [each for each in get_warnings(client, "visit") if "No fact" in each] == []
    answer = read(client, url_of("/v1/facts", {"q": "visas", "country": "AO"}))
    assert answer["page"]["total"] == 0
    assert [warning for warning in answer["meta"]["warnings"] if "No fact holds" in warning] == []


@pytest.mark.parametrize("text", ["state visit", "trade agreement", "visa free"])
def test_facts_with_the_words_side_by_side_rank_first(client: TestClient, text: str) -> None:
    ranked = read(client, url_of("/v1/facts", {"q": text, "sort": "relevance"}, limit=500))
    adjacent = find_ids(client, f'"{text}"')
    order = [fact["id"] in adjacent for fact in ranked["items"]]
    assert any(order)
    assert not all(order)
    assert order == sorted(order, reverse=True)


def test_rows_of_ndjson_have_highlights(client: TestClient) -> None:
    url = url_of("/v1/facts", {"q": "state visit"}, limit=500)
    rows = [json.loads(line) for line in client.get(f"{url}&format=ndjson").text.splitlines()]
    assert rows == read(client, url)["items"]
    assert all("<mark>" in match["html"] for row in rows for match in row["match"])
    assert all(row["match"] for row in rows)


def strip_marks(html: str) -> str:
    return unescape(re.sub("</?mark>", "", html))
