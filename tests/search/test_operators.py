"""What `q` excludes and joins, and signs of other searches: each is told how it was read."""

from functools import partial
from itertools import product
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from policyfacts.search.names.refusals import UnresolvedName
from policyfacts.search.parse.operators import operator_warnings
from policyfacts.search.parse.text import parse_text

Ids = set[str]


def find(client: TestClient, q: str, **more: str) -> Ids:
    body = client.get("/v1/facts", params={"q": q, "limit": "500", **more}).json()
    return {fact["id"] for fact in body["items"]}


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("trade -visa", ["trade", "-visa"]),
        ("trade -visa-free", ["trade", "-visa-free"]),
        ('trade -"visa free"', ["trade", '-"visa free"']),
        ("trade -«visa free» -“a b”", ["trade", '-"visa free"', '-"a b"']),
        ("trade \u2212visa", ["trade", "-visa"]),
        ("trade NOT visa", ["trade", "-visa"]),
        ('trade NOT "visa free"', ["trade", '-"visa free"']),
        ("trade AND NOT visa", ["trade", "-visa"]),
        ("NOT in China", ["-China"]),
        ("trade NOT l'ONU", ["trade", "-ONU"]),
        ("-l’ONU", ["-ONU"]),
        ("-Bosnia/Herzegovina", ["-Bosnia", "-Herzegovina"]),
        ("-2013 -5", ["-2013", "-5"]),
        ("-the", ["-the"]),
        ("trade -the", ["trade"]),
        ("-visa", ["-visa"]),
        ("NOT NOT visa", ["-visa"]),
        ("trade OR visa", ["trade OR visa"]),
        ("WTO OR EU", ["WTO OR EU"]),
        ("a1 OR b1 OR c1 d1", ["a1 OR b1 OR c1", "d1"]),
        ("d1 a1 OR b1", ["d1", "a1 OR b1"]),
        ('"a b" OR "c d" e1', ['"a b" OR "c d"', "e1"]),
        ("trade OR in transit", ["trade OR transit"]),
        ("trade OR AND visa", ["trade OR visa"]),
        ("trade OR -visa", ["trade OR -visa"]),
        ("trade OR NOT visa", ["trade OR -visa"]),
        ("trade AND visa", ["trade", "visa"]),
        ('trade -"visa', ["trade", "-visa"]),
        *((text, [text]) for text in ("visa-free", "AND", "OR", "NOT")),
        ("Minsk - Beijing", ["Minsk", "Beijing"]),
        ("trade or visa", ["trade", "visa"]),
        ("not visa", ["not", "visa"]),
        ('"trade OR visa"', ['"trade OR visa"']),
        ('"-visa"', ['"-visa"']),
        ("2013-2014", ["2013", "2014"]),
        ("U.S.-Belarus", ["U.S.-Belarus"]),
        ("trade -(visa)", ["trade", "visa"]),
    ],
)
def test_text_is_read_into_clauses(text: str, clauses: list[str]) -> None:
    query = parse_text("q", text)
    assert [clause.text for clause in query.clauses] == clauses


@given(
    st.lists(
        st.sampled_from(
            [
                "trade",
                "visa-free",
                '"a b"',
                '"',
                "OR",
                "AND",
                "NOT",
                "of",
                "l'ONU",
                "-",
                "-x",
                "(-y)",
            ]
        )
        | st.text("aO'-\" /R.", max_size=5),
        max_size=8,
    )
)
def test_text_written_anew_is_the_same_query(parts: list[str]) -> None:
    try:
        query = parse_text("q", " ".join(parts))
    except UnresolvedName:
        return
    assert parse_text("q", query.text) == query


def test_excluded_words_leave_out_what_holds_them(client: TestClient) -> None:
    find_own = partial(find, client, text_match="own")
    every = {fact["id"] for fact in client.get("/v1/facts?limit=500").json()["items"]}
    trade, visas = find_own("trade"), find_own("agreement")
    assert trade & visas
    assert trade - visas
    for text in ("trade -agreement", "trade NOT agreements", "-agreement trade"):
        assert find_own(text) == trade - visas
    assert find_own("-agreement") == every - visas
    assert find_own("-agreement -trade") == every - visas - trade
    assert find_own("trade OR agreement") == trade | visas
    assert find_own("trade OR -agreement") == trade | (every - visas)
    assert find_own("-trade agreement OR visit") == (visas | find_own("visit")) - trade


def test_only_words_that_are_held_are_highlighted(client: TestClient) -> None:
    body = client.get(
        "/v1/facts", params={"q": "trade OR visit -agreement", "text_match": "own"}
    ).json()
    for fact in body["items"]:
        marked = "".join(each["html"] for each in fact["match"]).lower()
        assert "<mark>" in marked
        assert "<mark>agreement" not in marked
    without = client.get("/v1/facts", params={"q": "-agreement"}).json()
    assert {fact["match"] for fact in without["items"]} == {None}


def test_every_list_reads_operators_alike(client: TestClient) -> None:
    text = quote("trade OR visit -agreement")
    ids = find(client, "trade OR visit -agreement")
    stats = client.get(f"/v1/facts/stats?group_by=review&q={text}").json()
    assert stats["counted"]["total"] == len(ids)
    body = {"q": "trade OR visit -agreement", "limit": 500, "sort": "relevance"}
    posted = client.post("/v1/facts/search", json=body).json()
    assert {fact["id"] for fact in posted["items"]} == ids
    rows = client.get(f"/v1/facts?format=csv&fields=id&q={text}").text.split()[1:]
    assert set(rows) == ids
    figures = client.get(f"/v1/figures?limit=500&q={text}").json()["items"]
    assert {figure["fact"] for figure in figures} <= ids
    assert "“trade OR visit -agreement”" in client.get(f"/?q={text}").text


@pytest.mark.parametrize(
    ("text", "sign", "instead"),
    [
        ("trade !visa", "!visa", "write -word"),
        ("trade \u2013visa", "\u2013visa", "write -word"),
        ("trade --visa", "--visa", "write -word"),
        ("trade -(visa travel)", "-(visa", "write -word"),
        ("trade NOT (visa travel)", "NOT (visa", "write -word"),
        ("trade (-visa)", "(-visa", "write -word"),
        ("trade | visa", "|", "write OR"),
        ("trade||visa", "||", "write OR"),
        ("trade AND visa OR transit", "AND", "either side"),
        ("trade OR visa AND transit", "visa AND", "either side"),
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
        ("(trade visa) OR transit", "(trade visa)", '"any"'),
        ("trade OR", "OR", "not there"),
        ("OR trade", "OR", "not there"),
        ("trade NOT", "NOT", "not there"),
        ("topic:visas", "topic:", "topic=..."),
        ("Country:CN", "Country:", "country=..."),
        ("title:visas", "title:", "parameters of their own"),
    ],
)
def test_operator_is_told_how_it_was_read(text: str, sign: str, instead: str) -> None:
    idle = parse_text("q", text).idle
    warnings = [each for each in operator_warnings(text, idle) if f"{sign}”" in each]
    assert len(warnings) == 1
    assert instead in warnings[0]


def test_open_quote_is_told() -> None:
    assert ["no second one" in each for each in operator_warnings('trade "visa', ())] == [True]


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
        *("MINISTER OF TRADE AND INDUSTRY", "or", "not", "trade or visa", "AT&T"),
        *("trade -visa", "trade NOT visa", "trade OR visa", "(trade OR visa) -transit"),
        *('trade -"a b"', '"a b" OR "c d"', "trade AND NOT visa"),
        *('"trade OR visa"', '"-visa"', '"a" "b*"', "«visa* OR trade»", "C++", "U.S.-Belarus"),
    ],
)
def test_words_that_are_no_operators_make_no_warning(text: str) -> None:
    assert list(operator_warnings(text, parse_text("q", text).idle)) == []


OPERATORS = ("{} AND {}", "+{} {}", "{}* {}", "({} {})", "title:{} {}", "{} !{}", "{} | {}")
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
    body = {"any": [{"q": "trade | visas"}], "limit": 0}
    warnings = client.post("/v1/facts/search", json=body).json()["meta"]["warnings"]
    assert any("“|”" in each for each in warnings)


def test_page_shows_the_warning(client: TestClient) -> None:
    assert "“!visas” does not exclude" in client.get("/?q=trade !visas").text


def test_words_that_no_fact_holds_together_are_told(client: TestClient) -> None:
    for text in ("trade visas", "trade or visas", "trade, visas"):
        response = client.get("/v1/facts", params={"q": text, "limit": "0"}).json()
        assert response["page"]["total"] == 0
        assert any("no fact holds all of them" in each for each in response["meta"]["warnings"])
    response = client.get("/v1/facts", params={"q": "visas", "year": "1900"}).json()
    assert not any("no fact holds all" in each for each in response["meta"]["warnings"])
