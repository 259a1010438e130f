"""The examples of the contract return data, in the documented format and shape."""

import hashlib
import re
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from httpx2 import Response
from pydantic import BaseModel
from starlette.testclient import TestClient

from tests.contract.formats import MEDIA_TYPES, items_of, media_type_of
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

Example = tuple[Route, str, object]

EXAMPLES = [
    (is_own(route, parameter), (route, parameter["name"], example))
    for route in WITH_QUERY
    for parameter in route.parameters
    for example in examples_of(parameter)
]
OWN = [case for own, case in EXAMPLES if own]
SHARED = [case for own, case in EXAMPLES if not own]
BODIES = [(route, body) for route in POSTED for body in examples_of(route.body)]
WITH_JSON = [route for route in ROUTES if route.media_types[0] == JSON]
(CITED,) = (route for route in ROUTES if route.name == "cite_facts")
FILTERS = [name for name in CITED.names if name != "format"]
# Filters with which `/v1/facts` finds the facts that a path counts or lists, where no row names
# its fact.
ALSO = {
    "/v1/countries/{id}/partners": ("country_all", "CN"),
    "/v1/regions/{id}/partners": ("region_all", "africa"),
    "/v1/organizations/{id}/partners": ("organization_all", "un"),
    "/v1/entities/{id}/partners": ("party_all", "minsk"),
}


def id_of(case: Example) -> str:
    return "-".join(map(str, case))


def expected_media_type(route: Route, name: str, example: object) -> str:
    return MEDIA_TYPES[str(example)] if name == "format" else route.media_types[0]


def errors_of_example(client: TestClient, case: Example) -> list[str]:
    route, name, example = case
    url = route.url_with((name, example))
    response = client.get(url)
    if response.status_code != 200:
        return [f"{url}: {response.status_code} {response.text[:300]}"]
    if media_type_of(response) != expected_media_type(route, name, example):
        return [f"{url} is {media_type_of(response)}"]
    return [] if items_of(response) else [f"{url} finds nothing"]


@pytest.mark.parametrize("case", OWN, ids=id_of)
def test_each_example_returns_data(client: TestClient, case: Example) -> None:
    assert errors_of_example(client, case) == []


@pytest.mark.parametrize("case", SHARED, ids=id_of)
def test_filter_matches_on_every_path_what_it_matches_in_facts(
    sqlite_client: TestClient, case: Example
) -> None:
    route, name, example = case
    if name not in FILTERS:
        assert errors_of_example(sqlite_client, case) == []
        return
    response = sqlite_client.get(route.url_with((name, example)))
    assert response.status_code == 200, response.text
    if route.template == "/v1/figures" and name.startswith(("year", "date")):
        return  # these are of the period of the figure, not of the fact
    if "fact" in route.item_members:
        facts_of_all = {row["fact"] for row in items(sqlite_client, route.url_with(("limit", 500)))}
        facts, rows = (
            items(sqlite_client, path.url_with(("limit", 500), (name, example)))
            for path in (FACTS, route)
        )
        assert {row["fact"] for row in rows} == facts_of_all & {fact["id"] for fact in facts}
        return
    also = [
        filter_ for filter_ in [ALSO.get(route.template)] if filter_ and filter_ != (name, example)
    ]
    matching = get_total(sqlite_client, FACTS.url_with(*also, (name, example)))
    assert count_facts(response, route) == (min(matching, 1) if route.in_path else matching)


def count_facts(response: Response, route: Route) -> int:
    """Count the facts of a response; of partners, only whether there are any."""
    match route.name:
        case "count_facts":
            return int(response.json()["counted"]["total"])
        case "draw_graph":
            return int(response.json()["facts"])
        case "cite_facts":
            return int(re.findall(r"(\d+) facts? from", response.text)[0])
        case _:
            return min(len(response.json()["items"]), 1)


def test_example_of_a_filter_leaves_facts_out(sqlite_client: TestClient) -> None:
    """Check that the example of a filter shows what it does."""
    total = get_total(sqlite_client, FACTS.url)
    filters = [example for example in OWN if example[0] is FACTS and example[1] not in UNNARROWED]
    for route, name, example in filters:
        url = route.url_with((name, example))
        assert 0 < get_total(sqlite_client, url) < total, url


# Parameters that filter nothing, and those that match all facts while there is one review.
UNNARROWED = (
    *("limit", "sort", "facet", "seed", "fields", "bom", "format", "sample", "review", "year_to"),
    *("region_match", "organization_match", "date_match", "text_match"),
)


def items(client: TestClient, url: str) -> list[Any]:
    answer = client.get(url).json()
    assert answer["page"]["next"] is None, "it does not fit on one page"
    return list(answer["items"])


def get_total(client: TestClient, url: str) -> Any:
    return client.get(url).json()["page"]["total"]


@pytest.mark.parametrize(("route", "body"), BODIES, ids=str)
def test_each_body_returns_data(client: TestClient, route: Route, body: object) -> None:
    response = client.post(route.url, json=body)
    assert response.status_code == 200, response.text
    assert media_type_of(response) == route.media_types[0]
    assert items_of(response), "the example finds nothing"
    assert response.json()["page"]["total"] < get_total(client, FACTS.url)


def test_every_body_has_named_examples() -> None:
    for route in POSTED:
        assert len(route.body.get("examples", {})) > 1, route
        assert all(example["summary"] for example in route.body["examples"].values())


@pytest.fixture(scope="module")
def schemas(app: FastAPI) -> dict[str, type[BaseModel]]:
    """Response models by operation."""
    return {
        str(route.name): route.response_model
        for route in iter_route_contexts(app.routes)
        if getattr(route, "response_model", None) is not None
    }


@pytest.mark.parametrize("route", WITH_JSON, ids=str)
def test_each_path_answers_in_its_documented_shape(
    client: TestClient, schemas: dict[str, type[BaseModel]], route: Route
) -> None:
    response = client.get(route.url)
    assert response.status_code == 200, response.text
    assert response.headers["Content-Type"] == JSON
    assert items_of(response)
    assert_has_shape(response.json(), schemas[route.name], route)


@pytest.mark.parametrize(("route", "body"), BODIES, ids=str)
def test_each_body_is_answered_in_its_documented_shape(
    sqlite_client: TestClient, schemas: dict[str, type[BaseModel]], route: Route, body: object
) -> None:
    answer = sqlite_client.post(route.url, json=body).json()
    assert_has_shape(answer, schemas[route.name], route)


def test_every_path_answers_in_a_format_that_is_parsed(sqlite_client: TestClient) -> None:
    """Check also those without JSON: citations, catalogue, context, files."""
    for route in ROUTES:
        response = sqlite_client.get(route.url)
        assert response.status_code == 200, route
        assert media_type_of(response) == route.media_types[0], route
        assert items_of(response), route


def test_downloads_match_their_list(sqlite_client: TestClient) -> None:
    (route,) = (route for route in ROUTES if route.template == "/v1/downloads/{name}")
    listed = {file["name"]: file for file in sqlite_client.get("/v1/downloads").json()["items"]}
    assert sorted(examples_of(route.in_path[0])) == sorted(listed)
    for name, file in listed.items():
        response = sqlite_client.get(route.url_with_id(name))
        assert response.status_code == 200
        assert file["links"]["self"] == route.url_with_id(name)
        assert file["media_type"] == media_type_of(response)
        assert file["media_type"] in route.media_types
        assert file["bytes"] == len(response.content)
        assert file["sha256"] == hashlib.sha256(response.content).hexdigest()


def assert_has_shape(answer: Any, model: type[BaseModel], route: Route) -> None:
    """Check that no member is missing, and that validation loses none."""
    documented = route.operation["responses"]["200"]["content"][JSON]["schema"]
    assert documented == {"$ref": f"#/components/schemas/{model.__name__}"}
    assert model.model_validate(answer).model_dump(mode="json") == answer
