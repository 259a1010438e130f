"""Filters as keyword arguments: which parameters they send, and what is refused unsent."""

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

EXAMPLES = [
    (parameter["name"], example)
    for parameter in FACTS.parameters
    if parameter["name"] not in {"format", "fields", "bom"}
    for example in examples_of(parameter)
    if (parameter["name"], example) != ("sort", "relevance")
]


@pytest.mark.parametrize(("name", "value"), EXAMPLES, ids=str)
def test_each_keyword_sends_the_parameter_of_its_name(
    client: FactsClient, http: httpx2.Client, name: str, value: Any
) -> None:
    page: Any = client.facts(**{name: value})
    assert page.model_dump(mode="json") == http.get(FACTS.url_with((name, value))).json()


@pytest.mark.parametrize(
    ("filters", "query"),
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
def test_python_values_are_sent_as_the_service_reads_them(
    client: FactsClient, filters: dict[str, Any], query: dict[str, Any]
) -> None:
    for page in (client.facts(**filters), client.search({**filters})):
        parsed = page.meta.query
        assert {name: parsed[name] for name in query} == query


@pytest.mark.parametrize("value", [None, [], (), [None]])
def test_filter_without_a_value_is_refused(client: FactsClient, value: Any) -> None:
    with pytest.raises(BadQuestion, match=r"'country' has no value"):
        client.facts(country=value)


@pytest.mark.parametrize(
    "value", [b"CN", {"CN": 1}, ["\ud800"], "x" * 100_000], ids=lambda value: type(value).__name__
)
def test_values_that_no_url_can_carry_are_refused(client: FactsClient, value: Any) -> None:
    with pytest.raises(BadQuestion):
        client.facts(country=value)


@pytest.mark.parametrize("id_", ["", " ", ".", ".."])
def test_empty_id_is_refused(client: FactsClient, id_: str) -> None:
    with pytest.raises(BadQuestion, match="asks for one thing"):
        client.fact(id_)


@pytest.mark.parametrize("id_", [5, None, 3.5, ["TR"]], ids=repr)
def test_id_that_is_no_text_is_refused(client: FactsClient, id_: Any) -> None:
    for name in ("country", "fact", "citation", "topic", "entity_partners"):
        with pytest.raises(BadQuestion, match="is no id"):
            getattr(client, name)(id_)


def nest_not(depth: int) -> dict[str, Any]:
    """Return a body with this many `not` around a filter."""
    body: dict[str, Any] = {"country": "TR"}
    for _ in range(depth):
        body = {"not": body}
    return body


def refer_to_itself() -> dict[str, Any]:
    body: dict[str, Any] = {}
    body["not"] = body
    return body


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (refer_to_itself(), "cannot be sent"),
        (nest_not(100_000), "cannot be sent"),
        ({("country", "topic"): "TR"}, "cannot be sent"),
        ({"value_min": 1j}, "cannot be sent"),
        ({"country": b"TR"}, "neither text nor a list"),
        (5, "a dict of filters"),
        (None, "a dict of filters"),
    ],
    ids=lambda value: value if isinstance(value, str) else type(value).__name__,
)
def test_body_that_cannot_be_sent_is_refused(client: FactsClient, body: Any, message: str) -> None:
    with pytest.raises(BadQuestion, match=message):
        client.search(body)


@settings(max_examples=30, deadline=None)
@given(id_=st.text(min_size=1, max_size=12))
def test_any_text_as_id_or_search_is_answered_or_refused(client: FactsClient, id_: str) -> None:
    for method in (client.country, client.fact, lambda text: client.facts(q=text), client.suggest):
        try:
            method(id_)
        except FactsClientError as error:
            assert isinstance(error, Refused | BadQuestion)
            assert str(error)


class Level(enum.Enum):
    MINISTER = "minister"


def test_enums_and_decimals_are_sent_as_their_values(client: FactsClient) -> None:
    count = client.count(level="minister")
    assert count > 0
    assert client.count(level=[Level.MINISTER]) == count  # type: ignore[list-item]
    page = client.search({"value_min": Decimal("1e9")})
    assert page.page.total == client.count(value_min=1e9) > 0
