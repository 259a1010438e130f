"""The OpenAPI document is good enough to generate clients from, and changes only on purpose."""

import json
from pathlib import Path
from urllib.parse import urlencode

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator
from starlette.testclient import TestClient

from contract.problems import MEDIA_TYPE
from contract.routes import LISTS, ROUTES, WITH_QUERY, Route, contract, examples_of
from policyfacts.settings import Settings
from policyfacts.web import create_app

SNAPSHOT = Path(__file__).parent / "openapi.json"
HOW = "If that is meant, run: policyfacts openapi > tests/contract/openapi.json"


def test_the_contract_changes_only_on_purpose() -> None:
    assert contract() == json.loads(SNAPSHOT.read_text(encoding="utf-8")), HOW


def test_the_contract_is_valid_openapi() -> None:
    assert contract()["openapi"].startswith("3.1.")
    assert [error.message for error in OpenAPIV31SpecValidator(contract()).iter_errors()] == []


def test_what_is_served_is_the_contract(client: TestClient) -> None:
    assert client.get("/openapi.json").json() == contract()


def test_everything_that_the_design_names_can_be_asked() -> None:
    paths = {route.template for route in ROUTES}
    ways_in = ("countries", "regions", "organizations", "topics", "entities", "reviews", "facts")
    expected = {f"/v1/{it}" for it in ways_in} | {f"/v1/{it}/{{id}}" for it in ways_in}
    expected |= {"/v1", "/v1/years", "/v1/years/{year}", "/v1/vocabulary"}
    assert expected | {"/health/live", "/health/ready"} <= paths


def test_nothing_but_reading_is_offered() -> None:
    assert {method for path in contract()["paths"].values() for method in path} == {"get"}


def test_generated_clients_get_short_and_distinct_names() -> None:
    names = [route.operation["operationId"] for route in ROUTES]
    assert len(set(names)) == len(names)
    assert [name for name in names if not name.isidentifier() or len(name) > 64] == []
    # What FastAPI would make up by itself ends in the path and the method.
    assert [name for name in names if name.endswith("_get")] == []


def test_no_key_is_needed_and_the_licence_is_named() -> None:
    document = contract()
    assert document["security"] == []
    assert document["info"]["license"]["identifier"] == "CC-BY-4.0"
    assert "securitySchemes" not in document["components"]


def test_every_operation_is_described_and_stands_under_a_described_tag() -> None:
    described = {tag["name"] for tag in contract()["tags"] if tag["description"]}
    for route in ROUTES:
        assert route.operation["summary"], route
        assert route.operation["description"], route
        assert len(route.operation["tags"]) == 1, route
        assert set(route.operation["tags"]) <= described, route


def test_every_parameter_is_described() -> None:
    undescribed = [
        f"{parameter['name']} of {route}"
        for route in ROUTES
        for parameter in [*route.parameters, *route.in_path]
        if len(parameter.get("description", "")) < 5
    ]
    assert undescribed == []


def test_every_parameter_has_an_example() -> None:
    """All but the cursor: it belongs to a release and a question, so a made-up one is refused."""
    without = [
        f"{parameter['name']} of {route}"
        for route in ROUTES
        for parameter in [*route.parameters, *route.in_path]
        if parameter["name"] != "cursor" and not examples_of(parameter)
    ]
    assert without == []


ASKED_WITH_ONE_EXAMPLE = [
    f"{route.address}?{urlencode({parameter['name']: example}, doseq=True)}"
    for route in WITH_QUERY
    for parameter in route.parameters
    for example in examples_of(parameter)
]


@pytest.mark.parametrize("address", ASKED_WITH_ONE_EXAMPLE)
def test_each_example_returns_data(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    assert answer.json()["items"], "the example finds nothing"


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_each_path_answers_with_its_examples_in_its_documented_shape(
    client: TestClient, route: Route
) -> None:
    answer = client.get(route.address)
    assert answer.status_code == 200, answer.text
    shape = route.operation["responses"]["200"]["content"]["application/json"]["schema"]
    components = contract()["components"]
    assert set(answer.json()) == set(
        components["schemas"][shape["$ref"].split("/")[-1]]["required"]
    )
    assert answer.headers["Content-Type"] == "application/json"


def test_problems_are_documented_under_their_own_media_type() -> None:
    for route in ROUTES:
        for status, response in route.operation["responses"].items():
            if status == "200":
                continue
            assert list(response["content"]) == [MEDIA_TYPE], (route, status)
            schema = response["content"][MEDIA_TYPE]["schema"]
            assert schema == {"$ref": "#/components/schemas/Problem"}, (route, status)


def test_every_problem_that_may_come_is_documented() -> None:
    for route in ROUTES:
        expected = {422, 500, 503} | ({404} if route.in_path else set())
        expected |= {400, 409} if route in LISTS else set()
        assert [it for it in sorted(expected) if not route.documents(it)] == [], route


def test_answers_hold_nothing_optional_and_nothing_unknown() -> None:
    """A generated client then has no field that may be absent."""
    for name, schema in contract()["components"]["schemas"].items():
        if schema["type"] == "object":
            assert schema["additionalProperties"] is False, name
            assert schema.get("required") == list(schema["properties"]), name


@pytest.mark.parametrize(
    ("changed", "server"),
    [
        pytest.param(
            {"public_url": "https://facts.example/api"}, "https://facts.example/api", id="public"
        ),
        pytest.param({"root_path": "/behind/proxy"}, "/behind/proxy", id="behind a proxy"),
    ],
)
def test_the_contract_says_where_the_service_is(changed: dict[str, str], server: str) -> None:
    settings = Settings(database_url="sqlite:///never-opened.db").model_copy(update=changed)
    document = TestClient(create_app(settings)).get("/openapi.json").json()
    assert document.get("servers") == [{"url": server}]
