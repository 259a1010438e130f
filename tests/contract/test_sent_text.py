"""Text is read alike at every door, however it was typed or copied, or refused by name."""

import json
import unicodedata
from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import quote

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from policyfacts.sent_text import read_sent
from tests.conftest import PUBLIC_URL

PASSED_OVER = "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2060\u2066\u2069"
PASSED_OVER += "\ufe0f\ufeff\U000e0041"
REFUSED = "\x00\x01\x08\x0b\x0c\x1b\x1f\x7f\x85\x9b\x9f"
Ask = Callable[[TestClient, str], Response]


class Door(NamedTuple):
    """Where a text comes in: a word that finds something there, and how it is asked."""

    word: str
    ask: Ask
    status: int = 422


def as_query(address: str, parameter: str) -> Ask:
    """Ask an address with the text as a parameter."""
    return lambda client, text: client.get(address, params={parameter: text})


def in_path(address: str) -> Ask:
    """Ask an address that has the text in its path."""
    return lambda client, text: client.get(address.format(quote(text, safe="")))


def search(field: str) -> Ask:
    """Send a search whose nested part has the text."""

    def ask(client: TestClient, text: str) -> Response:
        return client.post("/v1/facts/search", json={"any": [{field: text}], "limit": 1})

    return ask


def reconcile(client: TestClient, text: str) -> Response:
    return client.post("/reconcile", data={"queries": json.dumps({"a": {"query": text}})})


def match(client: TestClient, text: str) -> Response:
    name = {"matchType": "name", "propertyValue": text}
    return client.post("/reconcile/1.0-draft/match", json={"queries": [{"conditions": [name]}]})


def property_value(client: TestClient, text: str) -> Response:
    query = {"query": "China", "properties": [{"pid": "name_ru", "v": text}]}
    return client.post("/reconcile", data={"queries": json.dumps({"a": query})})


def oembed(client: TestClient, text: str) -> Response:
    return client.get("/oembed", params={"url": f"{PUBLIC_URL}/countries/{quote(text, safe='')}"})


DOORS = {
    "country": Door("Türkiye", as_query("/v1/facts?limit=1", "country")),
    "topic": Door("visas", as_query("/v1/facts?limit=1", "topic")),
    "party": Door("BY:host", as_query("/v1/facts?limit=1", "party")),
    "q": Door("Türkiye", as_query("/v1/facts?limit=1", "q")),
    "phrase": Door('"state visit"', as_query("/v1/facts?limit=1", "q")),
    "kind": Door("event", as_query("/v1/facts?limit=1", "kind")),
    "year": Door("2013", as_query("/v1/facts?limit=1", "year")),
    "date": Door("2013-05", as_query("/v1/facts?limit=1", "date_from")),
    "value": Door("500", as_query("/v1/facts?limit=1", "value_min")),
    "flag": Door("true", as_query("/v1/facts?limit=1", "has_figures")),
    "limit": Door("2", as_query("/v1/facts", "limit")),
    "stats": Door("year", as_query("/v1/facts/stats", "group_by")),
    "figures": Door("China", as_query("/v1/figures", "country")),
    "suggest": Door("Türk", as_query("/v1/suggest", "q")),
    "question": Door("Türkiye", as_query("/v1/interpret", "q")),
    "asked": Door("Türkiye", as_query("/", "ask")),
    "profile": Door("Türkiye", in_path("/v1/countries/{}")),
    "fact": Door("by-2013-embassy-qatar", in_path("/v1/facts/{}")),
    "term": Door("visas", in_path("/v1/topics/{}")),
    "review": Door("by-2013", in_path("/v1/reviews/{}")),
    "years": Door("2014", in_path("/v1/years/{}")),
    "body": Door("Türkiye", search("country")),
    "words": Door("Türkiye", search("q")),
    "explorer": Door("Türkiye", as_query("/", "country")),
    "page": Door("TR", in_path("/countries/{}")),
    "card": Door("Türkiye", in_path("/embed/countries/{}")),
    "card of facts": Door("Türkiye", as_query("/embed/facts", "country")),
    "oembed": Door("Türkiye", oembed, status=404),
    "name": Door("Türkiye", reconcile),
    "name of the draft": Door("Türkiye", match),
    "property": Door("Китай", property_value),
    "prefix": Door("Türk", as_query("/reconcile/suggest/entity", "prefix")),
    "preview": Door("TR", as_query("/reconcile/preview", "id")),
}


def content_of(response: Response) -> Any:
    """Content without what says how it was asked for; a page as text."""
    if "json" not in response.headers["Content-Type"]:
        return response.text
    content = response.json()
    content.pop("meta", None)
    return content


@pytest.mark.parametrize("name", DOORS)
def test_marks_that_nobody_sees_are_passed_over(public_client: TestClient, name: str) -> None:
    door = DOORS[name]
    plain = door.ask(public_client, door.word)
    assert plain.status_code == 200
    middle = len(door.word) // 2
    for mark in PASSED_OVER:
        for text in (
            mark + door.word,
            door.word + mark,
            door.word[:middle] + mark + door.word[middle:],
        ):
            response = door.ask(public_client, text)
            assert (response.status_code, repr(text)) == (200, repr(text))
            assert content_of(response) == content_of(plain)


@pytest.mark.parametrize("name", DOORS)
def test_other_forms_of_letters_are_read_alike(public_client: TestClient, name: str) -> None:
    door = DOORS[name]
    plain = content_of(door.ask(public_client, door.word))
    full_width = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in door.word)
    for text in (unicodedata.normalize("NFD", door.word), full_width, f" {door.word}\u00a0"):
        if text.strip() != text and name not in ("country", "topic", "q", "phrase", "name"):
            continue
        response = door.ask(public_client, text)
        assert response.status_code == 200
        assert content_of(response) == plain


@pytest.mark.parametrize("name", DOORS)
def test_control_characters_are_refused_wherever_they_stand(
    public_client: TestClient, name: str
) -> None:
    door = DOORS[name]
    for character in REFUSED:
        for text in (character + door.word, door.word + character, f"{door.word}{character}x"):
            response = door.ask(public_client, text)
            assert (response.status_code, repr(text)) == (door.status, repr(text))
            is_json = "json" in response.headers["Content-Type"]
            message = response.json()["detail"] if is_json else response.text
            assert character not in message
            assert f"U+{ord(character):04X}" in message


def test_answers_echo_the_plain_form(public_client: TestClient) -> None:
    response = public_client.get("/v1/facts?limit=2", params={"q": "Tu\u0308r\u200bkiye\u202e"})
    assert response.json()["meta"]["query"]["q"] == "Türkiye"
    following = response.json()["page"]["next"]
    assert following is None or "%E2%80" not in following


def test_batches_give_back_keys_and_ids_as_they_were_sent(public_client: TestClient) -> None:
    queries = {"a\u200b": {"query": "China"}}
    response = public_client.post("/reconcile", data={"queries": json.dumps(queries)})
    assert list(response.json()) == ["a\u200b"]
    ids = ["C\u200bN", "ＣＮ"]
    body = {"ids": ids, "properties": [{"id": "alpha3"}]}
    rows = public_client.post("/reconcile", data={"extend": json.dumps(body)}).json()["rows"]
    assert rows == {id_: {"alpha3": [{"str": "CHN"}]} for id_ in ids}


@pytest.mark.parametrize("text", ["Сhina", "Сhinа", "Тurkey", "Pоссия", "Chinα"])
@pytest.mark.parametrize("door", ["country", "q", "profile", "body", "words", "suggest"])
def test_words_of_two_scripts_are_refused_by_name(
    public_client: TestClient, door: str, text: str
) -> None:
    response = DOORS[door].ask(public_client, text)
    assert response.status_code == (404 if door == "profile" else 422)
    detail = response.json()["detail"]
    assert f"'{text}' mixes " in detail
    assert "Did you mean" in detail
    (error,) = response.json()["errors"]
    again = error["did_you_mean"][0]
    assert DOORS[door].ask(public_client, again).status_code == 200


def test_names_of_two_scripts_are_like_a_name_and_never_a_match(public_client: TestClient) -> None:
    (first, *_) = reconcile(public_client, "Сhinа").json()["a"]["result"]
    assert (first["id"], first["match"]) == ("CN", False)


def test_lines_and_tabs_of_copied_text_are_spaces(public_client: TestClient) -> None:
    plain = DOORS["q"].ask(public_client, "state visit")
    for blank in ("\n", "\t", "\r\n", "\u2028", "\u00a0", "\u3000"):
        assert content_of(DOORS["q"].ask(public_client, f"state{blank}visit")) == content_of(plain)


@pytest.mark.parametrize("letter", ["\ud800", "\ue000", "\ufffe", "\U0010ffff"])
def test_code_points_without_meaning_never_fail(public_client: TestClient, letter: str) -> None:
    for name in ("body", "words", "name"):
        body = {"any": [{"q": f"a{letter}"}]}
        response = public_client.post(
            "/v1/facts/search",
            content=json.dumps(body),
            headers={"Content-Type": "application/json"},
        )
        assert response.status_code < 500
        response = reconcile(public_client, f"China{letter}") if name == "name" else response
        assert response.status_code < 500


def test_messages_show_what_cannot_be_seen(public_client: TestClient) -> None:
    response = public_client.get("/v1/facts", params={"li\u202emit": "5", "a\x1b[31m": "1"})
    detail = response.json()["detail"]
    assert "<U+202E>" in detail
    assert "<U+001B>" in detail
    assert detail.isprintable()


@pytest.mark.slow
def test_plain_form_is_its_own_plain_form() -> None:
    for code in range(0x110000):
        character = chr(code)
        try:
            plain = read_sent(f"a{character}b")
        except ValueError:
            continue
        assert read_sent(plain) == plain


@pytest.mark.parametrize("name", ["country", "q", "fact", "term", "words", "name"])
def test_databases_read_text_alike(client: TestClient, name: str) -> None:
    door = DOORS[name]
    plain = content_of(door.ask(client, door.word))
    for text in (
        *(mark + door.word + mark for mark in PASSED_OVER[::5]),
        unicodedata.normalize("NFD", door.word),
    ):
        assert content_of(door.ask(client, text)) == plain
    for text in (f"{door.word}\x00", f"\x1b{door.word}"):
        assert door.ask(client, text).status_code == door.status
    assert door.ask(client, f"{door.word}\ufffe\U000e0fff").status_code < 500


def test_search_field_of_a_page_may_hold_only_what_nobody_sees(client: TestClient) -> None:
    assert client.get("/?q=%E2%80%8B%20").text == client.get("/?q=").text
