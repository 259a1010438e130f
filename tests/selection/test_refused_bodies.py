"""Bodies of searches that cannot be read: what is wrong, where, and what was meant."""

import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from contract.problems import ELSEWHERE, faults_of

PATH = "/v1/facts/search"
JSON = "application/json"
TURKEY = {"country": ["TR"]}


def nested(join: str, depth: int) -> dict[str, Any]:
    question: dict[str, Any] = TURKEY
    for _ in range(depth):
        question = {join: question if join == "not" else [question]}
    return question


@pytest.mark.parametrize(
    ("body", "parameter", "code", "meant"),
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
        ({"any": TURKEY}, "any", "bad_value", None),
        ({"any": ["TR"]}, "any[0]", "bad_value", None),
        ({"not": [TURKEY]}, "not", "bad_value", None),
        ({"country": [5]}, "country[0]", "bad_value", None),
        ({"country": None}, "country[0]", "bad_value", None),
        ({"country": [""]}, "country[0]", "empty_value", None),
        ({"country": ["\x00"]}, "country[0]", "bad_value", None),
        ({"country": ["\ud800"]}, "country[0]", "bad_value", None),
        ({"q": 5}, "q", "bad_value", None),
        ({"year": [True]}, "year[0]", "bad_value", None),
        ({"year": [2013.5]}, "year[0]", "bad_value", None),
        ({"limit": True}, "limit", "bad_value", None),
        ({"limit": 501}, "limit", "out_of_range", None),
        ({"limit": 10**400}, "limit", "out_of_range", None),
        ({"value_min": float("nan")}, "value_min", "bad_value", None),
        ({"value_min": float("inf")}, "value_min", "bad_value", None),
        ({"value_max": -1e300}, "value_max", "out_of_range", None),
        ({"has_figures": 2}, "has_figures", "bad_value", None),
        ({"sort": "relevance", "any": [{"q": "trade"}]}, "sort", "needs_q", None),
        ({"sample": 2, "cursor": "x"}, "cursor", "no_pages", None),
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
    client: TestClient, body: Any, parameter: str, code: str, meant: str | None
) -> None:
    answered = sent(client, json.dumps(body).encode())
    assert faults_of(answered, 422) == []
    fault = answered.json()["errors"][0]
    assert (fault["parameter"], fault["code"]) == (parameter, code)
    assert meant is None or meant in fault["did_you_mean"]


def test_too_many_parts_are_refused_wherever_they_stand(client: TestClient) -> None:
    parts = {"any": [{"any": [TURKEY] * 19}] * 5}
    assert sent(client, json.dumps(parts).encode()).status_code == 422
    fewer = {"any": [{"any": [TURKEY] * 18}] * 5}
    assert sent(client, json.dumps(fewer).encode()).json()["page"]["total"] > 0


def test_many_faults_are_answered_by_the_first_few(client: TestClient) -> None:
    parts = {"any": [{"country": [f"Chna{it}"] * 90} for it in range(20)]}
    errors = sent(client, json.dumps(parts).encode()).json()["errors"]
    assert 0 < len(errors) <= 10


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
    assert faults_of(sent(client, body), status) == []


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
