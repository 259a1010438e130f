"""What a problem must look like, as a list of what is wrong with one."""

from typing import Any
from urllib.parse import urlencode

from httpx2 import Response
from starlette.testclient import TestClient

ELSEWHERE = {"Origin": "https://elsewhere.example"}
MEDIA_TYPE = "application/problem+json"
MEMBERS = ["type", "title", "status", "code", "detail", "instance", "errors", "request_id"]
# What libraries and Python say to those who know them.
_FOREIGN = ("Traceback", "pydantic", "Input should", "Unable to parse", "set_int_max_str_digits")
FAULT_MEMBERS = ["parameter", "code", "message", "did_you_mean", "allowed"]


def ask(client: TestClient, address: str, *parameters: tuple[str, object]) -> Response:
    """Ask from a page elsewhere, with more parameters than the address has."""
    query = f"{'&' if '?' in address else '?'}{urlencode(parameters)}" if parameters else ""
    return client.get(f"{address}{query}", headers=ELSEWHERE)


def faults_of(answer: Response, *statuses: int) -> list[str]:
    """What is wrong with an answer that should be a problem of one of these statuses."""
    asked = f"{answer.request.method} {answer.request.url}"
    if answer.status_code not in statuses:
        return [f"{asked}: {answer.status_code} is none of {statuses}: {answer.text[:300]}"]
    if answer.headers.get("Content-Type") != MEDIA_TYPE:
        return [f"{asked}: Content-Type is {answer.headers.get('Content-Type')}"]
    wrong = [*_wrong_headers(answer), *_wrong_members(answer.json(), answer)]
    return [f"{asked}: {it}" for it in wrong]


def _wrong_headers(answer: Response) -> list[str]:
    wrong = []
    if answer.headers.get("Access-Control-Allow-Origin") != "*":
        wrong.append("a page elsewhere cannot read it")
    if len(answer.headers.get_list("X-Request-Id")) != 1:
        wrong.append("it has not one X-Request-Id")
    if answer.status_code == 503 and not answer.headers.get("Retry-After", "").isdigit():
        wrong.append("it does not say when to try again")
    return wrong


def _wrong_members(problem: dict[str, Any], answer: Response) -> list[str]:
    if list(problem) != MEMBERS:
        return [f"its members are {list(problem)}"]
    wrong = [f"a fault has {list(it)}" for it in problem["errors"] if list(it) != FAULT_MEMBERS]
    # Beside a cursor stands the address at which to begin again.
    told = [it for it in problem["errors"] if it["parameter"] != "cursor"]
    wrong += [
        f"only programs hear that {suggestion} was meant: {it['message']}"
        for it in told
        for suggestion in it["did_you_mean"]
        if suggestion not in it["message"]
    ]
    if problem["status"] != answer.status_code:
        wrong.append(f"it says status {problem['status']}")
    if problem["request_id"] != answer.headers.get("X-Request-Id"):
        wrong.append(f"its request_id is {problem['request_id']}")
    if not problem["type"].endswith(f":{problem['code']}"):
        wrong.append(f"its type {problem['type']} does not end in its code")
    if not problem["detail"] or any(it in answer.text for it in _FOREIGN):
        wrong.append("its detail is not for people")
    if answer.status_code == 422 and not problem["errors"]:
        wrong.append("it does not say which parameter")
    return wrong
