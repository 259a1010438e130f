"""What a refusal says to write is accepted, where it says so."""

import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from policyfacts.schemas.params.guesses import _GUESSES, guess_parameters
from policyfacts.schemas.params.written_values import _CHOICES
from tests.contract.problems import ask
from tests.contract.routes import ROUTES, Route

_EXAMPLE = re.compile(r"\b([a-z_]+)=([^\s&]*[^\s&.,])")


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_what_advice_writes_is_accepted_where_the_advice_stands(
    sqlite_client: TestClient, route: Route
) -> None:
    examples = {
        example
        for name in _GUESSES
        if name not in route.names
        for example in _EXAMPLE.findall(guess_parameters(name, route.names).advice)
    }
    refused = [
        error["message"]
        for parameter, value in sorted(examples)
        for error in _errors(sqlite_client, route, parameter, value)
        if error["parameter"] == parameter
    ]
    assert refused == []


@pytest.mark.parametrize(
    ("path", "text", "order"),
    [
        ("/v1/facts", "newest", "-date"),
        ("/v1/facts", "latest", "-date"),
        ("/v1/facts", "DESC", "-date"),
        ("/v1/facts", "oldest", "date"),
        ("/v1/facts", "asc", "date"),
        ("/v1/facts", "score", "relevance"),
        ("/v1/changes", "newest", "-date"),
        ("/v1/changes", "oldest", "date"),
    ],
)
def test_other_names_of_an_order_lead_to_that_order(
    sqlite_client: TestClient, path: str, text: str, order: str
) -> None:
    (error,) = ask(sqlite_client, path, ("sort", text)).json()["errors"]
    assert error["did_you_mean"] == [order]


def test_other_names_of_values_lead_to_values_that_some_path_has(
    sqlite_client: TestClient,
) -> None:
    allowed = {
        (parameter, value)
        for parameter in _CHOICES
        for route in ROUTES
        if parameter in route.names
        for error in _errors(sqlite_client, route, parameter, "nonsense")
        for value in error["allowed"]
    }
    named = {
        (parameter, value) for parameter, table in _CHOICES.items() for value in table.values()
    }
    assert named - allowed == set()


def _errors(client: TestClient, route: Route, parameter: str, value: str) -> list[dict[str, Any]]:
    response = ask(client, route.url, (parameter, value))
    return response.json()["errors"] if response.status_code >= 400 else []
