"""Suggestions for what a user has typed so far."""

from typing import Any

import pytest
from anyascii import anyascii
from sqlalchemy import select
from starlette.testclient import TestClient

from policyfacts.models import Entity, EntityName
from policyfacts.naming import normalise_name
from policyfacts.settings import Settings
from policyfacts.vocabulary import EntityKind
from tests.databases import opened

EXAMPLES = [
    ("минск", "minsk", "exact"),
    ("Minsk", "minsk", "exact"),
    ("mins", "minsk", "prefix"),
    ("kitay", "CN", "exact"),
    ("Кита", "CN", "prefix"),
    ("zhongguo", "CN", "exact"),
    ("cote d", "CI", "prefix"),
    ("Côte d’I", "CI", "prefix"),
    ("Кот д", "CI", "prefix"),
    ("kot d", "CI", "prefix"),
    ("turkiye", "TR", "exact"),
    ("CHN", "CN", "exact"),
    ("chn", "CN", "exact"),
    ("4", "AF", "exact"),
    ("004", "AF", "exact"),
    ("оон", "un", "exact"),
    ("u.n.", "un", "exact"),
    ("latin_america", "latin-america", "exact"),
    ("fedot", "yuri-fedotov", "prefix"),
    ("Nations Uni", "un", "word"),
    ("uni nat", "un", "word"),
    ("Visas", "visas", "exact"),
    ("human traff", "human-trafficking", "prefix"),
    ("mission-opening", "mission-opening", "exact"),
    ("agreem", "agreement-signing", "prefix"),
    ("swedn", "SE", "near"),
    ("Индонезья", "ID", "near"),
]
RANKS = ["exact", "prefix", "word", "near"]
TEXTS = ["a", "с", "e", "un", "со", "eur", "uni s", "s of", "republic", "n k", "中", "st", "île"]


def suggest(client: TestClient, q: str, **more: str | int) -> Any:
    """Return the JSON body of a successful request for suggestions."""
    response = client.get("/v1/suggest", params={"q": q, "limit": 50, **more})
    assert response.status_code == 200, response.text
    return response.json()


@pytest.mark.parametrize(("text", "id_", "match"), EXAMPLES)
def test_typed_text_finds_the_entity(client: TestClient, text: str, id_: str, match: str) -> None:
    matches = [(item["id"], item["match"]) for item in suggest(client, text)["items"]]
    assert (id_, match) in matches[:3]


def test_suggestions_are_sorted_by_match_facts_and_name(client: TestClient) -> None:
    for text in TEXTS:
        items = suggest(client, text)["items"]
        keys = [(rank_of(item), -item["facts"], item["name"]) for item in items]
        assert keys == sorted(keys), text
        assert len({(item["kind"], item["id"]) for item in items}) == len(items)


def test_code_without_facts_comes_after_names_with_facts(client: TestClient) -> None:
    items = suggest(client, "be")["items"]
    positions = {item["id"]: position for position, item in enumerate(items)}
    assert items[positions["BE"]]["facts"] == 0
    assert items[positions["BE"]]["matched"] == "BE"
    assert items[0]["id"] == "BY"
    prefixes = [position for position, item in enumerate(items) if item["match"] == "prefix"]
    assert positions["BE"] > max(prefixes)


def test_exact_name_comes_first_even_without_facts(client: TestClient) -> None:
    first = suggest(client, "niger")["items"]
    assert (first[0]["id"], first[0]["match"], first[0]["facts"]) == ("NE", "exact", 0)
    assert any(item["facts"] for item in first[1:])
    assert suggest(client, "by")["items"][0]["id"] == "BY"


def rank_of(item: dict[str, Any]) -> int:
    """Return the rank of a suggestion; a code without facts ranks among words of names."""
    is_code = item["matched"] in (item["id"], *(item["codes"] or {}).values())
    is_code_without_facts = item["match"] == "exact" and is_code and not item["facts"]
    return RANKS.index("word" if is_code_without_facts else item["match"])


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("kind", list(EntityKind))
def test_every_name_with_such_words_is_suggested(
    client: TestClient, loaded_settings: Settings, text: str, kind: EntityKind
) -> None:
    answer = suggest(client, text, kind=kind)
    by_prefix = {item["id"] for item in answer["items"] if item["match"] in ("prefix", "word")}
    exact = {item["id"] for item in answer["items"] if item["match"] == "exact"}
    expected = find_by_hand(loaded_settings, text, kind)
    assert answer["page"]["total"] == len(expected | exact) or not expected | exact
    if answer["page"]["total"] <= 50:
        assert by_prefix <= expected <= by_prefix | exact


def find_by_hand(settings: Settings, text: str, kind: EntityKind) -> set[str]:
    """Return the ids of entities with a name that has such words, spelt in either way."""
    names = select(EntityName.entity_id, EntityName.name).join(
        Entity, (Entity.id == EntityName.entity_id) & (Entity.kind == kind.value)
    )
    with opened(settings) as database, database.read_transaction() as connection:
        rows = connection.execute(names).all()
    return {
        id_
        for id_, name in rows
        for spelling in (text, anyascii(text))
        for form in (name, anyascii(name))
        if all(
            any(word.startswith(prefix) for word in normalise_name(form).split())
            for prefix in normalise_name(spelling).split()
        )
    }


def test_suggestion_describes_and_links_its_entity(client: TestClient) -> None:
    (country,) = [item for item in suggest(client, "Китай")["items"] if item["id"] == "CN"]
    profile = client.get(country["links"]["self"]).json()
    assert country == {
        "id": "CN",
        "kind": "country",
        "name": "China",
        "codes": profile["codes"],
        "matched": "Китай",
        "match": "exact",
        "facts": profile["facts"],
        "links": profile["links"],
    }
    for text, kind in (("visas", "topic"), ("visit", "type")):
        item = suggest(client, text, kind=kind)["items"][0]
        assert (item["id"], item["kind"], item["codes"]) == (text, kind, None)
        assert client.get(item["links"]["self"]).status_code == 200
        facts = client.get(item["links"]["facts"]).json()
        assert facts["page"]["total"] == item["facts"] > 0
        assert facts["meta"]["query"] == {kind: [text]}


def test_kind_filters_suggestions(client: TestClient) -> None:
    kinds = {item["kind"] for item in suggest(client, "s", kind="Topic,country")["items"]}
    assert kinds == {"topic", "country"}
    assert suggest(client, "minsk", kind="person")["items"] == []


def test_near_names_come_only_without_other_matches(client: TestClient) -> None:
    for text in ("swede", "tur", "un"):
        assert {item["match"] for item in suggest(client, text)["items"]}.isdisjoint({"near"})
    assert {item["match"] for item in suggest(client, "beloruss1a")["items"]} == {"near"}
    assert suggest(client, "xq")["items"] == []


def test_limit_shortens_suggestions_but_not_the_total(client: TestClient) -> None:
    complete = suggest(client, "s", limit=50)
    first, total = suggest(client, "s", limit=3), complete["page"]["total"]
    assert first["items"] == complete["items"][:3]
    assert first["page"] == {"limit": 3, "count": 3, "total": total, "next": None}
    assert len(client.get("/v1/suggest?q=s").json()["items"]) == 10


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("", "q"),
        ("q=", "q"),
        ("q=%20", "q"),
        ("q=--%20!", "q"),
        ("q=a%00b", "q"),
        (f"q={'a' * 201}", "q"),
        ("q=a&limit=0", "limit"),
        ("q=a&limit=51", "limit"),
    ],
)
def test_invalid_query_is_refused(client: TestClient, query: str, parameter: str) -> None:
    response = client.get(f"/v1/suggest?{query}")
    assert response.status_code == 422
    assert [error["parameter"] for error in response.json()["errors"]] == [parameter]


@pytest.mark.parametrize(
    "text", ["'", '"', "%", "_", "\\", "*", "a*", "(", "a)(", "🇧🇾", "\U000e0001a"]
)
def test_special_characters_are_harmless(client: TestClient, text: str) -> None:
    assert client.get("/v1/suggest", params={"q": text}).status_code in (200, 422)
