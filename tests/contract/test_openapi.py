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


def test_everything_that_the_design_names_can_be_asked() -> None:
    paths = {route.template for route in EVERY}
    ways_in = ("countries", "regions", "organizations", "topics", "entities", "reviews", "facts")
    expected = {f"/v1/{it}" for it in ways_in} | {f"/v1/{it}/{{id}}" for it in ways_in}
    expected |= {f"/v1/{it}/{{id}}/partners" for it in (*ways_in[:3], "entities")}
    expected |= {"/v1", "/v1/years", "/v1/years/{year}", "/v1/vocabulary", "/v1/suggest"}
    expected |= {"/v1/facts/stats", "/v1/figures", "/v1/graph", "/v1/facts/search"}
    expected |= {"/v1/facts/citation", "/v1/facts/{id}/citation", "/v1/releases", "/v1/changes"}
    expected |= {"/v1/downloads", "/v1/downloads/{name}", "/catalog.jsonld", "/context.jsonld"}
    assert expected | {"/health/live", "/health/ready"} <= paths


def test_nothing_but_reading_is_offered() -> None:
    """A question that is a body is posted; nothing is kept of it."""
    offered = [(it, path) for path, methods in contract()["paths"].items() for it in methods]
    assert [it for it in offered if it[0] != "get"] == [("post", "/v1/facts/search")]


def test_generated_clients_get_short_and_distinct_names() -> None:
    names = [route.name for route in EVERY]
    assert len(set(names)) == len(names)
    assert [name for name in names if not name.isidentifier() or len(name) > 64] == []
    # What FastAPI would make up by itself ends in the path and the method.
    assert [name for name in names if name.endswith(("_get", "_post"))] == []


def test_no_key_is_needed_and_the_licence_is_named() -> None:
    document = contract()
    assert document["security"] == []
    assert document["info"]["license"]["identifier"] == "CC-BY-4.0"
    assert "securitySchemes" not in document["components"]


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
    """All but cursors and releases: they are of one database, so made-up ones are refused."""
    without = [
        f"{parameter['name']} of {route}"
        for route in EVERY
        for parameter in [*route.parameters, *route.in_path]
        if parameter["name"] not in ("cursor", "since") and not examples_of(parameter)
    ]
    assert without == []


def test_what_must_be_asked_is_left_out_in_no_example() -> None:
    for route in EVERY:
        for parameter in [*route.parameters, *route.in_path]:
            if parameter["required"]:
                assert LEFT_OUT not in parameter.get("examples", {}), (route, parameter["name"])


def test_every_answer_is_described_with_its_media_type() -> None:
    """A move and what is held already have no body."""
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


def test_every_problem_that_may_come_is_documented() -> None:
    for route in EVERY:
        expected = {422, 500, 503} | ({404} if route.in_path else set())
        expected |= {400, 409} if route in LISTS or route in POSTED else set()
        expected |= {406} if route.template.startswith("/v1") else set()
        expected |= {410} if route.template.startswith("/v1/facts/{id}") else set()
        expected |= {413, 415} if route in POSTED else set()
        assert [it for it in sorted(expected) if not route.documents(it)] == [], route


def test_answers_hold_nothing_optional_and_nothing_unknown() -> None:
    """A generated client then has no field that may be absent."""
    asked = schemas_in([route.body for route in POSTED])
    answered = schemas_in([route.operation["responses"] for route in EVERY])
    assert answered | asked == set(contract()["components"]["schemas"])
    for name in answered:
        schema = contract()["components"]["schemas"][name]
        if schema["type"] == "object":
            assert schema["additionalProperties"] is False, name
            assert schema.get("required") == list(schema["properties"]), name


def test_bodies_hold_nothing_unknown_and_need_nothing() -> None:
    own = schemas_in([route.body for route in POSTED])
    for name in own:
        schema = contract()["components"]["schemas"][name]
        if schema["type"] == "object":
            assert schema["additionalProperties"] is False, name
            assert "required" not in schema, name
            assert [it for it, part in schema["properties"].items() if described(part) < 5] == []


def described(part: dict[str, Any]) -> int:
    """Length of the description of a field; a cursor's and a clause's too."""
    return len(part.get("description", ""))


def schemas_in(documented: Any) -> set[str]:
    """Names of all schemas that are referred to, directly or by one another."""
    found: set[str] = set()
    waiting = [documented]
    while waiting:
        it = waiting.pop()
        if isinstance(it, dict):
            name = str(it.get("$ref", "")).rpartition("/")[2]
            if name and name not in found:
                found.add(name)
                waiting.append(contract()["components"]["schemas"][name])
            waiting += it.values()
        elif isinstance(it, list):
            waiting += it
    return found


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
