"""Asking for facts, and being refused."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from hypothesis import HealthCheck, Phase, settings
from starlette.testclient import TestClient

GENERATED = settings(
    derandomize=True,
    deadline=None,
    max_examples=300,
    # Shrinking asks for minutes what a short question shows at once.
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


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


def read(client: TestClient, address: str) -> Any:
    """What stands at an address that must be understood."""
    answered = client.get(address)
    assert answered.status_code == 200, f"{address}: {answered.text[:500]}"
    return answered.json()


def address_of(path: str, question: Mapping[str, Any], **more: str | int) -> str:
    """A path with a question; lists become repeated parameters."""
    return f"{path}?{urlencode({**question, **more}, doseq=True)}"


def items_from(client: TestClient, address: str) -> list[Any]:
    """The items of a page and of all that follow it."""
    items: list[Any] = []
    following: str | None = address
    while following:
        body = read(client, following)
        items += body["items"]
        following = body["page"]["next"]
        assert body["page"]["count"] == len(body["items"])
    assert body["page"]["total"] == len(items)
    return items
