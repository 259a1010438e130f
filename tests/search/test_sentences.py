"""Facts are found by the words of the sentences that they cite, after all others."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from policyfacts.settings import Settings
from policyfacts.vocabulary import WordMatch
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
from tests.oracle import read_reference
from tests.search.corpus import Corpus
from tests.search.requests import items_from, read, url_of
from tests.seeds import FROZEN_SEED

SENTENCES = (
    "In May 2014 Kazakhstan and Turkey signed a visa-free accord in Minsk, a landmark.",
    "Commerce with Turkish firms, South Africa and Guinea-Bissau (no Russia): 3.5 billion dollars.",
    "Kazakhstan plans three missions in the south in 2015; Turkey has the same in mind.",
    "All of it was good work.",
)


@pytest.fixture(scope="module", params=KINDS)
def small_client(
    request: pytest.FixtureRequest,
    new_migrated: Callable[[str], Settings],
    new_seed: Callable[..., Path],
) -> Iterator[TestClient]:
    """A client of a service with three facts and their sentences beside the frozen ones."""
    seed = new_seed()
    facts = small_facts()
    facts[TRADE]["parties"]["excluded"] = ["RU"]
    write_small_review(seed, facts, sentences=SENTENCES)
    settings = load_into(new_migrated(request.param), seed)
    with TestClient(create_app(settings)) as client:
        yield client


def ask(client: TestClient, q: str, **more: str | int) -> Any:
    return read(client, url_of("/v1/facts", {"q": q, "review": SMALL_REVIEW}, **more))


def find(client: TestClient, q: str, **more: str) -> set[str]:
    return {fact["id"] for fact in ask(client, q, **more)["items"]}


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("landmark accord", {TREATY}),
        ("accord trade", {TREATY}),
        ("commerce", {TRADE}),
        ("COMMERCE's firm", {TRADE}),
        ("missions embassies", {EMBASSIES}),
        ("billion", {TRADE}),
        ("signing -landmark", {TREATY}),
        ("zzqq OR landmark", {TREATY}),
        ("zzqq OR -landmark", {TREATY, TRADE, EMBASSIES}),
        ('"landmark"', set()),
        ('"visa free"', set()),
        ("visa-free", {TREATY}),
        ("visa free", {TREATY}),
        ("free-visa", set()),
        ("landmark-accord", set()),
        ("good work", set()),
    ],
)
def test_words_of_sentences_find_the_facts_that_cite_them(
    small_client: TestClient, text: str, ids: set[str]
) -> None:
    assert find(small_client, text) == ids
    assert find(small_client, text, text_match="any") == ids


@pytest.mark.parametrize("text", ["landmark", "accord trade", "visa-free", "commerce", "missions"])
def test_words_of_sentences_are_left_out_on_request(small_client: TestClient, text: str) -> None:
    assert find(small_client, text, text_match="own") == set()


def test_names_of_others_are_left_out_of_a_sentence(small_client: TestClient) -> None:
    assert find(small_client, "Turkey") == find(small_client, "Turkish") == {TREATY, TRADE}
    assert find(small_client, "South Africa") == find(small_client, "Guinea-Bissau") == set()
    assert find(small_client, "Guinea Bissau") == find(small_client, "Bissau") == set()
    # What a fact leaves out is none of its parties.
    assert find(small_client, "Russia") == find(small_client, "Russian") == set()
    # The fact's own region has a part of the name, and its sentence the other.
    assert find(small_client, "missions Africa") == {EMBASSIES}
    assert find(small_client, "missions south") == set()
    assert find(small_client, "signed Minsk") == {TREATY}


def test_answer_says_that_the_sentence_has_the_words_and_shows_none(
    small_client: TestClient,
) -> None:
    answer = ask(small_client, "landmark treaty", format="json")
    (fact,) = answer["items"]
    assert fact["match"][-1] == {"field": "sentence", "html": ""}
    assert [each["field"] for each in fact["match"]].count("sentence") == 1
    assert "landmark" not in str(answer["items"])
    (own,) = ask(small_client, "treaty")["items"]
    assert "sentence" not in [match["field"] for match in own["match"]]


def test_facts_by_sentences_are_counted_apart(small_client: TestClient) -> None:
    def warnings(q: str, **more: str) -> list[str]:
        return list(ask(small_client, q, **more)["meta"]["warnings"])

    left_out = "add text_match=own to leave them out."
    assert warnings("landmark") == [
        f"1 of 1 fact is found by words that only its sentence has: {left_out}"
    ]
    assert warnings("trade OR missions") == [
        f"1 of 3 facts is found by words that only its sentence has: {left_out}"
    ]
    assert warnings("commerce OR missions") == [
        f"2 of 2 facts are found by words that only their sentences have: {left_out}"
    ]
    assert warnings("treaty") == []
    assert not [each for each in warnings("landmark", text_match="own") if "sentence" in each]


@pytest.mark.parametrize(
    "address", ["/v1/facts", "/v1/facts/stats?group_by=year", "/v1/graph", "/v1/figures"]
)
def test_every_list_counts_them_apart(client: TestClient, address: str) -> None:
    url = client.build_request("GET", address).url
    both = client.get(url.copy_merge_params({"q": "cooperation"})).json()["meta"]
    params = {"q": "cooperation", "text_match": "own"}
    own = client.get(url.copy_merge_params(params)).json()["meta"]
    assert [each for each in both["warnings"] if "text_match=own" in each]
    assert not [each for each in own["warnings"] if "text_match=own" in each]
    assert own["query"]["text_match"] == "own"
    assert "text_match" not in both["query"]


def test_facts_by_sentences_come_last(corpus: Corpus) -> None:
    checked = 0
    for text in ("trade", "visit agreement", "visas", "development OR -trade", "projects Moldova"):
        own, ranked = set(corpus.find(text)), corpus.rank_by(text, WordMatch.ANY)
        assert set(ranked[: len(own)]) == own
        assert sorted(ranked) == corpus.find_by(text, WordMatch.ANY)
        checked += len(ranked) - len(own)
    assert checked > 0


def test_facts_by_sentences_come_by_the_words_of_their_own(corpus: Corpus) -> None:
    words = ["economic", "cooperation"]
    text = " ".join(words)
    own = [set(corpus.find(word)) for word in words]
    others = corpus.rank_by(text, WordMatch.ANY)[len(corpus.find(text)) :]
    counts = [sum(ordinal in ordinals for ordinals in own) for ordinal in others]
    assert len(set(counts)) > 1
    assert counts == sorted(counts, reverse=True)


def test_no_country_is_found_by_its_neighbours(corpus: Corpus) -> None:
    reference = read_reference(FROZEN_SEED)
    names = {name for names in reference.names_left_out.values() for name in names}
    for name in sorted(names):
        assert corpus.find_by(name, WordMatch.ANY) == corpus.find(name), name


def test_words_of_sentences_are_in_no_answer(client: TestClient, corpus: Corpus) -> None:
    words = {word for words in read_reference(FROZEN_SEED).words.values() for word in words}
    facts = items_from(client, "/v1/facts?limit=500")
    in_facts = set(re.findall(r"\w+", str(facts).lower()))
    hits = [word for word in sorted(words - in_facts) if corpus.find_by(word, WordMatch.ANY)]
    only_in_sentences = [word for word in hits if not corpus.find(word)][:30]
    assert len(only_in_sentences) == 30
    for word in only_in_sentences:
        items = read(client, url_of("/v1/facts", {"q": word}))["items"]
        assert not re.search(rf"\b{word}\b", str(items).lower())
        assert all(fact["match"] == [{"field": "sentence", "html": ""}] for fact in items)


def test_excluding_parts_of_a_search_look_at_own_texts(client: TestClient) -> None:
    def total(body: dict[str, Any]) -> int:
        posted = client.post("/v1/facts/search", json={**body, "limit": 0}).json()
        return int(posted["page"]["total"])

    every = total({})
    own, both = total({"q": "trade", "text_match": "own"}), total({"q": "trade"})
    assert 0 < own < both < every
    assert total({"not": {"q": "trade"}}) == every - own
    assert total({"any": [{"q": "trade"}, {"q": "zzqq"}]}) == both
    assert total({"not": {"any": [{"q": "trade"}]}}) == every - own
