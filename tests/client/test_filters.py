"""Filters as keyword arguments: what they send, and what is refused before it is sent."""

import enum
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import httpx2
import pandas
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policyfacts.client import BadQuestion, FactsClient, FactsClientError, Refused
from tests.contract.routes import FACTS, examples_of

PARAMETERS = [it for it in FACTS.parameters if it["name"] not in {"format", "fields", "bom"}]
ASKED = [
    (it["name"], example)
    for it in PARAMETERS
    for example in examples_of(it)
    if (it["name"], example) != ("sort", "relevance")
]


@pytest.mark.parametrize(("name", "value"), ASKED, ids=str)
def test_each_keyword_is_the_parameter_of_its_name(
    near: FactsClient, raw: httpx2.Client, name: str, value: Any
) -> None:
    answer: Any = near.facts(**{name: value})
    assert answer.model_dump(mode="json") == raw.get(FACTS.url_with((name, value))).json()


@pytest.mark.parametrize(
    ("asked", "query"),
    [
        ({"country": ["CN", "TR"]}, {"country": ["CN", "TR"]}),
        ({"country": ("Китай", "Côte d'Ivoire")}, {"country": ["CI", "CN"]}),
        ({"party": "BY:host"}, {"party": ["BY:host"]}),
        ({"country": {"CN"}}, {"country": ["CN"]}),
        ({"country": pandas.Series(["CN", "TR"])}, {"country": ["CN", "TR"]}),
        ({"date_from": date(2013, 1, 15)}, {"date_from": "2013-01-15"}),
        ({"date_from": datetime(2013, 1, 15, 12, 30)}, {"date_from": "2013-01-15"}),
        ({"date_from": "2013-01"}, {"date_from": "2013-01"}),
        ({"year": range(2013, 2015)}, {"year": [2013, 2014]}),
        ({"has_figures": False}, {"has_figures": False}),
        (
            {"value_min": 1e9, "value_max": 5 * 10**17},
            {"value_min": 10**9, "value_max": 5 * 10**17},
        ),
    ],
    ids=repr,
)
def test_values_are_written_as_the_service_reads_them(
    near: FactsClient, asked: dict[str, Any], query: dict[str, Any]
) -> None:
    for answer in (near.facts(**asked), near.search({**asked})):
        understood = answer.meta.query
        assert {name: understood[name] for name in query} == query


@pytest.mark.parametrize("value", [None, [], (), [None]])
def test_a_filter_without_a_value_is_refused_before_everything_is_found(
    near: FactsClient, value: Any
) -> None:
    with pytest.raises(BadQuestion, match=r"'country' has no value"):
        near.facts(country=value)


@pytest.mark.parametrize(
    "value", [b"CN", {"CN": 1}, ["\ud800"], "x" * 100_000], ids=lambda it: type(it).__name__
)
def test_what_no_address_can_hold_is_refused_before_it_is_sent(
    near: FactsClient, value: Any
) -> None:
    with pytest.raises(BadQuestion):
        near.facts(country=value)


@pytest.mark.parametrize("id_", ["", " ", ".", ".."])
def test_no_id_is_not_the_list_of_all(near: FactsClient, id_: str) -> None:
    with pytest.raises(BadQuestion, match="asks for one thing"):
        near.fact(id_)


@pytest.mark.parametrize("id_", [5, None, 3.5, ["TR"]], ids=repr)
def test_an_id_is_a_text(near: FactsClient, id_: Any) -> None:
    for ask in (near.country, near.fact, near.citation, near.topic, near.entity_partners):
        with pytest.raises(BadQuestion, match="is no id"):
            ask(id_)


def nested(depth: int) -> dict[str, Any]:
    """A question within a question within ..."""
    body: dict[str, Any] = {"country": "TR"}
    for _ in range(depth):
        body = {"not": body}
    return body


def within_itself() -> dict[str, Any]:
    body: dict[str, Any] = {}
    body["not"] = body
    return body


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (within_itself(), "cannot be sent"),
        (nested(100_000), "cannot be sent"),
        ({("country", "topic"): "TR"}, "cannot be sent"),
        ({"value_min": 1j}, "cannot be sent"),
        ({"country": b"TR"}, "neither text nor a list"),
        (5, "a dict of filters"),
        (None, "a dict of filters"),
    ],
    ids=lambda it: it if isinstance(it, str) else type(it).__name__,
)
def test_a_body_that_cannot_be_sent_is_refused(near: FactsClient, body: Any, message: str) -> None:
    with pytest.raises(BadQuestion, match=message):
        near.search(body)


@settings(max_examples=30, deadline=None)
@given(id_=st.text(min_size=1, max_size=12))
def test_any_text_as_id_or_filter_is_found_or_refused(near: FactsClient, id_: str) -> None:
    for ask in (near.country, near.fact, lambda it: near.facts(q=it), near.suggest):
        try:
            ask(id_)
        except FactsClientError as error:
            assert isinstance(error, Refused | BadQuestion)
            assert str(error)


class Words(enum.Enum):
    MINISTER = "minister"


def test_enums_and_numbers_of_libraries_are_what_they_stand_for(near: FactsClient) -> None:
    known = near.count(level="minister")
    assert known > 0
    assert near.count(level=[Words.MINISTER]) == known  # type: ignore[list-item]
    found = near.search({"value_min": Decimal("1e9")})
    assert found.page.total == near.count(value_min=1e9) > 0
