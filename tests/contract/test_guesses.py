"""Parameters and values that people guess: the refusal says what to write here, on every path."""

import re
from itertools import product
from typing import Any

import pytest
from starlette.testclient import TestClient

from policyfacts.mcp.tools import TOOLS, Tool
from policyfacts.schemas.params.guesses import _GUESSES, guess_parameters
from tests.contract.problems import ask
from tests.contract.routes import ROUTES, Route

_WRITTEN = re.compile(r"\b([a-z_]+)=")


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_guesses_name_only_parameters_of_the_path(sqlite_client: TestClient, route: Route) -> None:
    wrong = []
    for name in [*_GUESSES, "filter[country]", "country[]", "$filter", "$top", "_page", "pageSize"]:
        if name in route.names:
            continue
        response = ask(sqlite_client, route.url, (name, "1"))
        error = next(each for each in response.json()["errors"] if each["parameter"] == name)
        named = {*error["did_you_mean"], *_WRITTEN.findall(error["message"])}
        if response.status_code != 422 or not named <= set(route.names):
            wrong.append((name, error["message"]))
    assert wrong == []


@pytest.mark.parametrize("tool", TOOLS.values(), ids=lambda tool: str(tool.name))
def test_guesses_name_only_arguments_of_the_tool(tool: Tool) -> None:
    names = list(tool.params_model.model_fields)
    for name in _GUESSES:
        guess = guess_parameters(name, names)
        assert {*guess.parameters, *_WRITTEN.findall(guess.advice)} <= set(names)


def test_every_guess_helps_on_some_path() -> None:
    idle = [
        name
        for name, guess in _GUESSES.items()
        if guess.parameters
        and not any(set(guess_parameters(name, route.names).parameters) for route in ROUTES)
        and not any(
            set(guess_parameters(name, list(tool.params_model.model_fields)).parameters)
            for tool in TOOLS.values()
        )
        and not set(guess.parameters) & {"theme", "url", "maxwidth", "maxheight"}
    ]
    assert idle == []


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("date", ["date_from", "date_to"]),
        ("amp;year", ["year"]),
        ("page", ["cursor"]),
        ("offset", ["cursor"]),
        ("per_page", ["limit"]),
        ("pageSize", ["limit"]),
        ("page[size]", ["limit"]),
        ("size", ["limit"]),
        ("from", ["date_from"]),
        ("until", ["date_to"]),
        ("sort_by", ["sort"]),
        ("orderBy", ["sort"]),
        ("search", ["q"]),
        ("lang", []),
        ("fields[]", ["fields"]),
        ("filter[country]", ["country"]),
        ("filter[country][]", ["country"]),
        ("country__in", ["country"]),
        ("country[ne]", ["country_not"]),
        ("year[gte]", ["year_from"]),
        ("filter[year][lte]", ["year_to"]),
        ("date.after", ["date_from"]),
        ("date__lt", ["date_to"]),
        ("value_gt", ["value_min"]),
        ("country[]", ["country"]),
        ("Country", ["country"]),
        ("date-from", ["date_from"]),
        ("dateTo", ["date_to"]),
        ("nation", ["country"]),
        ("iso", ["country"]),
        ("theme", ["topic"]),
        ("category", ["topic"]),
        ("_page", ["cursor"]),
        ("$filter", []),
        ("$top", ["limit"]),
        ("contry", ["country", "country_not", "country_all"]),
    ],
)
def test_what_people_guess_leads_to_the_parameter(
    sqlite_client: TestClient, name: str, parameters: list[str]
) -> None:
    response = ask(sqlite_client, "/v1/facts", (name, "1"))
    (error,) = response.json()["errors"]
    assert (error["code"], error["did_you_mean"]) == ("unknown_parameter", parameters)


YEARS = (
    *(f"{before}2010{dash}2013{after}"
      for dash in ("-", "–", "—", "..", "...", "…", ":", "/", "~", " - ", " to ", " and ")
      for before, after in (("", ""), ("[", "]"), ("between ", ""))),
)  # fmt: skip


@pytest.mark.parametrize("text", YEARS)
def test_a_span_of_years_is_told_how_to_write(sqlite_client: TestClient, text: str) -> None:
    (error,) = ask(sqlite_client, "/v1/facts", ("year", text)).json()["errors"]
    assert error["did_you_mean"] == ["year_from=2010&year_to=2013"]
    assert "year_from=2010&year_to=2013" in error["message"]
    assert ask(sqlite_client, f"/v1/facts?{error['did_you_mean'][0]}").status_code == 200


@pytest.mark.parametrize(
    ("parameter", "text", "suggested"),
    [
        ("year", ">=2010", "year_from=2010"),
        ("year", ">2010", "year_from=2011"),
        ("year", "since 2010", "year_from=2010"),
        ("year", "2010-", "year_from=2010"),
        ("year", "<2013", "year_to=2012"),
        ("year", "<=2013", "year_to=2013"),
        ("year", "2010s", "year_from=2010&year_to=2019"),
        ("year", "2013-05", "date_from=2013-05&date_to=2013-05"),
        ("year_from", "2013-05", "date_from=2013-05"),
        ("year_from", "2010s", "year_from=2010&year_to=2019"),
        ("country", "China or Turkey", "China,Turkey"),
        ("country", "China; TR | RU", "China,TR,RU"),
        ("party", "China and Turkey", "China,Turkey"),
        ("country", "Trinidad or Nowhere", "TT"),
        ("date_from", "15.01.2013", "2013-01-15"),
        ("date_from", "15/01/2013", "2013-01-15"),
        ("date_from", "01/15/2013", "2013-01-15"),
        ("date_from", "05/01/2013", "2013-01-05"),
        ("date_to", "2013-1-5", "2013-01-05"),
        ("date_to", "2013/01/05", "2013-01-05"),
        ("date_to", "20130105", "2013-01-05"),
        ("date_to", "2013-01-05T10:00:00Z", "2013-01-05"),
        ("date_to", "15th January 2013", "2013-01-15"),
        ("date_to", "Jan. 15, 2013", "2013-01-15"),
        ("date_to", "January 2013", "2013-01"),
        ("date_from", "2013-01..2013-03", "date_from=2013-01&date_to=2013-03"),
        ("date_from", "2013-02-30", None),
        ("limit", "1e5", "500"),
        ("limit", "all", "500"),
        ("limit", "-1", "500"),
        ("limit", "1,000", "500"),
        ("limit", "1 00", None),
        ("limit", "10.0", "10"),
        ("limit", "1000", "500"),
        ("limit", "ten", None),
        ("sample", "1e2", "100"),
        ("value_min", "1,000,000", "1000000"),
        ("value_min", "$1'000", "1000"),
    ],
)
def test_values_in_other_forms_are_told_how_to_write(
    sqlite_client: TestClient, parameter: str, text: str, suggested: str | None
) -> None:
    response = ask(sqlite_client, "/v1/facts", (parameter, text))
    assert response.status_code == 422
    (error,) = response.json()["errors"]
    assert error["did_you_mean"][:1] == ([] if suggested is None else [suggested])
    if suggested is not None:
        query = suggested if "=" in suggested else f"{parameter}={suggested}"
        assert ask(sqlite_client, f"/v1/facts?{query}").status_code == 200


def test_bodies_of_searches_have_the_same_hints(sqlite_client: TestClient) -> None:
    def errors_of(body: Any) -> list[dict[str, Any]]:
        return list(sqlite_client.post("/v1/facts/search", json=body).json()["errors"])

    for body, suggested in (
        ({"any": [{"year": ["2010-2013"]}]}, ["year_from=2010&year_to=2013"]),
        ({"date_from": "15.01.2013"}, ["2013-01-15"]),
        ({"limit": "all"}, ["500"]),
        ({"nation": ["CN"]}, ["country"]),
        ({"all": [{"keyword": "x"}]}, ["q"]),
    ):
        (error,) = errors_of(body)
        assert error["did_you_mean"] == suggested


def test_words_for_yes_and_no_are_read(sqlite_client: TestClient) -> None:
    for text, truth in product(("yes", "1", "on", "TRUE"), ("true",)):
        answers = [
            ask(sqlite_client, "/v1/facts", ("has_figures", each), ("limit", "0")).json()["page"]
            for each in (text, truth)
        ]
        assert answers[0]["total"] == answers[1]["total"]


def test_page_offers_the_span_of_years_as_a_link(sqlite_client: TestClient) -> None:
    page = sqlite_client.get("/?year=2010-2013&country=TR", headers={"Accept": "text/html"})
    assert page.status_code == 422
    assert 'href="/?country=TR&amp;year_from=2010&amp;year_to=2013"' in page.text
