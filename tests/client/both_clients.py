"""Sync and async clients behind one interface, so that one test covers both."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from inspect import iscoroutine
from typing import Any

import httpx2
from anyio.from_thread import BlockingPortal, start_blocking_portal

from policyfacts.client import AsyncFactsClient, AsyncItems, FactsClient

ClientClass = type[FactsClient] | type[AsyncFactsClient]


# An answer without items to any request for a list.
EMPTY_PAGE: dict[str, Any] = {
    "items": [],
    "page": {"limit": 50, "count": 0, "total": 0, "next": None},
    "facets": {},
    "meta": {"release": "1", "query": {}, "license": "", "citation": "", "warnings": []},
}


class BlockingClient:
    """Asynchronous client that tests use like the other: its results are waited for."""

    def __init__(self, client: AsyncFactsClient, portal: BlockingPortal) -> None:
        self._client = client
        self._portal = portal

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._client, name)

        def wait(*args: Any, **kwargs: Any) -> Any:
            return self._portal.call(_await_result, method, args, kwargs)

        return wait


async def _await_result(method: Any, args: Any, kwargs: Any) -> Any:
    result = method(*args, **kwargs)
    if iscoroutine(result):
        return await result
    return [item async for item in result] if isinstance(result, AsyncItems) else result


@dataclass(frozen=True)
class Connection:
    """A client, and plain HTTP to the same service."""

    client: Any
    http: httpx2.Client


@contextmanager
def open_client(client_class: Any, **options: Any) -> Iterator[Any]:
    """Make a client of either class and close it in the end."""
    if client_class is FactsClient:
        with client_class(**options) as client:
            yield client
        return
    with start_blocking_portal() as portal:
        client = portal.call(lambda: client_class(**options))
        yield BlockingClient(client, portal)
        portal.call(client.aclose)
