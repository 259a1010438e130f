"""Bodies of searches that cannot be read: what is wrong, where, and what was meant."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from starlette.testclient import TestClient

from policyfacts.search.names import resolving as names
from policyfacts.search.names.resolving import suggest_close
from tests.contract.problems import ELSEWHERE, faults_of

PATH = "/v1/facts/search"
JSON = "application/json"
TURKEY = {"country": ["TR"]}


def nested(join: str, depth: int) -> dict[str, Any]:
    question: dict[str, Any] = TURKEY
    for _ in range(depth):
        question = {join: question if join == "not" else [question]}
    return question


@pytest.mark.parametrize(
    ("body", "parameter", "code", "suggestion"),
    [
        ({"contry": ["TR"]}, "contry", "unknown_parameter", "country"),
        ({"any": [TURKEY, {"contry": ["TR"]}]}, "any[1].contry", "unknown_parameter", "country"),
        (
            {"all": [{"not": {"any": [{"topic": ["visa"]}]}}]},
            *("all[0].not.any[0].topic", "unknown_topic", "visas"),
        ),
        ({"any": [TURKEY, {"country": ["Chna"]}]}, "any[1].country", "unknown_country", "CN"),
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
        ({"country": ["\x00"]}, "country[0]", "nul_character", None),
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
        ("country", "body", "bad_value", None),
        (5, "body", "bad_value", None),
    ],
)
def test_what_cannot_be_read_is_named_by_its_place(
    client: TestClient, body: Any, parameter: str, code: str, suggestion: str | None
) -> None:
    answered = sent(client, json.dumps(body).encode())
    assert faults_of(answered, 422) == []
    fault = answered.json()["errors"][0]
    assert (fault["parameter"], fault["code"]) == (parameter, code)
    assert suggestion is None or suggestion in fault["did_you_mean"]


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_what_json_has_no_number_for_is_no_json(client: TestClient, number: str) -> None:
    answered = sent(client, f'{{"value_min": {number}}}'.encode())
    assert faults_of(answered, 400) == []
    assert f"{number} in the JSON is no number." in answered.json()["detail"]


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (b'{"country": ["TR"], "country": ["CN"]}', "country"),
        (b'{"any": [{"topic": ["visas"]}, {"q": "visa", "q": "trade"}]}', "q"),
        (b'{"not": {"year": [2013]}, "not": {"year": [2014]}}', "not"),
    ],
)
def test_of_a_member_that_stands_twice_none_is_lost(
    client: TestClient, body: bytes, name: str
) -> None:
    answered = sent(client, body)
    assert faults_of(answered, 422) == []
    (fault,) = answered.json()["errors"]
    assert (fault["parameter"], fault["code"]) == (name, "repeated_parameter")


def test_a_search_cannot_be_read_by_get(client: TestClient) -> None:
    answered = client.get(PATH, headers=ELSEWHERE)
    assert faults_of(answered, 405) == []
    assert answered.headers["Allow"] == "POST"


def test_too_many_parts_are_refused_wherever_they_stand(client: TestClient) -> None:
    parts = {"any": [{"any": [TURKEY] * 19}] * 5}
    assert sent(client, json.dumps(parts).encode()).status_code == 422
    fewer = {"any": [{"any": [TURKEY] * 18}] * 5}
    assert sent(client, json.dumps(fewer).encode()).json()["page"]["total"] > 0


def test_after_the_first_few_faults_nobody_looks_for_what_was_meant(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each look compares one name with all: a small body must not cost minutes."""
    looks: list[str] = []

    def count(folded: str, known: Mapping[str, str]) -> tuple[str, ...]:
        looks.append(folded)
        return suggest_close(folded, known)

    monkeypatch.setattr(names, "suggest_close", count)
    parts = [{"country": [f"Chna{part}x{it}" for it in range(20)]} for part in range(95)]
    joined = [{"any": parts[at : at + 19]} for at in range(0, 95, 19)]
    answered = sent(client, json.dumps({"any": joined}).encode())
    assert faults_of(answered, 422) == []
    errors = answered.json()["errors"]
    assert len(errors) == 10
    assert {it["code"] for it in errors} == {"unknown_country"}
    assert 10 <= len(looks) < 20


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"{'country': 'TR'}", 400),
        (b'{"country": ["TR"],}', 400),
        (b'{"q": "a\x00"}', 400),
        (b"\x00", 400),
        (b'{"q": "\xff"}', 400),
        (b"[" * 10_000, 400),
        (b"[" * 10_000 + b"]" * 10_000, 400),
        (b'{"country": ' + b"[" * 10_000 + b"]" * 10_000 + b"}", 400),
        (b'{"not": ' * 7_000 + b"{}" + b"}" * 7_000, 400),
        (b'{"limit": ' + b"9" * 5_000 + b"}", 400),
        (b'{"q": "' + b"a" * 70_000 + b'"}', 413),
        (b" " * 70_000, 413),
        (b"", 422),
    ],
    ids=lambda it: repr(it[:20]) if isinstance(it, bytes) else None,
)
def test_what_is_no_json_or_too_long_is_refused(
    client: TestClient, body: bytes, status: int
) -> None:
    answered = sent(client, body)
    assert faults_of(answered, status) == []
    assert status != 400 or answered.json()["code"] == "bad_body"


@pytest.mark.parametrize(
    "media_type",
    [None, "text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "nonsense"],
)
def test_a_body_of_another_type_is_refused(client: TestClient, media_type: str | None) -> None:
    assert faults_of(sent(client, json.dumps(TURKEY).encode(), media_type), 415) == []


def test_filters_beside_the_body_are_refused(client: TestClient) -> None:
    answered = client.post(f"{PATH}?country=TR", json={}, headers=ELSEWHERE)
    assert faults_of(answered, 422) == []


def sent(client: TestClient, body: bytes, media_type: str | None = JSON) -> Any:
    headers = ELSEWHERE if media_type is None else {**ELSEWHERE, "Content-Type": media_type}
    return client.post(PATH, content=body, headers=headers)
