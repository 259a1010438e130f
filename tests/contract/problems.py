"""Checks of problem documents."""

from typing import Any
from urllib.parse import urlencode

from httpx2 import Response
from starlette.testclient import TestClient

ELSEWHERE = {"Origin": "https://elsewhere.example"}
MEDIA_TYPE = "application/problem+json"
MEMBERS = ["type", "title", "status", "code", "detail", "instance", "errors", "request_id"]
# Messages of libraries and Python, which are not for users.
_FOREIGN = ("Traceback", "pydantic", "Input should", "Unable to parse", "set_int_max_str_digits")
FAULT_MEMBERS = ["parameter", "code", "message", "did_you_mean", "allowed"]


def ask(client: TestClient, url: str, *parameters: tuple[str, object]) -> Response:
    """Send GET with an Origin and with more parameters than the URL has."""
    query = f"{'&' if '?' in url else '?'}{urlencode(parameters)}" if parameters else ""
    return client.get(f"{url}{query}", headers=ELSEWHERE)


def faults_of(response: Response, *statuses: int) -> list[str]:
    """List what is wrong with a response that should be a problem of one of these statuses."""
    request = f"{response.request.method} {response.request.url}"
    if response.status_code not in statuses:
        return [f"{request}: {response.status_code} is none of {statuses}: {response.text[:300]}"]
    if response.headers.get("Content-Type") != MEDIA_TYPE:
        return [f"{request}: Content-Type is {response.headers.get('Content-Type')}"]
    wrong = [*_wrong_headers(response), *_wrong_members(response.json(), response)]
    return [f"{request}: {reason}" for reason in wrong]


def _wrong_headers(response: Response) -> list[str]:
    wrong = []
    if response.headers.get("Access-Control-Allow-Origin") != "*":
        wrong.append("a page elsewhere cannot read it")
    if len(response.headers.get_list("X-Request-Id")) != 1:
        wrong.append("it has not one X-Request-Id")
    if response.status_code == 503 and not response.headers.get("Retry-After", "").isdigit():
        wrong.append("it does not say when to try again")
    return wrong


def _wrong_members(problem: dict[str, Any], response: Response) -> list[str]:
    if list(problem) != MEMBERS:
        return [f"its members are {list(problem)}"]
    wrong = [
        f"a fault has {list(error)}" for error in problem["errors"] if list(error) != FAULT_MEMBERS
    ]
    # The suggestion of a cursor is the URL of the first page.
    others = [error for error in problem["errors"] if error["parameter"] != "cursor"]
    wrong += [
        f"only programs hear that {suggestion} was meant: {error['message']}"
        for error in others
        for suggestion in error["did_you_mean"]
        if suggestion not in error["message"]
    ]
    if problem["status"] != response.status_code:
        wrong.append(f"it says status {problem['status']}")
    if problem["request_id"] != response.headers.get("X-Request-Id"):
        wrong.append(f"its request_id is {problem['request_id']}")
    if not problem["type"].endswith(f":{problem['code']}"):
        wrong.append(f"its type {problem['type']} does not end in its code")
    if not problem["detail"] or any(text in response.text for text in _FOREIGN):
        wrong.append("its detail is not for people")
    if response.status_code == 422 and not problem["errors"]:
        wrong.append("it does not say which parameter")
    return wrong
