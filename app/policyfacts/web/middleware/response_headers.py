"""Headers of every response: request id, validators, Vary, Cache-Control, links; HEAD and 304."""

from datetime import datetime
from email.utils import format_datetime
from functools import lru_cache
from random import getrandbits

from fastapi import Request
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from policyfacts.http.response_headers import ResponseHeaders, is_not_modified, response_headers
from policyfacts.web.middleware.response_store import RawHeaders

REQUEST_ID = b"x-request-id"
OF_THE_BODY = frozenset(
    b"content-type content-length content-encoding content-disposition x-row-count "
    b"x-total-count".split()
)
_REVALIDATE, _NO_STORE = b"public, no-cache", b"no-store"
_CONDITIONS = (b"if-none-match", b"if-modified-since")
_NOSNIFF = {b"x-content-type-options": b"nosniff"}


def new_request_id() -> str:
    """Make an id that no other request has; nobody need be unable to guess it."""
    return f"{getrandbits(128):032x}"


async def answer_not_modified(_: Request, __: Exception) -> Response:
    """Answer NotModified with 304."""
    return Response(status_code=304)


class ResponseHeadersMiddleware:
    """Completes the headers of responses, whose bodies it leaves out for HEAD and in 304.

    Within, HEAD is GET. The request id also stands in problems, and in the operator's log.
    """

    def __init__(self, app: ASGIApp, cache_seconds: int) -> None:
        self.app = app
        self.cache_control = b"public, max-age=%d" % cache_seconds if cache_seconds else _REVALIDATE

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the application answer, and complete what it sends."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = scope["state"]["request_id"] = new_request_id()
        has_body = scope["method"] != "HEAD"
        if not has_body:
            scope["method"] = "GET"

        async def send_complete(message: Message) -> None:
            nonlocal has_body
            if message["type"] == "http.response.start":
                status, headers = self._complete(scope, message["status"], message["headers"])
                headers.append((REQUEST_ID, request_id.encode()))
                message = {**message, "status": status, "headers": headers}
                has_body = has_body and status != 304
            elif not has_body and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self.app(scope, receive, send_complete)

    def _complete(self, scope: Scope, status: int, headers: RawHeaders) -> tuple[int, RawHeaders]:
        """Return the status, 304 where the client has the response, and all headers but the id."""
        # In plain lists: each response passes here, and to set a header by name scans all of them.
        ours = response_headers(scope)
        vary = tuple(value for name, value in headers if name == b"vary")
        added = {**_NOSNIFF, b"vary": _join_vary(vary, len(ours.formats) > 1)}
        is_cacheable = scope["method"] == "GET" and status in (200, 206, 304)
        if is_cacheable:
            added |= _validators(ours)
        headers = [header for header in headers if header[0] not in added] + [*added.items()]
        names = dict(headers)
        if b"cache-control" not in names:
            has_validator = is_cacheable and b"etag" in names
            control = self.cache_control if has_validator else _NO_STORE
            headers.append((b"cache-control", control))
        if is_cacheable and status == 200:
            if _is_not_modified(scope, names.get(b"etag", b""), ours.last_modified):
                return 304, [header for header in headers if header[0] not in OF_THE_BODY]
            if links := ours.links.header():
                headers.append((b"link", links.encode("latin-1")))
        return status, headers


def _is_not_modified(scope: Scope, etag: bytes, last_modified: datetime | None) -> bool:
    conditions = [header for header in scope["headers"] if header[0] in _CONDITIONS]
    if not conditions:
        return False
    headers = Headers(raw=conditions)
    tags = headers.getlist("If-None-Match")
    joined = ",".join(tags) if tags else None
    since = headers.get("If-Modified-Since")
    return is_not_modified(joined, since, etag.decode("latin-1"), last_modified)


def _validators(headers: ResponseHeaders) -> dict[bytes, bytes]:
    """Write ETag and Last-Modified, as far as the response has them."""
    validators = {}
    if headers.etag:
        validators[b"etag"] = headers.etag.encode()
    if headers.last_modified is not None:
        validators[b"last-modified"] = _http_date(headers.last_modified)
    return validators


@lru_cache(maxsize=64)
def _join_vary(lines: tuple[bytes, ...], has_formats: bool) -> bytes:
    """Join lines of Vary into one that names each header once."""
    names = [name.strip() for line in lines for name in line.decode("latin-1").split(",")]
    if has_formats:
        names.append("Accept")
    # On small responses and 304 too: what varies is the URL, not this one response.
    names.append("Accept-Encoding")
    return ", ".join(sorted({name.title() for name in names if name})).encode()


@lru_cache(maxsize=8)
def _http_date(moment: datetime) -> bytes:
    return format_datetime(moment, usegmt=True).encode()
