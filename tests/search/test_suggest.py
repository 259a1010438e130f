"""What is suggested as one types."""

from typing import Any

import pytest
from anyascii import anyascii
from sqlalchemy import select
from starlette.testclient import TestClient

from policyfacts.database import Database
from policyfacts.models import Entity, EntityName
from policyfacts.naming import normalise_name
from policyfacts.settings import Settings
from policyfacts.vocabulary import EntityKind

FOUND = [
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
TYPED = ["a", "с", "e", "un", "со", "eur", "uni s", "s of", "republic", "n k", "中", "st", "île"]


def suggestions(client: TestClient, q: str, **more: str | int) -> Any:
    """The answer to what is typed, which must be understood."""
    answered = client.get("/v1/suggest", params={"q": q, "limit": 50, **more})
    assert answered.status_code == 200, answered.text
    return answered.json()


@pytest.mark.parametrize(("typed", "id_", "match"), FOUND)
def test_what_is_typed_finds_what_is_meant(
    client: TestClient, typed: str, id_: str, match: str
) -> None:
    found = [(it["id"], it["match"]) for it in suggestions(client, typed)["items"]]
    assert (id_, match) in found[:3]


def test_the_best_match_comes_first_then_most_facts_then_the_name(client: TestClient) -> None:
    for typed in TYPED:
        items = suggestions(client, typed)["items"]
        keys = [(place_of(it), -it["facts"], it["name"]) for it in items]
        assert keys == sorted(keys), typed
        assert len({(it["kind"], it["id"]) for it in items}) == len(items)


def test_a_code_that_no_fact_has_comes_after_names_with_facts_that_begin_so(
    client: TestClient,
) -> None:
    items = suggestions(client, "be")["items"]
    places = {it["id"]: place for place, it in enumerate(items)}
    assert items[places["BE"]]["facts"] == 0
    assert items[places["BE"]]["matched"] == "BE"
    assert items[0]["id"] == "BY"
    assert all(places["BE"] > place for place, it in enumerate(items) if it["match"] == "prefix")


def test_a_whole_name_comes_first_whether_or_not_a_fact_has_it(client: TestClient) -> None:
    first = suggestions(client, "niger")["items"]
    assert (first[0]["id"], first[0]["match"], first[0]["facts"]) == ("NE", "exact", 0)
    assert any(it["facts"] for it in first[1:])
    assert suggestions(client, "by")["items"][0]["id"] == "BY"


def place_of(item: dict[str, Any]) -> int:
    """A code that no fact has comes among names of which words begin so."""
    is_code = item["matched"] in (item["id"], *(item["codes"] or {}).values())
    is_idle_code = item["match"] == "exact" and is_code and not item["facts"]
    return RANKS.index("word" if is_idle_code else item["match"])


@pytest.mark.parametrize("typed", TYPED)
@pytest.mark.parametrize("kind", list(EntityKind))
def test_everything_whose_words_begin_so_is_suggested(
    client: TestClient, loaded_settings: Settings, typed: str, kind: EntityKind
) -> None:
    answer = suggestions(client, typed, kind=kind)
    found = {it["id"] for it in answer["items"] if it["match"] in ("prefix", "word")}
    exact = {it["id"] for it in answer["items"] if it["match"] == "exact"}
    expected = brute_force(loaded_settings, typed, kind)
    assert answer["page"]["total"] == len(expected | exact) or not expected | exact
    if answer["page"]["total"] <= 50:
        assert found <= expected <= found | exact


def brute_force(settings: Settings, typed: str, kind: EntityKind) -> set[str]:
    """Every entity, tried with every name in both ways of writing it."""
    database = Database(settings)
    names = select(EntityName.entity_id, EntityName.name).join(
        Entity, (Entity.id == EntityName.entity_id) & (Entity.kind == kind.value)
    )
    with database.read_transaction() as connection:
        rows = connection.execute(names).all()
    database.dispose()
    return {
        id_
        for id_, name in rows
        for written in (typed, anyascii(typed))
        for form in (name, anyascii(name))
        if all(
            any(word.startswith(it) for word in normalise_name(form).split())
            for it in normalise_name(written).split()
        )
    }


def test_a_suggestion_says_what_it_is_and_leads_there(client: TestClient) -> None:
    (country,) = [it for it in suggestions(client, "Китай")["items"] if it["id"] == "CN"]
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
    for typed, kind in (("visas", "topic"), ("visit", "type")):
        it = suggestions(client, typed, kind=kind)["items"][0]
        assert (it["id"], it["kind"], it["codes"]) == (typed, kind, None)
        assert client.get(it["links"]["self"]).status_code == 200
        facts = client.get(it["links"]["facts"]).json()
        assert facts["page"]["total"] == it["facts"] > 0
        assert facts["meta"]["query"] == {kind: [typed]}


def test_kinds_leave_out_the_others(client: TestClient) -> None:
    kinds = {it["kind"] for it in suggestions(client, "s", kind="Topic,country")["items"]}
    assert kinds == {"topic", "country"}
    assert suggestions(client, "minsk", kind="person")["items"] == []


def test_near_names_come_only_where_nothing_else_does(client: TestClient) -> None:
    for typed in ("swede", "tur", "un"):
        assert {it["match"] for it in suggestions(client, typed)["items"]}.isdisjoint({"near"})
    assert {it["match"] for it in suggestions(client, "beloruss1a")["items"]} == {"near"}
    assert suggestions(client, "xq")["items"] == []


def test_a_few_are_shown_and_all_are_counted(client: TestClient) -> None:
    whole = suggestions(client, "s", limit=50)
    few = suggestions(client, "s", limit=3)
    assert few["items"] == whole["items"][:3]
    assert few["page"] == {"limit": 3, "count": 3, "total": whole["page"]["total"], "next": None}
    assert len(client.get("/v1/suggest?q=s").json()["items"]) == 10


@pytest.mark.parametrize(
    ("asked", "parameter"),
    [
        ("", "q"),
        ("q=", "q"),
        ("q=%20", "q"),
        ("q=--%20!", "q"),
        ("q=a%00b", "q"),
        (f"q={'a' * 201}", "q"),
        ("q=a&q=b", "q"),
        ("q=a&limit=0", "limit"),
        ("q=a&limit=51", "limit"),
        ("q=a&kind=cuntry", "kind"),
        ("q=a&cursor=x", "cursor"),
    ],
)
def test_what_cannot_be_read_is_refused(client: TestClient, asked: str, parameter: str) -> None:
    answered = client.get(f"/v1/suggest?{asked}")
    assert answered.status_code == 422
    assert [it["parameter"] for it in answered.json()["errors"]] == [parameter]


@pytest.mark.parametrize(
    "typed", ["'", '"', "%", "_", "\\", "*", "a*", "(", "a)(", "🇧🇾", "\U000e0001a"]
)
def test_any_character_is_harmless(client: TestClient, typed: str) -> None:
    assert client.get("/v1/suggest", params={"q": typed}).status_code in (200, 422)
