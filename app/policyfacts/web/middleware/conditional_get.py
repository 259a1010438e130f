"""What the headers of each answer say to caches; 304 where the client holds the answer already."""

from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime
from functools import lru_cache

from fastapi import Request
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from policyfacts.http.context import ResponseHeaders
from policyfacts.http.etags import is_listed
from policyfacts.web.middleware.response_store import RawHeaders

OF_THE_BODY = frozenset(
    b"content-type content-length content-encoding content-disposition x-row-count "
    b"x-total-count".split()
)
_ASK_AGAIN, _NO_STORE = b"public, no-cache", b"no-store"
_NOSNIFF = {b"x-content-type-options": b"nosniff"}


async def answer_not_modified(_: Request, __: Exception) -> Response:
    """The answer to those who hold it already."""
    return Response(status_code=304)


class ConditionalGetMiddleware:
    """Completes the headers, and leaves out the body that a client need not be sent again."""

    def __init__(self, app: ASGIApp, cache_seconds: int) -> None:
        self.app = app
        self.cache_control = b"public, max-age=%d" % cache_seconds if cache_seconds else _ASK_AGAIN

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Give those who answer a place for their headers, and put these on what they send."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        state = scope.get("state", {})
        # The answer cache before us may want to know them, too.
        said = state.get("answer_headers") or ResponseHeaders()
        scope = {**scope, "state": {**state, "answer_headers": said}}
        is_bodiless = False

        async def send_complete(message: Message) -> None:
            nonlocal is_bodiless
            if message["type"] == "http.response.start":
                message = {**message, "headers": list(message["headers"])}
                is_bodiless = self._complete(scope, message, said)
            elif is_bodiless and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self.app(scope, receive, send_complete)

    def _complete(self, scope: Scope, message: Message, said: ResponseHeaders) -> bool:
        """Complete the headers of an answer; whether it became a 304."""
        # In plain lists: each answer passes here, and to set a header by name walks all of them.
        given: RawHeaders = message["headers"]
        vary = tuple(value for name, value in given if name == b"vary")
        ours = {**_NOSNIFF, b"vary": _join_vary(vary, len(said.formats) > 1)}
        may_be_kept = scope["method"] == "GET" and message["status"] in (200, 206, 304)
        if may_be_kept:
            ours |= _validators(said)
        headers = [it for it in given if it[0] not in ours] + [*ours.items()]
        names = {name for name, _ in headers}
        if b"cache-control" not in names:
            # What cannot be known again is not kept.
            is_known = may_be_kept and b"etag" in names
            headers.append((b"cache-control", self.cache_control if is_known else _NO_STORE))
        if may_be_kept and message["status"] == 200:
            headers = self._settle(scope, message, headers, said)
        message["headers"] = headers
        return may_be_kept and message["status"] == 304

    def _settle(
        self, scope: Scope, message: Message, headers: RawHeaders, said: ResponseHeaders
    ) -> RawHeaders:
        """Make it a 304 where the client holds it, else add the links."""
        if _is_held(Headers(scope=scope), Headers(raw=headers), said):
            message["status"] = 304
            return [it for it in headers if it[0] not in OF_THE_BODY]
        if links := said.links.header():
            headers.append((b"link", links.encode("latin-1")))
        return headers


def _validators(said: ResponseHeaders) -> dict[bytes, bytes]:
    """How the answer can be known again."""
    found = {}
    if said.etag:
        found[b"etag"] = said.etag.encode()
    if said.last_modified is not None:
        found[b"last-modified"] = _http_date(said.last_modified)
    return found


@lru_cache(maxsize=64)
def _join_vary(lines: tuple[bytes, ...], has_formats: bool) -> bytes:
    """One Vary that names each header once."""
    written = [name.strip() for line in lines for name in line.decode("latin-1").split(",")]
    if has_formats:
        written.append("Accept")
    # On small answers and 304 too: what varies is the address, not this one answer.
    written.append("Accept-Encoding")
    return ", ".join(sorted({it.title() for it in written if it})).encode()


@lru_cache(maxsize=8)
def _http_date(moment: datetime) -> bytes:
    return format_datetime(moment, usegmt=True).encode()


def _is_held(asked: Headers, answer: Headers, said: ResponseHeaders) -> bool:
    """Whether the client says that it holds this answer, of which we know that it is a good one."""
    if "ETag" not in answer:
        return False
    if "If-None-Match" in asked:
        tags = ",".join(asked.getlist("If-None-Match"))
        return tags.strip() == "*" or is_listed(answer["ETag"], tags)
    if "If-Modified-Since" not in asked or said.last_modified is None:
        return False
    return _is_since(asked["If-Modified-Since"], said.last_modified)


def _is_since(asked: str, last_modified: datetime) -> bool:
    try:
        since = parsedate_to_datetime(asked)
    except ValueError:
        return False
    return since.timestamp() >= int(last_modified.timestamp())
