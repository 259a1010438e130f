"""The service as a transport for HTTP clients in the same process; needs httpx2."""

import os
from concurrent.futures import Future
from dataclasses import dataclass
from threading import Lock, Thread

import anyio
import httpx2
from anyio.from_thread import BlockingPortal
from anyio.to_thread import run_sync

from policyfacts.client.errors import Closed
from policyfacts.web.app import Application


class InProcess(httpx2.BaseTransport, httpx2.AsyncBaseTransport):
    """Answers without a socket, in threads and in event loops, until it is closed.

    Threads share one event loop, which runs beside them from the first question on. Answers are
    whole: for streams ask over HTTP.
    """

    def __init__(self, app: Application) -> None:
        self.app = app
        self._asgi = httpx2.ASGITransport(app, raise_app_exceptions=False)
        self._lock = Lock()
        self._loop: _Loop | None = None
        self._process: int | None = None
        self._is_closed = False

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Answer a thread that waits."""
        with self._lock:
            self._check()
            self._loop = self._loop or _start_loop()
            # Begun before the lock is free, it is answered, whoever closes meanwhile.
            answer = self._loop.portal.start_task_soon(self._answer, request)
        return answer.result()

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Answer in the event loop of whoever asks."""
        self._check()
        return await self._answer(request)

    def close(self) -> None:
        """End the event loop once what threads have asked is answered; let go of the database."""
        with self._lock:
            self._is_closed = True
            loop, self._loop = self._loop, None
        if self._is_of_another_process():
            return
        if loop is not None:
            loop.end()
        self.app.state.service.close()

    async def aclose(self) -> None:
        """Close without blocking the event loop."""
        with anyio.CancelScope(shield=True):
            await run_sync(self.close)

    def _check(self) -> None:
        """Raise Closed where nobody would close again, or where another process made this."""
        if self._is_closed:
            raise Closed("This transport is closed, by a client that had it: make another.")
        if self._is_of_another_process():
            message = "This transport was asked before this process forked: make one in each."
            raise Closed(message)
        self._process = os.getpid()

    def _is_of_another_process(self) -> bool:
        """Tell whether its connections are another process's; no loop runs here then."""
        return self._process not in (None, os.getpid())

    async def _answer(self, request: httpx2.Request) -> httpx2.Response:
        # Compressing for oneself is work twice over.
        request.headers["Accept-Encoding"] = "identity"
        answer = await self._asgi.handle_async_request(request)
        body = b"".join([piece async for piece in answer.aiter_raw()])
        return httpx2.Response(answer.status_code, headers=answer.headers, content=body)


@dataclass(frozen=True)
class _Loop:
    """An event loop in a thread."""

    portal: BlockingPortal
    thread: Thread

    def end(self) -> None:
        """Finish what was begun, and wait for the end of the loop."""
        self.portal.call(self.portal.stop)
        self.thread.join()


def _start_loop() -> _Loop:
    """Start an event loop in a thread that keeps no program from ending."""
    started: Future[BlockingPortal] = Future()

    async def run() -> None:
        async with BlockingPortal() as portal:
            started.set_result(portal)
            await portal.sleep_until_stopped()

    thread = Thread(target=anyio.run, args=(run,), name="policyfacts in process", daemon=True)
    thread.start()
    return _Loop(started.result(), thread)
