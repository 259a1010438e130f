"""The ways in which a program reaches the service, sync and async, asked alike by tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from inspect import iscoroutine
from typing import Any

import httpx2
from anyio.from_thread import BlockingPortal, start_blocking_portal

from policyfacts.client import AsyncFactsClient, AsyncItems, FactsClient


class Awaited:
    """An asynchronous client that tests use like the other: what it promises is waited for."""

    def __init__(self, client: AsyncFactsClient, portal: BlockingPortal) -> None:
        self._client = client
        self._portal = portal

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._client, name)

        def wait(*args: Any, **kwargs: Any) -> Any:
            return self._portal.call(_settle, method, args, kwargs)

        return wait


async def _settle(method: Any, args: Any, kwargs: Any) -> Any:
    result = method(*args, **kwargs)
    if iscoroutine(result):
        return await result
    return [it async for it in result] if isinstance(result, AsyncItems) else result


@dataclass(frozen=True)
class Way:
    """A client, and the same service asked without it."""

    client: Any
    raw: httpx2.Client


@contextmanager
def client_of(kind: Any, **made: Any) -> Iterator[Any]:
    """A client of either kind, closed in the end."""
    if kind is FactsClient:
        with kind(**made) as client:
            yield client
        return
    with start_blocking_portal() as portal:
        client = portal.call(lambda: kind(**made))
        yield Awaited(client, portal)
        portal.call(client.aclose)
