"""Asking for facts, and being refused."""

from collections.abc import Mapping
from typing import Any

from starlette.testclient import TestClient


def ask(client: TestClient, question: Mapping[str, str | int], limit: int = 0) -> Any:
    """The answer to a question that must be understood."""
    answered = client.get("/v1/facts", params={**question, "limit": limit})
    assert answered.status_code == 200, answered.text
    return answered.json()


def refusal(client: TestClient, question: Mapping[str, str | int]) -> Any:
    """The one thing wrong with a question that must be refused."""
    answered = client.get("/v1/facts", params=dict(question))
    body = answered.json()
    assert answered.status_code == 422, answered.text[:300]
    assert answered.headers["content-type"] == "application/problem+json"
    assert "items" not in body
    assert len(body["errors"]) == 1
    return body["errors"][0]
