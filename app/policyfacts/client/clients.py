"""The sync and the async client: they send the requests of `RequestFlow` and sleep its pauses."""

import time
from inspect import isawaitable
from typing import Self, TypeVar, Unpack

import anyio
import httpx2

from policyfacts.client.calls import Call
from policyfacts.client.config import Options, check_transport, resolve_options
from policyfacts.client.errors import Closed
from policyfacts.client.operation import AsyncCaller, SyncCaller
from policyfacts.client.operations import Operations
from policyfacts.client.request_flow import FlowStep, RequestFlow, StepResult

T = TypeVar("T")
_CLOSED = "This client is closed: make another, or ask before its `with` block ends."


class FactsClient(Operations, SyncCaller):
    """A client of the service at `base_url`, or over a transport, that waits for the answers.

    Several threads may use it at once. Close it, or use it in a `with` block.
    """

    def __init__(
        self,
        base_url: str | None = None,
        *,
        transport: httpx2.BaseTransport | None = None,
        **options: Unpack[Options],
    ) -> None:
        check_transport("FactsClient", transport, httpx2.BaseTransport)
        config = resolve_options(base_url, options, has_transport=transport is not None)
        self._http = httpx2.Client(
            base_url=config.base_url,
            transport=transport,
            timeout=config.timeout,
            headers=config.headers,
        )
        self._flow = RequestFlow(self._http.build_request, config)

    def ask(self, call: Call[T]) -> T:
        """Send a call and return its answer; raise FactsClientError where there is none."""
        flow = self._flow.flow(call)
        try:
            step = next(flow)
            while True:
                step = flow.send(self._perform(step))
        except StopIteration as end:
            answer: T = end.value
            return answer

    def close(self) -> None:
        """Close the connections, and the transport if one was given."""
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _perform(self, step: FlowStep) -> StepResult:
        if not isinstance(step, httpx2.Request):
            (self._flow.retry.sleep or time.sleep)(step)
            return None
        if self._http.is_closed:
            raise Closed(_CLOSED)
        try:
            return self._http.send(step)
        except httpx2.RequestError as error:
            return error


class AsyncFactsClient(Operations, AsyncCaller):
    """The client for asynchronous programs: methods are awaited, items iterated by `async for`."""

    def __init__(
        self,
        base_url: str | None = None,
        *,
        transport: httpx2.AsyncBaseTransport | None = None,
        **options: Unpack[Options],
    ) -> None:
        check_transport("AsyncFactsClient", transport, httpx2.AsyncBaseTransport)
        config = resolve_options(base_url, options, has_transport=transport is not None)
        self._http = httpx2.AsyncClient(
            base_url=config.base_url,
            transport=transport,
            timeout=config.timeout,
            headers=config.headers,
        )
        self._flow = RequestFlow(self._http.build_request, config)

    async def ask(self, call: Call[T]) -> T:
        """Send a call and return its answer; raise FactsClientError where there is none."""
        flow = self._flow.flow(call)
        try:
            step = next(flow)
            while True:
                step = flow.send(await self._perform(step))
        except StopIteration as end:
            answer: T = end.value
            return answer

    async def aclose(self) -> None:
        """Close the connections, and the transport if one was given."""
        await self._http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def _perform(self, step: FlowStep) -> StepResult:
        if not isinstance(step, httpx2.Request):
            sleeping = (self._flow.retry.sleep or anyio.sleep)(step)
            if isawaitable(sleeping):
                await sleeping
            return None
        if self._http.is_closed:
            raise Closed(_CLOSED)
        try:
            return await self._http.send(step)
        except httpx2.RequestError as error:
            return error
