"""What is answered, and what is taken, against the JSON Schemas of both versions."""

import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from reconciliation.service import BASE, BASES, DRAFT, PUBLIC_URL, Standard, post_queries

QUERIES: dict[str, Any] = {
    "exact": {"query": "Belarus", "type": "country", "type_strict": "should", "limit": 3},
    "near": {"query": "Kazachstan", "type": ["country", "region"], "type_strict": "any"},
    "ambiguous": {"query": "Congo", "properties": [{"pid": "region", "v": ["Africa", 2, True]}]},
    "none": {"query": "qqqqqqqq"},
    "by code": {"properties": [{"pid": "m49", "v": {"id": "398", "name": "Kazakhstan"}}]},
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
    ]
}
EXTENSION: dict[str, Any] = {
    "ids": ["BY", "un", "nothing"],
    "properties": [
        {"id": "alpha3"},
        {"id": "member_of", "settings": {"limit": "2"}},
        {"id": "facts"},
        {"id": "name_ru"},
    ],
}
SUGGESTED = {"entity": "entities", "property": "properties", "type": "types"}


def test_the_manifest_is_valid(service: TestClient, standard: Standard) -> None:
    manifest = service.get(BASES[standard.version]).json()
    assert standard.faults("manifest", manifest) == []
    assert manifest["view"]["url"].startswith(f"{PUBLIC_URL}/entities/{{")
    page = service.get("/entities/KZ", follow_redirects=True)
    assert page.status_code == 200
    assert "<h1>Kazakhstan" in page.text


def test_candidates_are_valid(service: TestClient, standard: Standard) -> None:
    if standard.version == "0.2":
        sent, answered = QUERIES, post_queries(service, QUERIES)
    else:
        sent, answered = MATCHES, service.post(f"{DRAFT}/match", json=MATCHES)
    assert standard.faults("reconciliation-query-batch", sent) == []
    assert answered.status_code == 200, answered.text
    assert standard.faults("reconciliation-result-batch", answered.json()) == []


def test_suggestions_are_valid(service: TestClient, standard: Standard) -> None:
    for what, plural in SUGGESTED.items():
        path = f"{BASES[standard.version]}/suggest/{what}"
        answer = service.get(path, params={"prefix": "c", "limit": 3}).json()
        assert answer["result"], what
        assert standard.faults(f"suggest-{plural}-response", answer) == []


def test_extended_rows_are_valid(service: TestClient, standard: Standard) -> None:
    if standard.version == "0.2":
        answered = service.post(BASE, data={"extend": json.dumps(EXTENSION)})
    else:
        answered = service.post(f"{DRAFT}/extend", json=EXTENSION)
    assert standard.faults("data-extension-query", EXTENSION) == []
    assert answered.status_code == 200, answered.text
    assert standard.faults("data-extension-response", answered.json()) == []


def test_proposed_properties_are_valid(service: TestClient, standard: Standard) -> None:
    path = f"{BASES[standard.version]}/extend/propose"
    answer = service.get(path, params={"type": "country", "limit": 4}).json()
    assert (answer["type"], len(answer["properties"])) == ("country", 4)
    assert standard.faults("data-extension-property-proposal", answer) == []


def test_batches_that_the_specification_calls_invalid_are_refused(
    service: TestClient, standard: Standard
) -> None:
    examples = standard.examples("reconciliation-query-batch", "invalid")
    assert examples
    for name, sent in examples:
        if standard.version == "0.2":
            answered = service.post(BASE, data={"queries": json.dumps(sent)})
        else:
            answered = service.post(f"{DRAFT}/match", json=sent)
        assert answered.status_code == 422, name


def test_batches_that_the_specification_calls_valid_are_read(
    service: TestClient, standard: Standard
) -> None:
    """They ask for types and properties of other services; nothing else is wrong with them."""
    for name, sent in standard.examples("reconciliation-query-batch", "valid"):
        if standard.version == "0.2":
            answered = service.post(BASE, data={"queries": json.dumps(sent)})
        else:
            answered = service.post(f"{DRAFT}/match", json=sent)
        codes = {it["code"] for it in answered.json().get("errors", [])}
        asks_qualified = "matchQualifier" in json.dumps(sent)
        allowed = {"unknown_type", "unknown_property"}
        assert codes <= (allowed | {"unknown_parameter"} if asks_qualified else allowed), name


@pytest.mark.parametrize("field", ["queries", "extend"])
def test_the_first_version_is_asked_by_get_as_well(service: TestClient, field: str) -> None:
    sent = json.dumps(QUERIES if field == "queries" else EXTENSION)
    read = service.get(BASE, params={field: sent})
    assert read.json() == service.post(BASE, data={field: sent}).json()
    again = service.get(BASE, params={field: sent}, headers={"If-None-Match": read.headers["ETag"]})
    assert again.status_code == 304
