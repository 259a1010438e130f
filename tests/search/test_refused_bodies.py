"""Bodies of searches that cannot be parsed: what is wrong, where, and what is suggested."""

import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from policyfacts.search.names.entity_hints import EntityHints
from policyfacts.vocabulary import EntityKind
from tests.contract.problems import ELSEWHERE, faults_of

PATH = "/v1/facts/search"
JSON = "application/json"
TURKEY = {"country": ["TR"]}


def nested(join: str, depth: int) -> dict[str, Any]:
    query: dict[str, Any] = TURKEY
    for _ in range(depth):
        query = {join: query if join == "not" else [query]}
    return query


@pytest.mark.parametrize(
    ("body", "parameter", "code", "suggestion"),
    [
        ({"any": [TURKEY, {"contry": ["TR"]}]}, "any[1].contry", "unknown_parameter", "country"),
        (
            {"all": [{"not": {"any": [{"topic": ["vsas"]}]}}]},
            *("all[0].not.any[0].topic", "unknown_topic", "visas"),
        ),
        ({"not": {"measure": ["fundin"]}}, "not.measure", "unknown_measure", "funding"),
        ({"not": {"q": "--"}}, "not.q", "no_words", None),
        ({"any": [{"value_min": 2, "value_max": 1}]}, "any[0].value_min", "empty_span", None),
        ({"any": [{"year_from": 2014, "year_to": 2013}]}, "any[0].year_from", "empty_span", None),
        ({"any": [{"limit": 5}]}, "any[0].limit", "unknown_parameter", None),
        ({"any": [{"sort": "date"}]}, "any[0].sort", "unknown_parameter", None),
        ({"all_of": [TURKEY]}, "all_of", "unknown_parameter", None),
        ({"any": [{}]}, "any[0]", "empty_part", None),
        ({"not": {}}, "not", "empty_part", None),
        ({"any": [{"not": {}}]}, "any[0].not", "empty_part", None),
        ({"any": [{"region_match": "named"}]}, "any[0]", "empty_part", None),
        ({"any": []}, "any", "empty_part", None),
        ({"country": []}, "country", "empty_part", None),
        ({**TURKEY, "all": [{"not": {"topic": []}}]}, "all[0].not.topic", "empty_part", None),
        ({"value_min": True}, "value_min", "bad_value", None),
        ({"any": [{"value_max": False}]}, "any[0].value_max", "bad_value", None),
        ({**TURKEY, "cursor": "x"}, "cursor", "unknown_parameter", None),
        ({"any": TURKEY}, "any", "bad_value", None),
        ({"any": ["TR"]}, "any[0]", "bad_value", None),
        ({"not": [TURKEY]}, "not", "bad_value", None),
        ({"country": [5]}, "country[0]", "bad_value", None),
        ({"country": None}, "country", "bad_value", None),
        ({"country": [""]}, "country[0]", "empty_value", None),
        ({"country": ["\x00"]}, "country[0]", "control_character", None),
        ({"country": ["\ud800"]}, "country[0]", "bad_value", None),
        ({"q": 5}, "q", "bad_value", None),
        ({"year": [True]}, "year[0]", "bad_value", None),
        ({"year": [2013.5]}, "year[0]", "bad_value", None),
        ({"limit": True}, "limit", "bad_value", None),
        ({"limit": 501}, "limit", "out_of_range", None),
        ({"limit": 10**400}, "limit", "out_of_range", None),
        ({"value_max": -1e300}, "value_max", "out_of_range", None),
        ({"has_figures": 2}, "has_figures", "bad_value", None),
        ({"sort": "relevance", "any": [{"q": "trade"}]}, "sort", "needs_q", None),
        ({"sample": 2, "cursor": "x"}, "cursor", "unknown_parameter", None),
        (nested("not", 6), "not.not.not.not.not.not", "too_deep", None),
        (nested("any", 6), "any[0].any[0].any[0].any[0].any[0].any[0]", "too_deep", None),
        ({"any": [TURKEY] * 21}, "any", "too_many_values", None),
        ([], "body", "bad_value", None),
        (None, "body", "bad_value", None),
    ],
)
def test_invalid_value_is_reported_with_its_path(
    client: TestClient, body: Any, parameter: str, code: str, suggestion: str | None
) -> None:
    response = post(client, json.dumps(body).encode())
    assert faults_of(response, 422) == []
    error = response.json()["errors"][0]
    assert (error["parameter"], error["code"]) == (parameter, code)
    assert code != "bad_value" or error["message"].startswith((parameter, f"'{parameter}'"))
    assert suggestion is None or suggestion in error["did_you_mean"]


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (b'{"country": ["TR"], "country": ["CN"]}', "country"),
        (b'{"any": [{"topic": ["visas"]}, {"q": "visa", "q": "trade"}]}', "q"),
        (b'{"not": {"year": [2013]}, "not": {"year": [2014]}}', "not"),
    ],
)
def test_repeated_member_is_refused(client: TestClient, body: bytes, name: str) -> None:
    response = post(client, body)
    assert faults_of(response, 422) == []
    (error,) = response.json()["errors"]
    assert (error["parameter"], error["code"]) == (name, "repeated_parameter")


def test_too_many_clauses_are_refused_at_any_depth(client: TestClient) -> None:
    parts = {"any": [{"any": [TURKEY] * 19}] * 5}
    assert post(client, json.dumps(parts).encode()).status_code == 422
    fewer = {"any": [{"any": [TURKEY] * 18}] * 5}
    assert post(client, json.dumps(fewer).encode()).json()["page"]["total"] > 0


def test_suggestions_are_looked_up_for_the_first_few_errors_only(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Check that a small body does not cost minutes: each look-up compares a name with all."""
    lookups: list[str] = []

    propose = EntityHints.propose

    def count(hints: EntityHints, text: str, kinds: frozenset[EntityKind]) -> list[str]:
        lookups.append(text)
        return propose(hints, text, kinds)

    monkeypatch.setattr(EntityHints, "propose", count)
    parts = [{"country": [f"Chna{part}x{number}" for number in range(20)]} for part in range(95)]
    joined = [{"any": parts[start : start + 19]} for start in range(0, 95, 19)]
    response = post(client, json.dumps({"any": joined}).encode())
    assert faults_of(response, 422) == []
    errors = response.json()["errors"]
    assert len(errors) == 10
    assert {error["code"] for error in errors} == {"unknown_country"}
    assert 10 <= len(lookups) < 20


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b'{"country": ["TR"],}', 400),
        (b'{"q": "a\x00"}', 400),
        (b"\x00", 400),
        (b"[" * 10_000 + b"]" * 10_000, 400),
        (b'{"country": ' + b"[" * 10_000 + b"]" * 10_000 + b"}", 400),
        (b'{"not": ' * 7_000 + b"{}" + b"}" * 7_000, 400),
        (b'{"value_min": Infinity}', 400),
        (b'{"value_min": -Infinity}', 400),
        (b" " * 70_000, 413),
    ],
    ids=lambda value: repr(value[:20]) if isinstance(value, bytes) else None,
)
def test_invalid_or_too_long_json_is_refused(client: TestClient, body: bytes, status: int) -> None:
    response = post(client, body)
    assert faults_of(response, status) == []
    assert status != 400 or response.json()["code"] == "bad_body"


def test_filters_in_the_query_string_of_a_search_are_refused(client: TestClient) -> None:
    response = client.post(f"{PATH}?country=TR", json={}, headers=ELSEWHERE)
    assert faults_of(response, 422) == []


def post(client: TestClient, body: bytes, media_type: str | None = JSON) -> Any:
    headers = ELSEWHERE if media_type is None else {**ELSEWHERE, "Content-Type": media_type}
    return client.post(PATH, content=body, headers=headers)
