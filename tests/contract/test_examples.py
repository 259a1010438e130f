"""The examples of the contract return data, in the form and shape that the contract promises."""

import hashlib
import re
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from httpx2 import Response
from pydantic import BaseModel
from starlette.testclient import TestClient

from tests.contract.formats import MEDIA_TYPES, held, media_type_of
from tests.contract.routes import (
    FACTS,
    JSON,
    POSTED,
    ROUTES,
    WITH_QUERY,
    Route,
    examples_of,
    is_own,
)

Asked = tuple[Route, str, object]

EXAMPLES = [
    (route, parameter, example)
    for route in WITH_QUERY
    for parameter in route.parameters
    for example in examples_of(parameter)
]
OWN = [(route, it["name"], example) for route, it, example in EXAMPLES if is_own(route, it)]
SHARED = [(route, it["name"], example) for route, it, example in EXAMPLES if not is_own(route, it)]
BODIES = [(route, body) for route in POSTED for body in examples_of(route.body)]
WITH_JSON = [route for route in ROUTES if route.media_types[0] == JSON]
(CITED,) = (route for route in ROUTES if route.name == "cite_facts")
FILTERS = [name for name in CITED.names if name != "format"]
# What finds, in `/v1/facts`, those facts that the answer of a path is made of, where no row
# names its fact.
ALSO = {
    "/v1/countries/{id}/partners": ("country_all", "CN"),
    "/v1/regions/{id}/partners": ("region_all", "africa"),
    "/v1/organizations/{id}/partners": ("organization_all", "un"),
    "/v1/entities/{id}/partners": ("party_all", "minsk"),
}


def name_of(asked: Asked) -> str:
    return "-".join(map(str, asked))


def expected_form(route: Route, name: str, example: object) -> str:
    return MEDIA_TYPES[str(example)] if name == "format" else route.media_types[0]


def faults_of_example(client: TestClient, asked: Asked) -> list[str]:
    route, name, example = asked
    address = route.asking((name, example))
    answer = client.get(address)
    if answer.status_code != 200:
        return [f"{address}: {answer.status_code} {answer.text[:300]}"]
    if media_type_of(answer) != expected_form(route, name, example):
        return [f"{address} is {media_type_of(answer)}"]
    return [] if held(answer) else [f"{address} finds nothing"]


@pytest.mark.parametrize("asked", OWN, ids=name_of)
def test_each_example_returns_data(client: TestClient, asked: Asked) -> None:
    assert faults_of_example(client, asked) == []


@pytest.mark.parametrize("asked", SHARED, ids=name_of)
def test_a_filter_finds_on_every_path_what_it_finds_in_facts(
    sqlite_client: TestClient, asked: Asked
) -> None:
    route, name, example = asked
    if name not in FILTERS:
        assert faults_of_example(sqlite_client, asked) == []
        return
    answer = sqlite_client.get(route.asking((name, example)))
    assert answer.status_code == 200, answer.text
    if route.template == "/v1/figures" and name.startswith(("year", "date")):
        return  # these are of the period of the figure, not of the fact
    if "fact" in route.item_members:
        facts_of_all = {row["fact"] for row in items(sqlite_client, route.asking(("limit", 500)))}
        facts, rows = (
            items(sqlite_client, of.asking(("limit", 500), (name, example)))
            for of in (FACTS, route)
        )
        assert {row["fact"] for row in rows} == facts_of_all & {fact["id"] for fact in facts}
        return
    also = [it for it in [ALSO.get(route.template)] if it and it != (name, example)]
    facts = totals(sqlite_client, FACTS.asking(*also, (name, example)))
    assert counted(answer, route) == (min(facts, 1) if route.in_path else facts)


def counted(answer: Response, route: Route) -> int:
    """How many facts an answer is made of; of partners, only whether there are any."""
    match route.name:
        case "count_facts":
            return int(answer.json()["counted"]["total"])
        case "draw_graph":
            return int(answer.json()["facts"])
        case "cite_facts":
            return int(re.findall(r"(\d+) facts? from", answer.text)[0])
        case _:
            return min(len(answer.json()["items"]), 1)


def test_an_example_narrows_what_is_found(sqlite_client: TestClient) -> None:
    """An example that leaves everything in shows nothing of its filter."""
    total = totals(sqlite_client, FACTS.address)
    filters = [it for it in OWN if it[0] is FACTS and it[1] not in UNNARROWED]
    for route, name, example in filters:
        address = route.asking((name, example))
        assert 0 < totals(sqlite_client, address) < total, address


# What says how facts are shown or read, and what all facts have while there is one review.
UNNARROWED = (
    *("limit", "sort", "facet", "seed", "fields", "bom", "format", "sample", "review", "year_to"),
    *("region_match", "organization_match", "date_match"),
)


def items(client: TestClient, address: str) -> list[Any]:
    answer = client.get(address).json()
    assert answer["page"]["next"] is None, "it does not fit on one page"
    return list(answer["items"])


def totals(client: TestClient, address: str) -> Any:
    return client.get(address).json()["page"]["total"]


@pytest.mark.parametrize(("route", "body"), BODIES, ids=str)
def test_each_body_returns_data(client: TestClient, route: Route, body: object) -> None:
    answer = client.post(route.address, json=body)
    assert answer.status_code == 200, answer.text
    assert media_type_of(answer) == route.media_types[0]
    assert held(answer), "the example finds nothing"
    assert answer.json()["page"]["total"] < totals(client, FACTS.address)


def test_every_body_has_examples_with_names() -> None:
    for route in POSTED:
        assert len(route.body.get("examples", {})) > 1, route
        assert all(it["summary"] for it in route.body["examples"].values())


@pytest.fixture(scope="module")
def schemas(app: FastAPI) -> dict[str, type[BaseModel]]:
    """The models of answers, by operation."""
    return {
        str(it.operation_id): it.response_model
        for it in iter_route_contexts(app.routes)
        if getattr(it, "response_model", None) is not None
    }


@pytest.mark.parametrize("route", WITH_JSON, ids=str)
def test_each_path_answers_with_its_examples_in_its_documented_shape(
    client: TestClient, schemas: dict[str, type[BaseModel]], route: Route
) -> None:
    answer = client.get(route.address)
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Type"] == JSON
    assert held(answer)
    assert_has_shape(answer.json(), schemas[route.name], route)


@pytest.mark.parametrize(("route", "body"), BODIES, ids=str)
def test_each_body_is_answered_in_its_documented_shape(
    sqlite_client: TestClient, schemas: dict[str, type[BaseModel]], route: Route, body: object
) -> None:
    answer = sqlite_client.post(route.address, json=body).json()
    assert_has_shape(answer, schemas[route.name], route)


def test_every_path_is_answered_in_a_form_that_is_read_here(sqlite_client: TestClient) -> None:
    """Those that have no JSON, too: citations, catalogue, context, files."""
    for route in ROUTES:
        answer = sqlite_client.get(route.address)
        assert answer.status_code == 200, route
        assert media_type_of(answer) == route.media_types[0], route
        assert held(answer), route


def test_each_file_is_what_the_list_of_files_says(sqlite_client: TestClient) -> None:
    (route,) = (it for it in ROUTES if it.template == "/v1/downloads/{name}")
    listed = {it["name"]: it for it in sqlite_client.get("/v1/downloads").json()["items"]}
    assert sorted(examples_of(route.in_path[0])) == sorted(listed)
    for name, file in listed.items():
        answer = sqlite_client.get(route.address_with(name))
        assert answer.status_code == 200
        assert file["links"]["self"] == route.address_with(name)
        assert file["media_type"] == media_type_of(answer)
        assert file["media_type"] in route.media_types
        assert file["bytes"] == len(answer.content)
        assert file["sha256"] == hashlib.sha256(answer.content).hexdigest()


def assert_has_shape(answer: Any, shape: type[BaseModel], route: Route) -> None:
    """Nothing is missing, and nothing is lost by reading it as documented."""
    documented = route.operation["responses"]["200"]["content"][JSON]["schema"]
    assert documented == {"$ref": f"#/components/schemas/{shape.__name__}"}
    assert shape.model_validate(answer).model_dump(mode="json") == answer
