"""The response cache, before the framework: what was sent once is sent again as it is.

A response is stored for the release that it was made of. The database is asked four times a second
at most whether that is still the current one, so another process's load shows within 250 ms.
"""

from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import partial
from operator import itemgetter
from time import monotonic, perf_counter
from urllib.parse import parse_qsl

from anyio.to_thread import run_sync
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from policyfacts.errors import FactsError
from policyfacts.http.response_headers import ResponseHeaders, is_not_modified
from policyfacts.http.service import Service
from policyfacts.metrics import MetricsSample
from policyfacts.queries.releases import ReleaseInfo, get_current_release
from policyfacts.web.middleware.response_headers import (
    OF_THE_BODY,
    REQUEST_ID,
    new_request_id,
)
from policyfacts.web.middleware.response_store import CachedResponse, RawHeaders, ResponseStore

CHECK_SECONDS = 0.25
_ABSENT_IN_304 = OF_THE_BODY | {b"link"}


@dataclass(slots=True)
class CacheCounts:
    """What became of requests that might have been answered from the cache."""

    hits: int = 0
    not_modified: int = 0
    misses: int = 0


@dataclass(slots=True)
class _Recording:
    """A response while it is sent."""

    status: int = 0
    headers: RawHeaders = field(default_factory=list)
    pieces: list[bytes] = field(default_factory=list)
    size: int = 0
    is_complete: bool = False


class ResponseCacheMiddleware:
    """Stands before the framework: sends responses again, and stores those that may be."""

    def __init__(self, app: ASGIApp, service: Service) -> None:
        self.app = app
        self.service = service
        self.store = ResponseStore(service.settings.cache_mb * 2**20)
        self.counts = CacheCounts()
        self._checked_at = 0.0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from the store, else let the application answer."""
        began = perf_counter()
        headers = dict(scope["headers"])
        if not _may_be_cached(scope, headers):
            await self.app(scope, receive, send)
            return
        request = (
            scope["path"],
            scope["query_string"],
            scope.get("root_path"),
            headers.get(b"accept"),
            headers.get(b"accept-encoding"),
            headers.get(b"origin"),
        )
        response = self.store.get(request)
        if response is not None and monotonic() - self._checked_at > CHECK_SECONDS:
            await self._check_release()
            response = self.store.get(request)
        if response is None:
            self.counts.misses += 1
            await self._respond(request, scope, receive, send)
            return
        status = 304 if _is_not_modified(headers, response) else 200
        await self._send(response, status, scope["method"], send)
        series = self.service.meter.series(scope["method"], response.route, status)
        series.observe(perf_counter() - began)

    async def _send(self, response: CachedResponse, status: int, method: str, send: Send) -> None:
        """Send a stored response."""
        headers, body = response.headers, response.body
        if status == 304:
            headers, body = response.headers_of_304, b""
            self.counts.not_modified += 1
        self.counts.hits += 1
        headers = [*headers, (REQUEST_ID, new_request_id().encode())]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if method == "HEAD" else body})

    async def _check_release(self) -> None:
        """Ask which release is current; others meanwhile go on as if it had not changed."""
        self._checked_at = monotonic()
        check = partial(_current_release, self.service)
        self.store.keep_only(check() if self.service.database.is_sqlite else await run_sync(check))

    async def _respond(self, request: Hashable, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the application answer, and store the response where that is right."""
        headers = ResponseHeaders()
        scope = {**scope, "state": {**scope.get("state", {}), "response_headers": headers}}
        recording = _Recording()

        async def send_and_record(message: Message) -> None:
            self._record(recording, message)
            await send(message)

        await self.app(scope, receive, send_and_record)
        is_good = recording.is_complete and recording.status == 200 and scope["method"] == "GET"
        if is_good and headers.release is not None:
            query = (_query_of(scope, recording.headers), headers.format)
            response = _make_response(recording, headers)
            self.store.put(request, query, response, headers.release)

    def add_to(self, sample: MetricsSample) -> None:
        """Add what the cache did, and what it holds."""
        sample.totals["answer_cache_hits",] = self.counts.hits
        sample.totals["answer_cache_not_modified",] = self.counts.not_modified
        sample.totals["answer_cache_misses",] = self.counts.misses
        sample.totals["answer_cache_evictions",] = self.store.evictions
        sample.gauges["answer_cache_entries",] = len(self.store)
        sample.gauges["answer_cache_bytes",] = self.store.bytes

    def _record(self, recording: _Recording, message: Message) -> None:
        if message["type"] == "http.response.start":
            recording.status, recording.headers = message["status"], list(message["headers"])
            return
        body = message.get("body", b"")
        recording.size += len(body)
        if recording.size <= self.store.max_response_bytes:
            recording.pieces.append(body)
            recording.is_complete = not message.get("more_body", False)


def _is_not_modified(headers: dict[bytes, bytes], response: CachedResponse) -> bool:
    tags, since = headers.get(b"if-none-match"), headers.get(b"if-modified-since")
    if tags is None and since is None:
        return False
    return is_not_modified(
        tags.decode("latin-1") if tags is not None else None,
        since.decode("latin-1") if since is not None else None,
        response.etag,
        response.last_modified,
    )


def _current_release(service: Service) -> ReleaseInfo | None:
    """Return the current release; None where it cannot be read, and nothing may be stored."""
    try:
        with service.database.autocommit() as connection:
            return get_current_release(connection)
    except FactsError:
        return None


def _may_be_cached(scope: Scope, headers: dict[bytes, bytes]) -> bool:
    """Tell whether the response depends on the cache's key alone; repeated headers are not read."""
    is_read = scope["method"] in ("GET", "HEAD") and b"range" not in headers
    return is_read and len(headers) == len(scope["headers"])


def _query_of(scope: Scope, headers: RawHeaders) -> Hashable:
    """Return a key that requests share whose parameters differ in order or encoding alone."""
    parameters = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    origin = next((value for name, value in scope["headers"] if name == b"origin"), None)
    return (
        scope["path"],
        scope.get("root_path"),
        tuple(sorted(parameters, key=itemgetter(0))),
        _find_header(headers, b"content-encoding"),
        origin,
    )


def _make_response(recording: _Recording, headers: ResponseHeaders) -> CachedResponse:
    body = b"".join(recording.pieces)
    raw = [header for header in recording.headers if header[0] != REQUEST_ID]
    if not _find_header(raw, b"content-length"):
        raw.append((b"content-length", str(len(body)).encode()))
    return CachedResponse(
        headers=raw,
        headers_of_304=[header for header in raw if header[0] not in _ABSENT_IN_304],
        body=body,
        etag=headers.etag,
        last_modified=headers.last_modified,
        route=headers.route,
    )


def _find_header(headers: RawHeaders, header: bytes) -> bytes:
    return next((value for name, value in headers if name == header), b"")
