"""Operators of other searches in `q`: each is told how it was read, and what to use instead."""

from itertools import product
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from policyfacts.search.parse.operators import operator_warnings


@pytest.mark.parametrize(
    ("text", "sign", "instead"),
    [
        ("trade -visa", "-visa", "topic_not"),
        ("trade !visa", "!visa", "topic_not"),
        ("trade -(visa travel)", "-(visa", "topic_not"),
        ("trade NOT visa", "NOT", "topic_not"),
        ("trade AND NOT visa", "AND NOT", "topic_not"),
        ("trade OR visa", "OR", '"any"'),
        ("trade | visa", "|", '"any"'),
        ("trade||visa", "||", '"any"'),
        ("trade AND visa", "AND", "all words anyway"),
        ("trade && visa", "&&", "all words anyway"),
        ("+trade visa", "+", "all words anyway"),
        ("trade NEAR/3 visa", "NEAR/3", "side by side"),
        ("vis*", "vis*", "in all their forms"),
        ("*visa", "*visa", "in all their forms"),
        ("vi?a", "vi?", "in all their forms"),
        ("visa~2", "visa~2", "in all their forms"),
        ("visa^2", "visa^2", "in all their forms"),
        ("(trade visa)", "(trade visa)", '"any"'),
        ("topic:visas", "topic:", "topic=..."),
        ("Country:CN", "Country:", "country=..."),
        ("title:visas", "title:", "parameters of their own"),
    ],
)
def test_operator_is_told_how_it_was_read(text: str, sign: str, instead: str) -> None:
    warnings = [each for each in operator_warnings(text) if f"“{sign}”" in each]
    assert len(warnings) == 1
    assert instead in warnings[0]


def test_open_quote_is_told() -> None:
    assert ["no second one" in each for each in operator_warnings('trade "visa')] == [True]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "visa-free travel",
            "visa",
            "Côte d’Ivoire",
            "Macedonia (FYROM)",
            "2013-2014",
            "-5 percent",
        ),
        *("Minsk - Beijing", "Belarus: trade", "at 10:30", "https://example.org/x", "Who visited?"),
        *("MINISTER OF TRADE AND INDUSTRY", "A OR B", "or", "OR", "not", "trade or visa", "AT&T"),
        *('"trade OR visa"', '"-visa"', '"a" "b*"', "«visa* OR trade»", "C++", "U.S.-Belarus"),
    ],
)
def test_words_that_are_no_operators_make_no_warning(text: str) -> None:
    assert list(operator_warnings(text)) == []


OPERATORS = (
    "{} -{}",
    "{} OR {}",
    "{} NOT {}",
    "{} AND {}",
    "+{} {}",
    "{}* {}",
    "({} {})",
    "title:{} {}",
)
ADDRESSES = (
    "/v1/facts?limit=0",
    "/v1/facts/stats?group_by=year",
    "/v1/figures?limit=0",
    "/v1/graph?nodes=5",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_list_is_empty_without_a_reason(client: TestClient, address: str) -> None:
    for pattern, words in product(OPERATORS, [("trade", "visas"), ("embassy", "Qatar")]):
        response = client.get(f"{address}&q={quote(pattern.format(*words))}")
        assert response.status_code == 200
        assert any(each.startswith("q: “") for each in response.json()["meta"]["warnings"])


def test_searches_with_parts_warn_as_well(client: TestClient) -> None:
    body = {"any": [{"q": "trade OR visas"}], "limit": 0}
    warnings = client.post("/v1/facts/search", json=body).json()["meta"]["warnings"]
    assert any("“OR”" in each for each in warnings)


def test_page_shows_the_warning(client: TestClient) -> None:
    assert "“-visas” excludes nothing" in client.get("/?q=trade -visas").text


def test_words_that_no_fact_holds_together_are_told(client: TestClient) -> None:
    for text in ("trade visas", "trade or visas", "trade, visas"):
        response = client.get("/v1/facts", params={"q": text, "limit": "0"}).json()
        assert response["page"]["total"] == 0
        assert any("no fact holds all of them" in each for each in response["meta"]["warnings"])
    response = client.get("/v1/facts", params={"q": "visas", "year": "1900"}).json()
    assert not any("no fact holds all" in each for each in response["meta"]["warnings"])
