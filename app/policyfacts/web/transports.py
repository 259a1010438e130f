"""The service as a transport for HTTP clients in the same process; needs httpx2."""

from concurrent.futures import Future
from threading import Lock, Thread

import anyio
import httpx2
from anyio.from_thread import BlockingPortal

from policyfacts.web.application import Application


class InProcess(httpx2.BaseTransport, httpx2.AsyncBaseTransport):
    """Answers without a socket, in threads and in event loops, until it is closed.

    Threads share one event loop, which runs beside them from the first question on. Answers are
    whole: for streams ask over HTTP.
    """

    def __init__(self, app: Application) -> None:
        self.app = app
        self._asgi = httpx2.ASGITransport(app, raise_app_exceptions=False)
        self._lock = Lock()
        self._portal: BlockingPortal | None = None

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Answer a thread that waits."""
        return self._loop().call(self._answer, request)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Answer in the event loop of whoever asks."""
        return await self._answer(request)

    def close(self) -> None:
        """End the event loop, and let go of the database."""
        with self._lock:
            if self._portal is not None:
                self._portal.call(self._portal.stop)
            self._portal = None
        self.app.state.service.close()

    async def aclose(self) -> None:
        """End the event loop, and let go of the database."""
        self.close()

    def _loop(self) -> BlockingPortal:
        with self._lock:
            if self._portal is None:
                self._portal = _start_portal()
            return self._portal

    async def _answer(self, request: httpx2.Request) -> httpx2.Response:
        # Compressing for oneself is work twice over.
        request.headers["Accept-Encoding"] = "identity"
        answer = await self._asgi.handle_async_request(request)
        body = b"".join([piece async for piece in answer.aiter_raw()])
        return httpx2.Response(answer.status_code, headers=answer.headers, content=body)


def _start_portal() -> BlockingPortal:
    """An event loop in a thread that keeps no program from ending: scripts need not close."""
    started: Future[BlockingPortal] = Future()

    async def run() -> None:
        async with BlockingPortal() as portal:
            started.set_result(portal)
            await portal.sleep_until_stopped()

    Thread(target=anyio.run, args=(run,), name="policyfacts in process", daemon=True).start()
    return started.result()
