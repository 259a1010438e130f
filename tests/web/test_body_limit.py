"""What is wrong with a body is said as with parameters: where, what, and what was meant."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from policyfacts.settings import Settings
from policyfacts.web.middleware.bodies import MAX_BYTES
from tests.contract.problems import ELSEWHERE, faults_of
from tests.web.scratch_app import ask_scratch

AS_JSON = {**ELSEWHERE, "Content-Type": "application/json"}


@pytest.fixture(scope="module")
def scratch(loaded_settings: Settings) -> Iterator[TestClient]:
    with ask_scratch(loaded_settings) as client:
        yield client


def test_an_answer_to_a_body_is_not_kept(scratch: TestClient) -> None:
    answer = scratch.post("/v1/search", json={"country": ["TR"]}, headers={"If-None-Match": "*"})
    assert answer.status_code == 200
    assert answer.json()["country"] == ["TR"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers


@pytest.mark.parametrize(
    ("body", "parameter", "suggestion"),
    [
        ('{"contry": []}', "contry", ["country"]),
        ('{"all": [{"country": "TR"}]}', "all[0].country", []),
        ('{"all": [{}, {"all": [{"countri": []}]}]}', "all[1].all[0].countri", ["country"]),
        ('{"country": ["TR", 7]}', "country[1]", []),
        ("[]", "body", []),
        ("null", "body", []),
        ("", "body", []),
    ],
)
def test_a_body_of_the_wrong_shape_is_told_by_its_place(
    scratch: TestClient, body: str, parameter: str, suggestion: list[str]
) -> None:
    answer = scratch.post("/v1/search", content=body, headers=AS_JSON)
    assert faults_of(answer, 422) == []
    fault = answer.json()["errors"][0]
    assert (fault["parameter"], fault["did_you_mean"]) == (parameter, suggestion)
    assert fault["message"].startswith((parameter, f"'{parameter}'"))


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ('{"country": ["TR"', "Line 1, column 18"),
        ('{\n  "country": [TR]\n}', "Line 2, column 15"),
        ("{'country': []}", "Line 1, column 2"),
    ],
)
def test_broken_json_is_told_by_line_and_column(scratch: TestClient, body: str, place: str) -> None:
    answer = scratch.post("/v1/search", content=body, headers=AS_JSON)
    assert faults_of(answer, 400) == []
    assert answer.json()["code"] == "bad_body"
    assert place in answer.json()["detail"]


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        (b"\xff\xfe{", 400, "Byte 1 of the body is not UTF-8."),
        (b"[" * 60_000, 400, "The JSON is nested too deep."),
        (b'{"country": [' + b"9" * 5000 + b"]}", 400, "9…' in the JSON has too many digits."),
        (b'"\\ud800"', 422, "body"),
    ],
    ids=["no UTF-8", "too deep", "too many digits", "half a character"],
)
def test_a_body_beyond_the_parser_is_told_why(
    scratch: TestClient, body: bytes, status: int, said: str
) -> None:
    answer = scratch.post("/v1/search", content=body, headers=AS_JSON)
    assert faults_of(answer, status) == []
    assert said in answer.json()["detail"]


@pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded", None])
def test_a_body_must_say_that_it_is_json(scratch: TestClient, media_type: str | None) -> None:
    headers = {**ELSEWHERE, **({"Content-Type": media_type} if media_type else {})}
    answer = scratch.post("/v1/search", content=b'{"country": []}', headers=headers)
    assert faults_of(answer, 415) == []
    assert "Content-Type: application/json" in answer.json()["detail"]


def test_a_body_too_long_is_refused_whether_or_not_its_length_is_announced(
    scratch: TestClient,
) -> None:
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


def test_a_body_where_none_is_expected_is_not_looked_at(scratch: TestClient) -> None:
    answer = scratch.request("GET", "/v1/years/2013", content=b"x" * (2 * MAX_BYTES))
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", "/v1/search", "POST"),
        ("DELETE", "/v1/search", "POST"),
        ("HEAD", "/v1/search", "POST"),
        ("POST", "/v1/facts", "GET, HEAD"),
        ("PUT", "/v1/countries/TR", "GET, HEAD"),
        ("POST", "/docs", "GET, HEAD"),
        ("POST", "/static/swagger-init.js", "GET, HEAD"),
    ],
)
def test_a_refused_method_is_told_with_those_that_are_allowed(
    scratch: TestClient, method: str, path: str, allowed: str
) -> None:
    answer = scratch.request(method, path, headers=ELSEWHERE)
    assert answer.status_code == 405
    assert answer.headers["Allow"] == allowed
    if method != "HEAD":
        assert faults_of(answer, 405) == []
        assert allowed.replace(", ", " or ") in answer.json()["detail"]


def test_a_page_elsewhere_may_post_json(scratch: TestClient) -> None:
    asked = {
        **ELSEWHERE,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    answer = scratch.options("/v1/search", headers=asked)
    assert answer.status_code == 200
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]
    assert "content-type" in answer.headers["Access-Control-Allow-Headers"].lower()


@pytest.mark.parametrize("announced", ["9" * 5_000, str(2**63), str(MAX_BYTES + 1)])
def test_a_length_that_no_body_has_is_refused(scratch: TestClient, announced: str) -> None:
    headers = {**AS_JSON, "Content-Length": announced}
    answer = scratch.post("/v1/search", content=b"{}", headers=headers)
    assert faults_of(answer, 413) == []
