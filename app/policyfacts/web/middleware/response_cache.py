"""The answer cache, below the framework: what was answered once is sent again as it is.

An answer is held for the release that it was made of. Whether that is still the current one is
asked of the database four times a second at most, so another process's load shows within 250 ms.
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
from policyfacts.http.context import ResponseHeaders
from policyfacts.http.etags import is_listed
from policyfacts.http.service import Service
from policyfacts.metrics import MetricsSample
from policyfacts.queries.releases import ReleaseInfo, get_current_release
from policyfacts.web.middleware.conditional_get import OF_THE_BODY
from policyfacts.web.middleware.metrics import route_of
from policyfacts.web.middleware.request_id import new_request_id
from policyfacts.web.middleware.response_store import CachedResponse, RawHeaders, ResponseStore

CHECK_SECONDS = 0.25
_ABSENT_IN_304 = OF_THE_BODY | {b"link"}
# Each request has its own, whoever answers it.
_REQUEST_ID = b"x-request-id"


@dataclass(slots=True)
class CacheCounts:
    """What became of requests that might have been answered from the cache."""

    hits: int = 0
    not_modified: int = 0
    misses: int = 0


@dataclass(slots=True)
class _Made:
    """An answer while it is made."""

    status: int = 0
    headers: RawHeaders = field(default_factory=list)
    pieces: list[bytes] = field(default_factory=list)
    size: int = 0
    is_whole: bool = False


class ResponseCacheMiddleware:
    """Stands before the whole application: answers what it holds, and holds what may be held."""

    def __init__(self, app: ASGIApp, service: Service) -> None:
        self.app = app
        self.service = service
        self.held = ResponseStore(service.settings.cache_mb * 2**20)
        self.counts = CacheCounts()
        self._checked_at = 0.0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from what is held, else let the application answer."""
        began = perf_counter()
        asked = dict(scope["headers"])
        if not _may_hold(scope, asked):
            await self.app(scope, receive, send)
            return
        request = (
            scope["path"],
            scope["query_string"],
            scope.get("root_path"),
            asked.get(b"accept"),
            asked.get(b"accept-encoding"),
            asked.get(b"origin"),
        )
        answer = self.held.get(request)
        if answer is not None and monotonic() - self._checked_at > CHECK_SECONDS:
            await self._check_release()
            answer = self.held.get(request)
        if answer is not None and (status := _status(answer, asked)):
            await self._send(answer, status, scope["method"], send)
            series = self.service.meter.series(scope["method"], answer.route, status)
            series.observe(perf_counter() - began)
            return
        self.counts.misses += 1
        await self._make(request, scope, receive, send)

    async def _send(self, answer: CachedResponse, status: int, method: str, send: Send) -> None:
        """Send an answer that is held."""
        headers, body = answer.headers, answer.body
        if status == 304:
            headers, body = answer.headers_of_304, b""
            self.counts.not_modified += 1
        self.counts.hits += 1
        headers = [*headers, (_REQUEST_ID, new_request_id().encode())]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if method == "HEAD" else body})

    async def _check_release(self) -> None:
        """Ask which release is current; others meanwhile go on as if it had not changed."""
        self._checked_at = monotonic()
        ask = partial(_ask_release, self.service)
        self.held.keep_only(ask() if self.service.database.is_sqlite else await run_sync(ask))

    async def _make(self, request: Hashable, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the application answer, and hold the answer where that is right."""
        said = ResponseHeaders()
        scope = {**scope, "state": {**scope.get("state", {}), "answer_headers": said}}
        made = _Made()

        async def send_and_note(message: Message) -> None:
            self._note(made, message)
            await send(message)

        await self.app(scope, receive, send_and_note)
        is_good = made.is_whole and made.status == 200 and scope["method"] == "GET"
        if is_good and said.release is not None:
            question = (_question_of(scope, made.headers), said.format)
            self.held.put(request, question, _held(made, route_of(scope)), said.release)

    def add_to(self, reading: MetricsSample) -> None:
        """Add what the cache did, and what it holds."""
        reading.totals["answer_cache_hits",] = self.counts.hits
        reading.totals["answer_cache_not_modified",] = self.counts.not_modified
        reading.totals["answer_cache_misses",] = self.counts.misses
        reading.totals["answer_cache_evictions",] = self.held.evictions
        reading.gauges["answer_cache_entries",] = len(self.held)
        reading.gauges["answer_cache_bytes",] = self.held.bytes

    def _note(self, made: _Made, message: Message) -> None:
        if message["type"] == "http.response.start":
            made.status, made.headers = message["status"], list(message["headers"])
            return
        body = message.get("body", b"")
        made.size += len(body)
        if made.size <= self.held.largest:
            made.pieces.append(body)
            made.is_whole = not message.get("more_body", False)


def _status(answer: CachedResponse, asked: dict[bytes, bytes]) -> int:
    """200, or 304 where the client has the answer; 0 where its date must be compared first."""
    if b"if-none-match" in asked:
        return 304 if _holds(asked[b"if-none-match"], answer.etag) else 200
    if b"if-modified-since" in asked:
        return 304 if asked[b"if-modified-since"] == answer.last_modified else 0
    return 200


def _ask_release(service: Service) -> ReleaseInfo | None:
    """The current release; None where it cannot be told, and nothing may be held."""
    try:
        with service.database.autocommit() as connection:
            return get_current_release(connection)
    except FactsError:
        return None


def _may_hold(scope: Scope, asked: dict[bytes, bytes]) -> bool:
    """Whether the answer is decided by what we look at; repeated headers are left to others."""
    is_reading = scope["method"] in ("GET", "HEAD") and b"range" not in asked
    return is_reading and len(asked) == len(scope["headers"])


def _question_of(scope: Scope, headers: RawHeaders) -> Hashable:
    """What is asked, however it was written: the order of parameters and their coding are gone."""
    parameters = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    origin = next((value for name, value in scope["headers"] if name == b"origin"), None)
    return (
        scope["path"],
        scope.get("root_path"),
        tuple(sorted(parameters, key=itemgetter(0))),
        _find_header(headers, b"content-encoding"),
        origin,
    )


def _held(made: _Made, route: str) -> CachedResponse:
    body = b"".join(made.pieces)
    headers = [header for header in made.headers if header[0] != _REQUEST_ID]
    if not _find_header(headers, b"content-length"):
        headers.append((b"content-length", str(len(body)).encode()))
    return CachedResponse(
        headers=headers,
        headers_of_304=[header for header in headers if header[0] not in _ABSENT_IN_304],
        body=body,
        etag=_find_header(headers, b"etag"),
        last_modified=_find_header(headers, b"last-modified"),
        route=route,
    )


def _find_header(headers: RawHeaders, wanted: bytes) -> bytes:
    return next((value for name, value in headers if name == wanted), b"")


def _holds(if_none_match: bytes, etag: bytes) -> bool:
    """Whether the client says that it has this answer; most say so in so many bytes."""
    if if_none_match in (etag, b"*"):
        return True
    return is_listed(etag.decode("latin-1"), if_none_match.decode("latin-1"))
