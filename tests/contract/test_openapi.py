"""The OpenAPI document is good enough to generate clients from, and changes only on purpose."""

import json
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator
from starlette.testclient import TestClient

from policyfacts.settings import Settings
from policyfacts.web import create_app
from tests.contract.problems import MEDIA_TYPE
from tests.contract.routes import LEFT_OUT, LISTS, POSTED, ROUTES, SNAPSHOT, contract, examples_of

EVERY = [*ROUTES, *POSTED]
HOW = "If that is meant, run: policyfacts openapi > tests/contract/openapi.json"


def test_the_contract_changes_only_on_purpose() -> None:
    assert contract() == json.loads(SNAPSHOT.read_text(encoding="utf-8")), HOW


def test_the_contract_is_valid_openapi() -> None:
    assert contract()["openapi"].startswith("3.1.")
    assert [error.message for error in OpenAPIV31SpecValidator(contract()).iter_errors()] == []


def test_what_is_served_is_the_contract(client: TestClient) -> None:
    assert client.get("/openapi.json").json() == contract()


def test_generated_clients_get_short_and_distinct_names() -> None:
    names = [route.name for route in EVERY]
    assert len(set(names)) == len(names)
    assert [name for name in names if not name.isidentifier() or len(name) > 64] == []
    # What FastAPI would make up by itself ends in the path and the method.
    assert [name for name in names if name.endswith(("_get", "_post"))] == []


def test_every_operation_is_described_and_stands_under_a_described_tag() -> None:
    described = {tag["name"] for tag in contract()["tags"] if tag["description"]}
    assert described == {tag for route in EVERY for tag in route.operation["tags"]}
    for route in EVERY:
        assert route.operation["summary"], route
        assert route.operation["description"], route
        assert len(route.operation["tags"]) == 1, route
        assert set(route.operation["tags"]) <= described, route


def test_every_parameter_is_described() -> None:
    undescribed = [
        f"{parameter['name']} of {route}"
        for route in EVERY
        for parameter in [*route.parameters, *route.in_path]
        if len(parameter.get("description", "")) < 5
    ]
    assert undescribed == []


def test_every_parameter_has_an_example() -> None:
    """Check all but cursors and releases: they are of one database, so made-up ones are refused."""
    without = [
        f"{parameter['name']} of {route}"
        for route in EVERY
        for parameter in [*route.parameters, *route.in_path]
        if parameter["name"] not in ("cursor", "since") and not examples_of(parameter)
    ]
    assert without == []


def test_required_parameters_have_no_left_out_example() -> None:
    for route in EVERY:
        for parameter in [*route.parameters, *route.in_path]:
            if parameter["required"]:
                assert LEFT_OUT not in parameter.get("examples", {}), (route, parameter["name"])


def test_every_response_is_described_with_its_media_type() -> None:
    """Check that only redirects and 304 have no body."""
    for route in EVERY:
        for status, response in route.operation["responses"].items():
            assert response["description"], (route, status)
            assert bool(response.get("content")) == (status not in ("304", "308")), (route, status)
            assert status != "308" or "Location" in response["headers"]


def test_problems_are_documented_under_their_own_media_type() -> None:
    for route in EVERY:
        for status, response in route.operation["responses"].items():
            if int(status) < 400:
                continue
            assert list(response["content"]) == [MEDIA_TYPE], (route, status)
            schema = response["content"][MEDIA_TYPE]["schema"]
            assert schema == {"$ref": "#/components/schemas/Problem"}, (route, status)


def test_every_possible_problem_is_documented() -> None:
    for route in EVERY:
        expected = {422, 500, 503} | ({404} if route.in_path else set())
        expected |= {400, 409} if route in LISTS or route in POSTED else set()
        expected |= {406} if route.template.startswith("/v1") else set()
        expected |= {410} if route.template.startswith("/v1/facts/{id}") else set()
        expected |= {413, 415} if route in POSTED else set()
        assert [status for status in sorted(expected) if not route.documents(status)] == [], route


def test_answers_have_required_fields_only() -> None:
    """Check that a generated client has no field that may be absent, and takes those to come."""
    in_bodies = schemas_in(
        [[route.body for route in POSTED], contract()["components"]["parameters"]]
    )
    in_bodies |= schemas_in([route.operation["parameters"] for route in EVERY])
    in_answers = schemas_in([route.operation["responses"] for route in EVERY])
    assert in_answers | in_bodies == set(contract()["components"]["schemas"])
    for name in in_answers:
        schema = contract()["components"]["schemas"][name]
        if schema["type"] == "object":
            assert schema["additionalProperties"] is True, name
            assert schema.get("required") == list(schema["properties"]), name


def test_bodies_have_optional_fields_only() -> None:
    own = schemas_in([route.body for route in POSTED])
    for name in own:
        schema = contract()["components"]["schemas"][name]
        if schema["type"] == "object":
            assert schema["additionalProperties"] is False, name
            assert "required" not in schema, name
            lengths = {key: description_length(part) for key, part in schema["properties"].items()}
            assert [key for key, length in lengths.items() if length < 5] == []


def description_length(field: dict[str, Any]) -> int:
    """Return the length of the description of a field; of cursors and clauses, too."""
    return len(field.get("description", ""))


def schemas_in(documented: Any) -> set[str]:
    """Return the names of all schemas that are referred to, directly or by one another."""
    names: set[str] = set()
    nodes = [documented]
    while nodes:
        node = nodes.pop()
        if isinstance(node, dict):
            base, _, name = str(node.get("$ref", "")).rpartition("/")
            if base == "#/components/schemas" and name not in names:
                names.add(name)
                nodes.append(contract()["components"]["schemas"][name])
            nodes += node.values()
        elif isinstance(node, list):
            nodes += node
    return names


@pytest.mark.parametrize(
    ("changes", "server"),
    [
        pytest.param(
            {"public_url": "https://facts.example/api"}, "https://facts.example/api", id="public"
        ),
        pytest.param({"root_path": "/behind/proxy"}, "/behind/proxy", id="behind a proxy"),
    ],
)
def test_contract_has_the_url_of_the_service(changes: dict[str, str], server: str) -> None:
    settings = Settings(database_url="sqlite:///never-opened.db").model_copy(update=changes)
    document = TestClient(create_app(settings)).get("/openapi.json").json()
    assert document.get("servers") == [{"url": server}]
