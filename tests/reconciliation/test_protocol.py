"""What is answered, and what is taken, against the JSON Schemas of both versions."""

import json
from typing import Any

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from tests.contract.problems import ELSEWHERE, faults_of
from tests.reconciliation.requests import (
    BASE,
    BASES,
    DRAFT,
    PUBLIC_URL,
    Specification,
    matches,
)

QUERIES: dict[str, Any] = {
    "exact": {"query": "Belarus", "type": "country", "type_strict": "should", "limit": 3},
    "near": {"query": "Kazachstan", "type": ["country", "region"], "type_strict": "any"},
    "ambiguous": {"query": "Congo", "properties": [{"pid": "region", "v": ["Africa", 2, True]}]},
    "none": {"query": "qqqqqqqq"},
    "by code": {"properties": [{"pid": "m49", "v": {"id": "398", "name": "Kazakhstan"}}]},
    "as OpenRefine": {
        "query": "Беларусь",
        "type": "country",
        "type_strict": "should",
        "limit": 10,
        "properties": [
            {"pid": "region", "v": "Восточная Европа"},
            {"pid": "member_of", "v": {"id": "cis", "name": "CIS"}},
            {"pid": "alpha3", "v": ""},
        ],
    },
    "of no type": {"query": "中国", "type": ""},
}
# Who matches each of them.
MATCHED: dict[str, list[str]] = {
    "exact": ["BY"],
    "near": [],
    "ambiguous": [],
    "none": [],
    "by code": ["KZ"],
    "as OpenRefine": ["BY"],
    "of no type": ["CN"],
}
MATCHES: dict[str, Any] = {
    "queries": [
        {"conditions": [{"matchType": "name", "propertyValue": "Belarus"}], "lang": "en"},
        {
            "type": "organization",
            "limit": 5,
            "conditions": [
                {"matchType": "name", "propertyValue": ["Customs Unoin", "CU"]},
                {
                    "matchType": "property",
                    "propertyId": "kind",
                    "propertyValue": "organization",
                    "required": True,
                    "matchQuantifier": "all",
                },
            ],
        },
        {"conditions": [{"matchType": "id", "propertyValue": "minsk"}]},
        {"type": "", "conditions": [{"matchType": "name", "propertyValue": "Côte d’Ivoire"}]},
    ]
}
DRAFT_MATCHED: list[list[str]] = [["BY"], ["customs-union"], ["minsk"], ["CI"]]
EXTENSION: dict[str, Any] = {
    "ids": ["BY", "un", "nothing"],
    "properties": [
        {"id": "alpha3"},
        {"id": "member_of", "settings": {"limit": "2"}},
        {"id": "facts"},
        {"id": "name_ru", "settings": {"limit": ""}},
        {"id": "office", "settings": {}},
    ],
}
# Parameters that examples of batches which are invalid are refused for.
INVALID = {
    "0.2": {
        "empty-properties.json": "q1",
        "empty-query.json": "q1",
        "misnamed-property.json": "q0.props",
    },
    "1.0-draft": {
        "empty-conditions.json": "queries[0].conditions",
        "empty-query.json": "queries[0].conditions",
        "misnamed-conditions.json": "queries[0].props",
        "missing-match-type.json": "queries[0].conditions[0].matchType",
        "multiple-types.json": "queries[0].type",
        "no-root-object.json": "body",
        "old-format.json": "queries",
    },
}
SUGGESTED = {"entity": "entities", "property": "properties", "type": "types"}


def post_batch(service: TestClient, specification: Specification, sent: Any) -> Response:
    """Send a batch as clients of a version do, from a page elsewhere."""
    if specification.version == "0.2":
        return service.post(BASE, data={"queries": json.dumps(sent)}, headers=ELSEWHERE)
    return service.post(f"{DRAFT}/match", json=sent, headers=ELSEWHERE)


def test_the_manifest_is_valid(service: TestClient, specification: Specification) -> None:
    manifest = service.get(BASES[specification.version]).json()
    assert specification.errors("manifest", manifest) == []
    assert manifest["view"]["url"].startswith(f"{PUBLIC_URL}/entities/{{")
    page = service.get("/entities/KZ", follow_redirects=True)
    assert page.status_code == 200
    assert "<h1>Kazakhstan" in page.text


def test_candidates_are_valid(service: TestClient, specification: Specification) -> None:
    sent = QUERIES if specification.version == "0.2" else MATCHES
    response = post_batch(service, specification, sent)
    assert specification.errors("reconciliation-query-batch", sent) == []
    assert response.status_code == 200, response.text
    assert specification.errors("reconciliation-result-batch", response.json()) == []
    if specification.version == "0.2":
        results = {key: matches(result["result"]) for key, result in response.json().items()}
        assert results == MATCHED
        assert response.json()["near"]["result"][0]["id"] == "KZ"
    else:
        results = response.json()["results"]
        assert [matches(result["candidates"]) for result in results] == DRAFT_MATCHED


def test_suggestions_are_valid(service: TestClient, specification: Specification) -> None:
    for what, plural in SUGGESTED.items():
        path = f"{BASES[specification.version]}/suggest/{what}"
        answer = service.get(path, params={"prefix": "c", "limit": 3}).json()
        assert answer["result"], what
        assert specification.errors(f"suggest-{plural}-response", answer) == []


def test_extended_rows_are_valid(service: TestClient, specification: Specification) -> None:
    if specification.version == "0.2":
        response = service.post(BASE, data={"extend": json.dumps(EXTENSION)})
    else:
        response = service.post(f"{DRAFT}/extend", json=EXTENSION)
    assert specification.errors("data-extension-query", EXTENSION) == []
    assert response.status_code == 200, response.text
    assert specification.errors("data-extension-response", response.json()) == []
    rows = response.json()["rows"]
    if specification.version == "1.0-draft":
        cells = {
            row["id"]: {each["id"]: each["values"] for each in row["properties"]} for row in rows
        }
        assert list(cells) == EXTENSION["ids"]
    else:
        cells = rows
    assert cells["BY"]["name_ru"] == [{"str": "Беларусь"}]
    assert len(cells["BY"]["member_of"]) == 2
    assert cells["BY"]["office"] == cells["nothing"]["alpha3"] == []


def test_proposed_properties_are_valid(service: TestClient, specification: Specification) -> None:
    path = f"{BASES[specification.version]}/extend/propose"
    answer = service.get(path, params={"type": "country", "limit": 4}).json()
    assert (answer["type"], len(answer["properties"])) == ("country", 4)
    assert specification.errors("data-extension-property-proposal", answer) == []


def test_batches_that_the_specification_calls_invalid_are_refused(
    service: TestClient, specification: Specification
) -> None:
    examples = specification.examples("reconciliation-query-batch", "invalid")
    assert [name for name, _ in examples] == list(INVALID[specification.version])
    for name, sent in examples:
        response = post_batch(service, specification, sent)
        assert faults_of(response, 422) == []
        parameters = {error["parameter"] for error in response.json()["errors"]}
        assert INVALID[specification.version][name] in parameters, name


def test_batches_that_the_specification_calls_valid_are_read(
    service: TestClient, specification: Specification
) -> None:
    """They ask for types and properties of other services; nothing else is wrong with them."""
    examples = specification.examples("reconciliation-query-batch", "valid")
    assert examples
    for name, sent in examples:
        response = post_batch(service, specification, sent)
        foreign = foreign_to_us(sent)
        if foreign:
            assert faults_of(response, 422) == []
            errors = [(error["parameter"], error["code"]) for error in response.json()["errors"]]
            assert sorted(errors) == sorted(foreign), name
        else:
            assert response.status_code == 200, name
            assert specification.errors("reconciliation-result-batch", response.json()) == []
    assert {name for name, sent in examples if not foreign_to_us(sent)} == {"example-min.json"}


def foreign_to_us(batch: dict[str, Any]) -> list[tuple[str, str]]:
    """Where an example of either version asks for what we have not, and the code of each."""
    if "queries" in batch:
        queries = {f"queries[{at}]": query for at, query in enumerate(batch["queries"])}
        parts, names = "conditions", {"propertyId": "unknown_property"}
    else:
        queries, parts, names = batch, "properties", {"pid": "unknown_property"}
    types = [(f"{path}.type", "unknown_type") for path, query in queries.items() if "type" in query]
    names |= {"matchQualifier": "unknown_parameter"}
    errors = types + [
        (f"{path}.{parts}[{at}].{name}", code)
        for path, query in queries.items()
        for at, part in enumerate(query.get(parts, []))
        for name, code in names.items()
        if name in part
    ]
    # What has no place in a query at all is refused before anything is looked up.
    return [error for error in errors if error[1] == "unknown_parameter"] or errors


def test_jsonp_is_refused_and_nothing_is_called(service: TestClient) -> None:
    """Clients of 0.1 asked so; what is answered is no script, whoever names a function."""
    for address in (f"{BASE}?callback=f&_=1", f"{BASE}?queries=%7B%7D&callback=f"):
        response = service.get(address, headers=ELSEWHERE)
        assert faults_of(response, 422) == []
        assert response.json()["errors"][0]["parameter"] == "callback"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
    suggested = service.get(f"{BASE}/suggest/entity?prefix=bel&callback=f")
    assert suggested.headers["Content-Type"] == "application/json"
    assert suggested.json()["result"][0]["id"] == "BY"


def test_trailing_slash_answers_404_with_the_fix(service: TestClient) -> None:
    for path in (f"{BASE}/", f"{DRAFT}/", f"{BASE}/suggest/entity/?prefix=b"):
        response = service.get(path, headers=ELSEWHERE)
        assert faults_of(response, 404) == []
        assert "without the last slash" in response.json()["detail"]


@pytest.mark.parametrize("field", ["queries", "extend"])
def test_version_0_2_answers_get_as_it_answers_post(service: TestClient, field: str) -> None:
    sent = json.dumps(QUERIES if field == "queries" else EXTENSION)
    read = service.get(BASE, params={field: sent})
    assert read.status_code == 200
    assert read.json() == service.post(BASE, data={field: sent}).json()
    again = service.get(BASE, params={field: sent}, headers={"If-None-Match": read.headers["ETag"]})
    assert again.status_code == 304
