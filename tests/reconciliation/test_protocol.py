"""What is answered, and what is taken, against the JSON Schemas of both versions."""

import json
from typing import Any

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from tests.contract.problems import ELSEWHERE, faults_of
from tests.reconciliation.service import (
    BASE,
    BASES,
    DRAFT,
    PUBLIC_URL,
    Standard,
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


def post_batch(service: TestClient, standard: Standard, sent: Any) -> Response:
    """Send a batch as clients of a version do, from a page elsewhere."""
    if standard.version == "0.2":
        return service.post(BASE, data={"queries": json.dumps(sent)}, headers=ELSEWHERE)
    return service.post(f"{DRAFT}/match", json=sent, headers=ELSEWHERE)


def test_the_manifest_is_valid(service: TestClient, standard: Standard) -> None:
    manifest = service.get(BASES[standard.version]).json()
    assert standard.errors("manifest", manifest) == []
    assert manifest["view"]["url"].startswith(f"{PUBLIC_URL}/entities/{{")
    page = service.get("/entities/KZ", follow_redirects=True)
    assert page.status_code == 200
    assert "<h1>Kazakhstan" in page.text


def test_candidates_are_valid(service: TestClient, standard: Standard) -> None:
    sent = QUERIES if standard.version == "0.2" else MATCHES
    answered = post_batch(service, standard, sent)
    assert standard.errors("reconciliation-query-batch", sent) == []
    assert answered.status_code == 200, answered.text
    assert standard.errors("reconciliation-result-batch", answered.json()) == []
    if standard.version == "0.2":
        found = {key: matches(result["result"]) for key, result in answered.json().items()}
        assert found == MATCHED
        assert answered.json()["near"]["result"][0]["id"] == "KZ"
    else:
        results = answered.json()["results"]
        assert [matches(result["candidates"]) for result in results] == DRAFT_MATCHED


def test_suggestions_are_valid(service: TestClient, standard: Standard) -> None:
    for what, plural in SUGGESTED.items():
        path = f"{BASES[standard.version]}/suggest/{what}"
        answer = service.get(path, params={"prefix": "c", "limit": 3}).json()
        assert answer["result"], what
        assert standard.errors(f"suggest-{plural}-response", answer) == []


def test_extended_rows_are_valid(service: TestClient, standard: Standard) -> None:
    if standard.version == "0.2":
        answered = service.post(BASE, data={"extend": json.dumps(EXTENSION)})
    else:
        answered = service.post(f"{DRAFT}/extend", json=EXTENSION)
    assert standard.errors("data-extension-query", EXTENSION) == []
    assert answered.status_code == 200, answered.text
    assert standard.errors("data-extension-response", answered.json()) == []
    rows = answered.json()["rows"]
    if standard.version == "1.0-draft":
        cells = {
            row["id"]: {each["id"]: each["values"] for each in row["properties"]} for row in rows
        }
        assert list(cells) == EXTENSION["ids"]
    else:
        cells = rows
    assert cells["BY"]["name_ru"] == [{"str": "Беларусь"}]
    assert len(cells["BY"]["member_of"]) == 2
    assert cells["BY"]["office"] == cells["nothing"]["alpha3"] == []


def test_proposed_properties_are_valid(service: TestClient, standard: Standard) -> None:
    path = f"{BASES[standard.version]}/extend/propose"
    answer = service.get(path, params={"type": "country", "limit": 4}).json()
    assert (answer["type"], len(answer["properties"])) == ("country", 4)
    assert standard.errors("data-extension-property-proposal", answer) == []


def test_batches_that_the_specification_calls_invalid_are_refused(
    service: TestClient, standard: Standard
) -> None:
    examples = standard.examples("reconciliation-query-batch", "invalid")
    assert [name for name, _ in examples] == list(INVALID[standard.version])
    for name, sent in examples:
        answered = post_batch(service, standard, sent)
        assert faults_of(answered, 422) == []
        places = {error["parameter"] for error in answered.json()["errors"]}
        assert INVALID[standard.version][name] in places, name


def test_batches_that_the_specification_calls_valid_are_read(
    service: TestClient, standard: Standard
) -> None:
    """They ask for types and properties of other services; nothing else is wrong with them."""
    examples = standard.examples("reconciliation-query-batch", "valid")
    assert examples
    for name, sent in examples:
        answered = post_batch(service, standard, sent)
        foreign = foreign_to_us(sent)
        if foreign:
            assert faults_of(answered, 422) == []
            told = [(error["parameter"], error["code"]) for error in answered.json()["errors"]]
            assert sorted(told) == sorted(foreign), name
        else:
            assert answered.status_code == 200, name
            assert standard.errors("reconciliation-result-batch", answered.json()) == []
    assert {name for name, sent in examples if not foreign_to_us(sent)} == {"example-min.json"}


def foreign_to_us(batch: dict[str, Any]) -> list[tuple[str, str]]:
    """Where an example of either version asks for what we have not, and the code of each."""
    if "queries" in batch:
        queries = {f"queries[{at}]": query for at, query in enumerate(batch["queries"])}
        parts, names = "conditions", {"propertyId": "unknown_property"}
    else:
        queries, parts, names = batch, "properties", {"pid": "unknown_property"}
    types = [
        (f"{place}.type", "unknown_type") for place, query in queries.items() if "type" in query
    ]
    names |= {"matchQualifier": "unknown_parameter"}
    found = types + [
        (f"{place}.{parts}[{at}].{name}", code)
        for place, query in queries.items()
        for at, part in enumerate(query.get(parts, []))
        for name, code in names.items()
        if name in part
    ]
    # What has no place in a query at all is refused before anything is looked up.
    return [error for error in found if error[1] == "unknown_parameter"] or found


def test_jsonp_is_refused_and_nothing_is_called(service: TestClient) -> None:
    """Clients of 0.1 asked so; what is answered is no script, whoever names a function."""
    for address in (f"{BASE}?callback=f&_=1", f"{BASE}?queries=%7B%7D&callback=f"):
        answered = service.get(address, headers=ELSEWHERE)
        assert faults_of(answered, 422) == []
        assert answered.json()["errors"][0]["parameter"] == "callback"
        assert answered.headers["X-Content-Type-Options"] == "nosniff"
    suggested = service.get(f"{BASE}/suggest/entity?prefix=bel&callback=f")
    assert suggested.headers["Content-Type"] == "application/json"
    assert suggested.json()["result"][0]["id"] == "BY"


def test_a_last_slash_is_told(service: TestClient) -> None:
    for path in (f"{BASE}/", f"{DRAFT}/", f"{BASE}/suggest/entity/?prefix=b"):
        answered = service.get(path, headers=ELSEWHERE)
        assert faults_of(answered, 404) == []
        assert "without the last slash" in answered.json()["detail"]


@pytest.mark.parametrize("field", ["queries", "extend"])
def test_the_first_version_is_asked_by_get_as_well(service: TestClient, field: str) -> None:
    sent = json.dumps(QUERIES if field == "queries" else EXTENSION)
    read = service.get(BASE, params={field: sent})
    assert read.status_code == 200
    assert read.json() == service.post(BASE, data={field: sent}).json()
    again = service.get(BASE, params={field: sent}, headers={"If-None-Match": read.headers["ETag"]})
    assert again.status_code == 304
