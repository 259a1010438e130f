"""Figures as rows, each with its fact, in its own time."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from tests.oracle import answer_figures, days
from tests.search.answered_queries import answered_figures
from tests.search.requests import GENERATED, items_from, read, url_of
from tests.search.strategies import Params, figure_queries, unsorted_queries
from tests.search.world import World

GENERATED_FIGURES = settings(GENERATED, max_examples=150)
FEW = settings(GENERATED, max_examples=25)
PATH = "/v1/figures"
MIXED = "Values of all units are compared"
OWN = ("measure", "value", "unit", "bound", "basis", "period", "of")
OF_THE_FACT = (
    *("review", "type", "status", "date", "countries", "regions", "organizations"),
    *("topics", "statement", "evidence", "asserted_by"),
)


@pytest.mark.no_cov
def test_rows_are_those_that_the_oracle_finds(client: TestClient, world: World) -> None:
    @world.some(GENERATED_FIGURES)
    @given(params=figure_queries(world) | unsorted_queries(world))
    def check(params: Params) -> None:
        expected = answer_figures(params, world.facts, world.reference)
        body = read(client, url_of(PATH, params, limit=500))
        rows = [(row["fact"], {name: row[name] for name in OWN}) for row in body["items"]]
        assert rows == expected
        assert body["page"]["total"] == len(expected)

    check()


@pytest.mark.no_cov
def test_query_made_from_a_figure_finds_its_row(client: TestClient, world: World) -> None:
    @world.some(FEW)
    @given(answered_query=answered_figures(world))
    def check(answered_query: tuple[str, Params]) -> None:
        fact, params = answered_query
        rows = read(client, url_of(PATH, params, limit=500))["items"]
        assert fact in {row["fact"] for row in rows}

    check()


def test_row_has_its_fact_and_its_period(client: TestClient, world: World) -> None:
    items = items_from(client, f"{PATH}?limit=7")
    figures = [(fact["id"], figure) for fact in world.facts for figure in fact["figures"]]
    assert [(row["fact"], {name: row[name] for name in OWN}) for row in items] == figures
    for row in items:
        fact = world.fact(row["fact"])
        assert {name: row[name] for name in OF_THE_FACT} == {
            name: fact[name] for name in OF_THE_FACT
        }
        span = days(row["period"]) if row["period"] else (None, None)
        assert (row["period_start"], row["period_end"]) == span


@pytest.mark.no_cov
def test_facts_with_figures_are_those_of_the_rows_without_dates(
    client: TestClient, world: World
) -> None:
    @world.some(FEW)
    @given(params=figure_queries(world))
    def check(params: Params) -> None:
        timeless = {
            name: values
            for name, values in params.items()
            if not name.startswith(("year", "date", "has"))
        }
        rows = read(client, url_of(PATH, timeless, limit=500))["items"]
        facts = read(client, url_of("/v1/facts", {**timeless, "has_figures": "true"}, limit=500))
        assert {row["fact"] for row in rows} == {row["id"] for row in facts["items"]}

    check()


@pytest.mark.no_cov
def test_pages_have_every_row_once(client: TestClient, world: World) -> None:
    @world.some(FEW)
    @given(params=figure_queries(world), limit=st.integers(1, 9))
    def check(params: Params, limit: int) -> None:
        rows = read(client, url_of(PATH, params, limit=500))["items"]
        assert items_from(client, url_of(PATH, params, limit=limit)) == rows

    check()


def test_dates_filter_by_the_period_of_the_figure_not_of_its_fact(client: TestClient) -> None:
    def facts_in(query: str) -> set[str]:
        return {row["fact"] for row in read(client, f"{PATH}?{query}")["items"]}

    (dated,) = [row for row in items_from(client, PATH) if row["period"] == "2013-05"]
    assert dated["fact"] in facts_in("date_from=2013-05&date_to=2013-05")
    assert dated["fact"] not in facts_in("date_from=2013-06&date_match=overlaps")
    reaching = [row for row in items_from(client, PATH) if row["period"] == "2014/2017"]
    assert len(reaching) == 2
    assert {row["fact"] for row in reaching} <= facts_in("year=2016")
    assert {row["fact"] for row in reaching}.isdisjoint(facts_in("year=2016&date_match=within"))


@pytest.mark.parametrize("path", ["/v1/facts", PATH, "/v1/facts/stats?group_by=type"])
def test_comparing_values_of_several_units_warns(client: TestClient, path: str) -> None:
    def warned(query: str) -> bool:
        separator = "&" if "?" in path else "?"
        return any(
            MIXED in warning
            for warning in read(client, f"{path}{separator}{query}")["meta"]["warnings"]
        )

    assert warned("value_min=5")
    assert warned("value_max=5&measure=funding")
    assert not warned("value_min=5&unit=percent")
    assert not warned("measure=funding")


@pytest.mark.parametrize(
    ("query", "expected_error"),
    [
        ("measure=trade-turnovr", ("measure", "unknown_measure", "trade-turnover")),
        ("unit=USDD", ("unit", "unknown_unit", "USD")),
        ("unit=furlong", ("unit", "unknown_unit", None)),
        ("value_min=5&value_max=1", ("value_min", "empty_span", None)),
        ("value_min=NaN", ("value_min", "bad_value", None)),
        ("value_min=inf", ("value_min", "bad_value", None)),
        ("value_max=-Infinity", ("value_max", "bad_value", None)),
        ("value_max=1e999", ("value_max", "bad_value", None)),
        ("value_max=1e300", ("value_max", "out_of_range", None)),
        ("value_min=1,5", ("value_min", "bad_value", None)),
    ],
)
@pytest.mark.parametrize("path", ["/v1/facts", PATH, "/v1/graph", "/v1/countries/BY/partners"])
def test_impossible_figure_filter_is_refused(
    client: TestClient, path: str, query: str, expected_error: tuple[str, str, str | None]
) -> None:
    parameter, code, suggestion = expected_error
    response = client.get(f"{path}?{query}")
    assert response.status_code == 422, response.text[:300]
    (error,) = response.json()["errors"]
    assert (error["parameter"], error["code"]) == (parameter, code)
    assert suggestion is None or suggestion in error["did_you_mean"]
