"""Bodies that cannot be read are refused with the place and the reason."""

import pytest
from starlette.testclient import TestClient

from policyfacts.web.middleware.bodies import MAX_BYTES
from tests.contract.problems import ELSEWHERE, faults_of

AS_JSON = {**ELSEWHERE, "Content-Type": "application/json"}


def test_response_to_a_body_is_not_stored(scratch: TestClient) -> None:
    answer = scratch.post("/v1/search", json={"country": ["TR"]}, headers={"If-None-Match": "*"})
    assert answer.status_code == 200
    assert answer.json()["country"] == ["TR"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ('{"country": ["TR"', "Line 1, column 18"),
        ('{\n  "country": [TR]\n}', "Line 2, column 15"),
        ("{'country': []}", "Line 1, column 2"),
    ],
)
def test_broken_json_is_refused_with_its_place(scratch: TestClient, body: str, place: str) -> None:
    answer = scratch.post("/v1/search", content=body, headers=AS_JSON)
    assert faults_of(answer, 400) == []
    assert answer.json()["code"] == "bad_body"
    assert place in answer.json()["detail"]


@pytest.mark.parametrize(
    ("body", "status", "message"),
    [
        (b"\xff\xfe{", 400, "Byte 1 of the body is not UTF-8."),
        (b"[" * 60_000, 400, "The JSON is nested too deep."),
        (b'{"country": [' + b"9" * 5000 + b"]}", 400, "9…' in the JSON has too many digits."),
        (b'"\\ud800"', 422, "body"),
    ],
    ids=["no UTF-8", "too deep", "too many digits", "lone surrogate"],
)
def test_body_beyond_the_parser_is_refused_with_the_reason(
    scratch: TestClient, body: bytes, status: int, message: str
) -> None:
    answer = scratch.post("/v1/search", content=body, headers=AS_JSON)
    assert faults_of(answer, status) == []
    assert message in answer.json()["detail"]


@pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded", None])
def test_body_of_another_media_type_is_refused(scratch: TestClient, media_type: str | None) -> None:
    headers = {**ELSEWHERE, **({"Content-Type": media_type} if media_type else {})}
    answer = scratch.post("/v1/search", content=b'{"country": []}', headers=headers)
    assert faults_of(answer, 415) == []
    assert "Content-Type: application/json" in answer.json()["detail"]


def test_too_long_body_is_refused_with_and_without_content_length(scratch: TestClient) -> None:
    long = b'{"country": ["' + b"x" * MAX_BYTES + b'"]}'
    announced = scratch.post("/v1/search", content=long, headers=AS_JSON)
    streamed = scratch.post(
        "/v1/search", content=iter([long[:50_000], long[50_000:]]), headers=AS_JSON
    )
    assert faults_of(announced, 413) == []
    assert faults_of(streamed, 413) == []
    assert announced.json()["code"] == "content_too_large"
    longest = b'{"country": ["' + b"x" * (MAX_BYTES - 17) + b'"]}'
    assert scratch.post("/v1/search", content=longest, headers=AS_JSON).status_code == 200


def test_body_of_get_is_ignored(scratch: TestClient) -> None:
    answer = scratch.request("GET", "/v1/years/2013", content=b"x" * (2 * MAX_BYTES))
    assert answer.status_code == 200


def test_preflight_allows_json_from_other_origins(scratch: TestClient) -> None:
    headers = {
        **ELSEWHERE,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    answer = scratch.options("/v1/search", headers=headers)
    assert answer.status_code == 200
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]
    assert "content-type" in answer.headers["Access-Control-Allow-Headers"].lower()


@pytest.mark.parametrize("announced", ["9" * 5_000, str(2**63), str(MAX_BYTES + 1)])
def test_content_length_beyond_the_limit_is_refused(scratch: TestClient, announced: str) -> None:
    headers = {**AS_JSON, "Content-Length": announced}
    answer = scratch.post("/v1/search", content=b"{}", headers=headers)
    assert faults_of(answer, 413) == []
