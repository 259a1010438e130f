"""The clients: what is the same in both stands elsewhere, here they send and wait."""

import time
from inspect import isawaitable
from types import TracebackType
from typing import Self, TypeVar, Unpack

import anyio
import httpx2

from policyfacts.client.calls import Call
from policyfacts.client.config import Options, check_transport, chosen
from policyfacts.client.errors import Closed
from policyfacts.client.operation import AsyncCaller, SyncCaller
from policyfacts.client.operations import Operations
from policyfacts.client.request_flow import Outcome, RequestFlow, Step

T = TypeVar("T")
_CLOSED = "This client is closed: make another, or ask before its `with` block ends."


class FactsClient(Operations, SyncCaller):
    """Asks a service at `base_url`, or over a transport, and waits for its answers.

    It may be used by several threads at once. Close it, or use it in a `with` block.
    """

    def __init__(
        self,
        base_url: str | None = None,
        *,
        transport: httpx2.BaseTransport | None = None,
        **options: Unpack[Options],
    ) -> None:
        check_transport("FactsClient", transport, httpx2.BaseTransport)
        made = chosen(base_url, options, has_transport=transport is not None)
        self._http = httpx2.Client(
            base_url=made.base_url,
            transport=transport,
            timeout=made.timeout,
            headers=made.headers,
        )
        self._conversation = RequestFlow(self._http.build_request, made)

    def ask(self, call: Call[T]) -> T:
        """Ask, and wait for the answer."""
        steps = self._conversation.steps(call)
        try:
            step = next(steps)
            while True:
                step = steps.send(self._do(step))
        except StopIteration as end:
            answer: T = end.value
            return answer

    def close(self) -> None:
        """Close its connections, and its transport if it was given one."""
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _do(self, step: Step) -> Outcome:
        if not isinstance(step, httpx2.Request):
            (self._conversation.retry.sleep or time.sleep)(step)
            return None
        if self._http.is_closed:
            raise Closed(_CLOSED)
        try:
            return self._http.send(step)
        except httpx2.RequestError as error:
            return error


class AsyncFactsClient(Operations, AsyncCaller):
    """The same for asynchronous programs: its methods are awaited, its items have `async for`."""

    def __init__(
        self,
        base_url: str | None = None,
        *,
        transport: httpx2.AsyncBaseTransport | None = None,
        **options: Unpack[Options],
    ) -> None:
        check_transport("AsyncFactsClient", transport, httpx2.AsyncBaseTransport)
        made = chosen(base_url, options, has_transport=transport is not None)
        self._http = httpx2.AsyncClient(
            base_url=made.base_url,
            transport=transport,
            timeout=made.timeout,
            headers=made.headers,
        )
        self._conversation = RequestFlow(self._http.build_request, made)

    async def ask(self, call: Call[T]) -> T:
        """Ask, and let others work meanwhile."""
        steps = self._conversation.steps(call)
        try:
            step = next(steps)
            while True:
                step = steps.send(await self._do(step))
        except StopIteration as end:
            answer: T = end.value
            return answer

    async def aclose(self) -> None:
        """Close its connections, and its transport if it was given one."""
        await self._http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.aclose()

    async def _do(self, step: Step) -> Outcome:
        if not isinstance(step, httpx2.Request):
            slept = (self._conversation.retry.sleep or anyio.sleep)(step)
            if isawaitable(slept):
                await slept
            return None
        if self._http.is_closed:
            raise Closed(_CLOSED)
        try:
            return await self._http.send(step)
        except httpx2.RequestError as error:
            return error
