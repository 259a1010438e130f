"""What cannot be read is refused with where and what; nothing is answered 500."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from tests.contract.problems import ELSEWHERE, faults_of
from tests.reconciliation.requests import BASE, DRAFT

FORM = {"Content-Type": "application/x-www-form-urlencoded", **ELSEWHERE}
JSON = {"Content-Type": "application/json", **ELSEWHERE}
MARKUP = "<script>alert(1)</script>"
NAMED = {"matchType": "name", "propertyValue": "x"}

# A batch, the status, and part of what is said.
BAD_QUERIES: list[tuple[str, int, str]] = [
    ("", 400, "Line 1, column 1 is no JSON"),
    ('{"a": {"query": "x", "limit": NaN}}', 400, "NaN in the JSON is no number."),
    ("[]", 422, "must be an object"),
    ("null", 422, "must be an object"),
    ('{"a": "Belarus"}', 422, "'a': it must be an object"),
    ('{"a": {}}', 422, "needs a 'query'"),
    ('{"a": {"query": 5}}', 422, "'a.query'"),
    ('{"a": {"query": "x", "quer": "y"}}', 422, "'a.quer' is no field here"),
    ('{"a": {"query": "x"}, "a": {"query": "y"}}', 422, "'a' stands more than once"),
    ('{"a": {"query": "x", "limit": 0}}', 422, "'a.limit'"),
    ('{"a": {"query": "x", "limit": true}}', 422, "'a.limit': it must be a whole number"),
    ('{"a": {"query": "x", "limit": 2.5}}', 422, "'a.limit': it must be a whole number."),
    ('{"a": {"query": "x", "limit": 1e300}}', 422, "'a.limit': the number has too many digits."),
    ('{"a": {"query": "x\\u0000"}}', 422, "NUL"),
    ('{"a": {"query": "\\ud800"}}', 422, "'a.query'"),
    ('{"\\ud800": {"query": "x"}}', 422, "half a character"),
    ('{"a": {"query": "x", "type": "contry"}}', 422, "Did you mean country?"),
    ('{"a": {"query": "x", "type_strict": "none"}}', 422, "'a.type_strict'"),
    ('{"a": {"properties": [{"pid": "alpah3", "v": 1}]}}', 422, "Did you mean alpha3?"),
    ('{"a": {"properties": [{"pid": "alpha3"}]}}', 422, "'a.properties[0].v': is missing"),
    ('{"a": {"properties": [{"pid": "m49", "v": {"name": "x"}}]}}', 422, "'a.properties[0].v[0]'"),
    (json.dumps({str(at): {"query": "x"} for at in range(51)}), 413, "at most 50"),
]
BAD_MATCHES: list[tuple[Any, int, str]] = [
    ({"queries": [{"conditions": [{**NAMED, "matchQualifier": "Wild"}]}]}, 422, "matchQualifier"),
    ({"queries": [{"conditions": [{**NAMED, "matchType": "nam"}]}]}, 422, "matchType"),
    ({"queries": [{"conditions": [{**NAMED, "matchType": "property"}]}]}, 422, "propertyId"),
    ({"queries": [{"conditions": [{**NAMED, "propertyId": "kind"}]}]}, 422, "propertyId"),
    ({"queries": [{"conditions": [{**NAMED, "propertyValue": ["x"] * 6}]}]}, 422, "at most 5"),
    ({"queries": [{"conditions": [{**NAMED, "required": "yes"}]}]}, 422, "required"),
    ({"queries": {"q0": {"query": "x"}}}, 422, "must be a list"),
    ({"queries": [{"conditions": [NAMED]}] * 51}, 413, "at most 50"),
]
BAD_EXTENSIONS: list[tuple[Any, int, str]] = [
    ({"ids": ["BY"]}, 422, "'properties': is missing"),
    ({"ids": ["BY"], "properties": [{"id": "alhpa3"}]}, 422, "Did you mean alpha3?"),
    ({"ids": [1], "properties": []}, 422, "'ids[0]'"),
    ({"ids": ["a\x00"], "properties": []}, 422, "NUL"),
    (
        {"ids": ["BY"], "properties": [{"id": "kind", "settings": {"limit": -1}}]},
        422,
        "properties[0].settings.limit",
    ),
    (
        {"ids": ["BY"], "properties": [{"id": "kind", "settings": {"limt": 1}}]},
        422,
        "'limt' is no setting",
    ),
    ({"ids": ["BY"] * 1001, "properties": []}, 413, "at most 1000"),
]
# Addresses that cannot be read.
BAD_ADDRESSES: list[tuple[str, int]] = [
    (f"{BASE}?queries=%7B%7D&extend=%7B%7D", 422),
    (f"{BASE}?queries=%7B", 400),
    (f"{BASE}?queries=%ff", 422),
    (f"{BASE}/suggest/entity", 422),
    (f"{BASE}/suggest/entity?prefix=a&limit=0", 422),
    (f"{BASE}/suggest/entity?prefix=a%00", 422),
    (f"{BASE}/suggest/entity?prefix=a&cursor=-1", 422),
    (f"{BASE}/suggest/thing?prefix=a", 404),
    (f"{BASE}/extend/propose?type=contry", 422),
    (f"{BASE}/preview", 422),
    (f"{BASE}/preview?id=Atlantis", 404),
    (f"{BASE}/preview?id=Congo", 404),
    (f"{BASE}/preview?id=a%00", 422),
    (f"{DRAFT}/match", 405),
    (f"{DRAFT}/extend", 405),
]


@pytest.mark.parametrize(("batch", "status", "message"), BAD_QUERIES, ids=range(len(BAD_QUERIES)))
def test_bad_queries_are_refused(
    service: TestClient, batch: str, status: int, message: str
) -> None:
    response = service.post(BASE, data={"queries": batch}, headers=ELSEWHERE)
    assert faults_of(response, status) == []
    assert message in response.json()["detail"]


@pytest.mark.parametrize(("sent", "status", "message"), BAD_MATCHES, ids=range(len(BAD_MATCHES)))
def test_bad_conditions_are_refused(
    service: TestClient, sent: Any, status: int, message: str
) -> None:
    response = service.post(f"{DRAFT}/match", json=sent, headers=ELSEWHERE)
    assert faults_of(response, status) == []
    assert message in response.json()["detail"]


@pytest.mark.parametrize(
    ("sent", "status", "message"), BAD_EXTENSIONS, ids=range(len(BAD_EXTENSIONS))
)
def test_bad_extensions_are_refused(
    service: TestClient, sent: Any, status: int, message: str
) -> None:
    in_form = service.post(BASE, data={"extend": json.dumps(sent)}, headers=ELSEWHERE)
    as_json = service.post(f"{DRAFT}/extend", json=sent, headers=ELSEWHERE)
    for response in (in_form, as_json):
        assert faults_of(response, status) == []
        assert message in response.json()["detail"]


@pytest.mark.parametrize(("address", "status"), BAD_ADDRESSES)
def test_bad_addresses_are_refused(service: TestClient, address: str, status: int) -> None:
    assert faults_of(service.get(address, headers=ELSEWHERE), status) == []


def test_other_methods_answer_the_allowed_ones(service: TestClient) -> None:
    assert service.get(f"{DRAFT}/match").headers["Allow"] == "POST"
    assert service.put(BASE).headers["Allow"] == "GET, HEAD, POST"


def test_bad_forms_are_refused(service: TestClient) -> None:
    for body, message in (
        (b"", "'queries' and 'extend'"),
        (b"querys=%7B%7D", "Did you mean queries?"),
        (b"queries=%7B%7D&queries=%7B%7D", "more than once"),
        (b"queries=%7B%7D&extend=%7B%7D", "'queries' and 'extend'"),
    ):
        response = service.post(BASE, content=body, headers=FORM)
        assert faults_of(response, 422) == []
        assert message in response.json()["detail"]
    for body, message in (
        (b"queries=%ff", "percent-encode its fields in UTF-8"),
        (b"queries=\xff", "Byte 9 of the body is not UTF-8."),
        (b"a&" * 2000, "more than 100 fields: send one of the fields 'queries' and 'extend'."),
    ):
        response = service.post(BASE, content=body, headers=FORM)
        assert faults_of(response, 400) == []
        assert message in response.json()["detail"]


def test_bodies_of_other_kinds_are_refused(service: TestClient) -> None:
    files = service.post(BASE, files={"queries": ("q.json", "{}")}, headers=ELSEWHERE)
    as_json = service.post(BASE, json={"q0": {"query": "x"}}, headers=ELSEWHERE)
    in_form = service.post(f"{DRAFT}/match", data={"queries": "[]"}, headers=ELSEWHERE)
    for response in (files, as_json, in_form):
        assert faults_of(response, 415) == []


def test_a_body_that_is_too_long_is_refused(service: TestClient) -> None:
    long = b"queries=" + b"x" * 530_000
    assert faults_of(service.post(BASE, content=long, headers=FORM), 413) == []
    assert faults_of(service.post(f"{DRAFT}/match", content=long, headers=JSON), 413) == []


def test_markup_is_never_answered_as_html(service: TestClient) -> None:
    for sent, media_type in (
        ({MARKUP: {"query": MARKUP}}, "application/json"),
        ({"a": {"query": "x", "type": MARKUP}}, "application/problem+json"),
        ({"a": {"query": "x", MARKUP: 1}}, "application/problem+json"),
    ):
        response = service.post(BASE, data={"queries": json.dumps(sent)})
        assert MARKUP in response.text
        assert response.headers["Content-Type"] == media_type
        assert response.headers["X-Content-Type-Options"] == "nosniff"
    frame = f"{BASE}/preview"
    for accepted in ("*/*", "text/html"):
        problem = service.get(frame, params={"id": MARKUP}, headers={"Accept": accepted})
        assert problem.headers["Content-Type"] == "application/problem+json"
        assert problem.headers["X-Content-Type-Options"] == "nosniff"


TEXT = st.text(max_size=20) | st.sampled_from(["Belarus", "country", "m49", "name", "any", MARKUP])
SCALAR = st.none() | st.booleans() | st.integers() | st.floats() | TEXT
NAMES = st.sampled_from(
    "query type type_strict limit properties pid v id settings ids queries conditions matchType "
    "propertyId propertyValue required matchQuantifier lang q0".split()
)
THING = st.recursive(
    SCALAR,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES | TEXT, inner, max_size=5),
    max_leaves=12,
)


@settings(max_examples=30, deadline=None)
@given(THING)
def test_any_json_is_answered_or_refused(service: TestClient, sent: Any) -> None:
    text = json.dumps(sent)
    answers = [
        service.post(BASE, data={"queries": text}, headers=ELSEWHERE),
        service.post(BASE, data={"extend": text}, headers=ELSEWHERE),
        service.post(f"{DRAFT}/match", content=text, headers=JSON),
        service.post(f"{DRAFT}/extend", content=text, headers=JSON),
    ]
    for response in answers:
        assert response.status_code == 200 or faults_of(response, 400, 413, 422) == []


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=40))
def test_any_text_in_the_query_is_answered_or_refused(service: TestClient, text: str) -> None:
    for what in (
        "suggest/entity?prefix",
        "suggest/property?prefix",
        "preview?id",
        "extend/propose?type",
    ):
        path, _, name = what.partition("?")
        response = service.get(f"{BASE}/{path}", params={name: text}, headers=ELSEWHERE)
        assert response.status_code == 200 or faults_of(response, 404, 422) == []
        assert MARKUP not in response.text
