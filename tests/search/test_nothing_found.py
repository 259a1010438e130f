"""An answer without a fact says what to leave out, and how many facts there are then."""

import re
from html import unescape
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from starlette.testclient import TestClient

from tests.search.requests import GENERATED
from tests.search.strategies import Params, as_body, unsorted_queries
from tests.search.world import World

ADDRESSES = ("/v1/facts", "/v1/facts/stats?group_by=year", "/v1/graph", "/v1/figures")


def total_of(client: TestClient, **params: str) -> int:
    body = client.get("/v1/facts", params={**params, "limit": "0"}).json()
    return int(body["page"]["total"])


def hints_of(client: TestClient, address: str = "/v1/facts", **params: str) -> str:
    """Return the warning that begins with Without, if there is one."""
    url = client.build_request("GET", address).url
    warnings = client.get(url.copy_merge_params(params)).json()["meta"]["warnings"]
    return "".join(each for each in warnings if each.startswith("Without"))


def test_word_that_no_fact_holds_is_left_out(client: TestClient) -> None:
    total = total_of(client, q="visit")
    assert hints_of(client, q="visit zzqq") == f"Without “zzqq”: {total} facts."
    assert hints_of(client, q="zzqq visit xxqq") == f"Without “zzqq” and “xxqq”: {total} facts."
    assert hints_of(client, q='visit "zzqq xx"') == f"Without “zzqq xx”: {total} facts."
    assert hints_of(client, q="zzqq OR xxqq visit") == f"Without “zzqq OR xxqq”: {total} facts."


def test_phrases_of_which_either_would_do_are_quoted_as_they_were_written(
    client: TestClient,
) -> None:
    answer = client.get("/v1/facts", params={"q": '"zz qq" OR "xx qq" trade'}).json()
    assert answer["meta"]["warnings"][0] == 'No fact holds “"zz qq" OR "xx qq"”.'


def test_words_that_do_not_go_together_are_left_out_one_by_one(client: TestClient) -> None:
    trade, visas = total_of(client, q="trade"), total_of(client, q="visas")
    both = sorted([("visas", trade), ("trade", visas)], key=lambda each: -each[1])
    message = "; ".join(f"without “{word}”: {total} facts" for word, total in both)
    assert hints_of(client, q="trade visas") == f"{message.capitalize()}."
    neither = {"q": "visas -visas", "text_match": "own"}
    assert total_of(client, **neither) == 0
    own = total_of(client, q="visas", text_match="own")
    assert f"ithout “-visas”: {own} facts" in hints_of(client, **neither)


def test_more_than_one_word_is_left_out_where_it_takes_more(client: TestClient) -> None:
    hints = hints_of(client, q="trade Qatar ice-hockey embassy")
    words, total = re.findall(r"“([^”]*)”|: ([0-9]+) fact", hints), hints.rpartition(": ")[2]
    rest = [
        word
        for word in ("trade", "Qatar", "ice-hockey", "embassy")
        if word not in {word for word, _ in words}
    ]
    assert 0 < len(rest) < 3
    assert str(total_of(client, q=" ".join(rest))) in total


def test_filters_beside_words_count_and_are_left_out(client: TestClient) -> None:
    assert total_of(client, q="visas", country="AO") == 0
    hints = hints_of(client, q="visas", country="AO")
    assert f"ithout “visas”: {total_of(client, country='AO')} fact" in hints
    assert f"ithout country=AO: {total_of(client, q='visas')} fact" in hints
    spans = {"date_from": "1900", "date_to": "1901"}
    assert "ithout date_from=1900&date_to=1901" in hints_of(client, q="visas", **spans)


def test_single_word_or_filter_has_nothing_to_leave_out(client: TestClient) -> None:
    assert hints_of(client, q="zzqq") == hints_of(client, country="VU") == ""
    assert hints_of(client, q="trade") == ""


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_list_says_what_to_leave_out(client: TestClient, address: str) -> None:
    assert "ithout “zzqq”: " in hints_of(client, address, q="trade zzqq")


def test_partners_say_what_to_leave_out(client: TestClient) -> None:
    total = total_of(client, country="TR")
    assert total
    for more in ({"q": "zzqq"}, {"q": "zzqq", "country": "BY"}):
        hints = hints_of(client, "/v1/countries/TR/partners", **more)
        assert hints == f"Without “zzqq”: {total} facts."


@pytest.mark.no_cov
def test_hints_are_at_most_five_and_count_right(client: TestClient, world: World) -> None:
    @world.some(GENERATED)
    @given(params=unsorted_queries(world))
    def check(params: Params) -> None:
        body = as_body(params)
        answer = client.post("/v1/facts/search", json={**body, "limit": 0}).json()
        if answer["page"]["total"]:
            return
        hints = [each for each in answer["meta"]["warnings"] if each.startswith("Without")]
        counts = re.findall(r"ithout (\w+)=[^:;]*: ([0-9,]+) fact", "".join(hints))
        assert len(re.findall("ithout ", "".join(hints))) <= 5
        for name, count in counts:
            if name not in ("measure", "unit", "value_min", "value_max", "date_from", "date_to"):
                together = {"year_from", "year_to"} if name.startswith("year_") else {name}
                rest = {key: value for key, value in body.items() if key not in together}
                again = client.post("/v1/facts/search", json={**rest, "limit": 0}).json()
                assert f"{again['page']['total']:,}" == count

    check()


def test_page_leads_to_what_there_is(client: TestClient) -> None:
    page = client.get("/", params={"q": "visas zzqq", "country": "TR", "sort": "relevance"}).text
    listed = page.partition('id="ways-out"')[2].partition("</ul>")[0]
    (counts,) = re.findall('Without “zzqq”: <a href="([^"]*)">([0-9]+) facts?</a>', listed)
    address, total = counts
    assert total_of(client, q="visas", country="TR") == int(total)
    query = dict(parse_qsl(unescape(address).partition("?")[2]))
    assert query == {"q": "visas", "country": "TR", "sort": "relevance"}
    assert f">{total} facts</strong>" in client.get(unescape(address)).text
    page = client.get("/", params={"q": "zzqq", "country": "TR", "sort": "relevance"}).text
    assert 'Without “zzqq”: <a href="/?country=TR">' in page
    page = client.get("/", params={"q": "visas", "country": "AO"}).text
    assert "Without country Angola: <a" in page
