"""Figures as rows: those that are asked for, each with its fact, in its own time."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from tests.oracle import answer_figures, days
from tests.search.answered_questions import answered_figures
from tests.search.requests import GENERATED, address_of, items_from, read
from tests.search.strategies import Params, questions_of_figures, unsorted_questions
from tests.search.world import World

ASKED = settings(GENERATED, max_examples=150)
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
    @ASKED
    @given(question=questions_of_figures(world) | unsorted_questions(world))
    def check(question: Params) -> None:
        expected = answer_figures(question, world.facts, world.reference)
        body = read(client, address_of(PATH, question, limit=500))
        rows = [(it["fact"], {name: it[name] for name in OWN}) for it in body["items"]]
        assert rows == expected
        assert body["page"]["total"] == len(expected)

    check()


@pytest.mark.no_cov
def test_questions_of_what_a_figure_is_find_its_row(client: TestClient, world: World) -> None:
    @FEW
    @given(asked=answered_figures(world))
    def check(asked: tuple[str, Params]) -> None:
        fact, question = asked
        rows = read(client, address_of(PATH, question, limit=500))["items"]
        assert fact in {it["fact"] for it in rows}

    check()


def test_a_row_tells_of_its_fact_and_its_days(client: TestClient, world: World) -> None:
    items = items_from(client, f"{PATH}?limit=7")
    figures = [(fact["id"], figure) for fact in world.facts for figure in fact["figures"]]
    assert [(it["fact"], {name: it[name] for name in OWN}) for it in items] == figures
    for it in items:
        fact = world.fact(it["fact"])
        assert {name: it[name] for name in OF_THE_FACT} == {
            name: fact[name] for name in OF_THE_FACT
        }
        span = days(it["period"]) if it["period"] else (None, None)
        assert (it["period_start"], it["period_end"]) == span


@pytest.mark.no_cov
def test_facts_with_a_figure_are_those_with_rows_where_no_time_is_asked_for(
    client: TestClient, world: World
) -> None:
    @FEW
    @given(question=questions_of_figures(world))
    def check(question: Params) -> None:
        timeless = {
            name: it
            for name, it in question.items()
            if not name.startswith(("year", "date", "has"))
        }
        rows = read(client, address_of(PATH, timeless, limit=500))["items"]
        facts = read(
            client, address_of("/v1/facts", {**timeless, "has_figures": "true"}, limit=500)
        )
        assert {it["fact"] for it in rows} == {it["id"] for it in facts["items"]}

    check()


@pytest.mark.no_cov
def test_pages_hold_every_row_once(client: TestClient, world: World) -> None:
    @FEW
    @given(question=questions_of_figures(world), limit=st.integers(1, 9))
    def check(question: Params, limit: int) -> None:
        whole = read(client, address_of(PATH, question, limit=500))["items"]
        assert items_from(client, address_of(PATH, question, limit=limit)) == whole

    check()


def test_the_time_is_that_of_the_figure_and_not_of_its_fact(client: TestClient) -> None:
    def facts_in(asked: str) -> set[str]:
        return {it["fact"] for it in read(client, f"{PATH}?{asked}")["items"]}

    (dated,) = [it for it in items_from(client, PATH) if it["period"] == "2013-05"]
    assert dated["fact"] in facts_in("date_from=2013-05&date_to=2013-05")
    assert dated["fact"] not in facts_in("date_from=2013-06&date_match=overlaps")
    reaching = [it for it in items_from(client, PATH) if it["period"] == "2014/2017"]
    assert len(reaching) == 2
    assert {it["fact"] for it in reaching} <= facts_in("year=2016")
    assert {it["fact"] for it in reaching}.isdisjoint(facts_in("year=2016&date_match=within"))


@pytest.mark.parametrize("path", ["/v1/facts", PATH, "/v1/facts/stats?group_by=type"])
def test_values_of_several_units_are_never_compared_without_a_word(
    client: TestClient, path: str
) -> None:
    def warned(asked: str) -> bool:
        sign = "&" if "?" in path else "?"
        return any(MIXED in it for it in read(client, f"{path}{sign}{asked}")["meta"]["warnings"])

    assert warned("value_min=5")
    assert warned("value_max=5&measure=funding")
    assert not warned("value_min=5&unit=percent")
    assert not warned("measure=funding")


@pytest.mark.parametrize(
    ("asked", "wrong"),
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
        ("value_min=1_000", ("value_min", "bad_value", None)),
        ("value_min=1,5", ("value_min", "bad_value", None)),
        ("value_min=١", ("value_min", "bad_value", None)),
        ("value_min=1&value_min=2", ("value_min", "repeated_parameter", None)),
        ("has_figures=maybe", ("has_figures", "bad_value", None)),
        ("measure=", ("measure", "empty_value", None)),
        ("mesure=funding", ("mesure", "unknown_parameter", "measure")),
    ],
)
@pytest.mark.parametrize("path", ["/v1/facts", PATH, "/v1/graph", "/v1/countries/BY/partners"])
def test_what_no_figure_can_be_is_refused(
    client: TestClient, path: str, asked: str, wrong: tuple[str, str, str | None]
) -> None:
    parameter, code, suggestion = wrong
    answered = client.get(f"{path}?{asked}")
    assert answered.status_code == 422, answered.text[:300]
    (fault,) = answered.json()["errors"]
    assert (fault["parameter"], fault["code"]) == (parameter, code)
    assert suggestion is None or suggestion in fault["did_you_mean"]


def test_a_cursor_of_facts_serves_no_figures(client: TestClient) -> None:
    following: Any = read(client, "/v1/facts?has_figures=true&limit=3")["page"]["next"]
    answered = client.get(following.replace("/v1/facts", PATH))
    assert (answered.status_code, answered.json()["code"]) == (400, "bad_cursor")
