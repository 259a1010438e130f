"""Requests for facts, and errors."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from hypothesis import HealthCheck, Phase, settings
from starlette.testclient import TestClient

GENERATED = settings(
    derandomize=True,
    deadline=None,
    max_examples=300,
    # Shrinking takes minutes to find what a short query shows at once.
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def ask(client: TestClient, params: Mapping[str, Any], limit: int = 0) -> Any:
    """Return the JSON body of a successful query for facts."""
    response = client.get("/v1/facts", params={**params, "limit": limit})
    assert response.status_code == 200, response.text
    return response.json()


def refusal(client: TestClient, params: Mapping[str, str | int]) -> Any:
    """Return the only error of a refused query for facts."""
    response = client.get("/v1/facts", params=dict(params))
    body = response.json()
    assert response.status_code == 422, response.text[:300]
    assert response.headers["content-type"] == "application/problem+json"
    assert "items" not in body
    assert len(body["errors"]) == 1
    return body["errors"][0]


def read(client: TestClient, url: str) -> Any:
    """Return the JSON body of a successful GET."""
    response = client.get(url)
    assert response.status_code == 200, f"{url}: {response.text[:500]}"
    return response.json()


def url_of(path: str, params: Mapping[str, Any], **more: str | int) -> str:
    """Return a path with a query string; lists become repeated parameters."""
    return f"{path}?{urlencode({**params, **more}, doseq=True)}"


def items_from(client: TestClient, url: str) -> list[Any]:
    """Return the items of a page and of all pages after it."""
    items: list[Any] = []
    next_url: str | None = url
    while next_url:
        body = read(client, next_url)
        items += body["items"]
        next_url = body["page"]["next"]
        assert body["page"]["count"] == len(body["items"])
    assert body["page"]["total"] == len(items)
    return items
