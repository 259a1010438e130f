"""What the headers of each answer say to caches; 304 where the client holds the answer already."""

from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime
from functools import lru_cache

from fastapi import Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from policyfacts.routers.conditions import is_listed
from policyfacts.routers.exchange import AnswerHeaders

OF_THE_BODY = (
    *("Content-Type", "Content-Length", "Content-Encoding", "Content-Disposition"),
    *("X-Row-Count", "X-Total-Count"),
)
_ASK_AGAIN = "public, no-cache"


async def answer_not_modified(_: Request, __: Exception) -> Response:
    """The answer to those who hold it already."""
    return Response(status_code=304)


class Conditional:
    """Completes the headers, and leaves out the body that a client need not be sent again."""

    def __init__(self, app: ASGIApp, cache_seconds: int) -> None:
        self.app = app
        self.cache_control = f"public, max-age={cache_seconds}" if cache_seconds else _ASK_AGAIN

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Give those who answer a place for their headers, and put these on what they send."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        state = scope.get("state", {})
        # The answer cache before us may want to know them, too.
        said = state.get("answer_headers") or AnswerHeaders()
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

    def _complete(self, scope: Scope, message: Message, said: AnswerHeaders) -> bool:
        """Complete the headers of an answer; whether it became a 304."""
        headers = MutableHeaders(raw=message["headers"])
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Vary"] = _join_vary(tuple(headers.getlist("Vary")), len(said.formats) > 1)
        if scope["method"] != "GET" or message["status"] not in (200, 206, 304):
            headers.setdefault("Cache-Control", "no-store")
            return False
        self._validate(headers, said)
        if message["status"] == 200 and _is_held(Headers(scope=scope), headers, said):
            message["status"] = 304
            for name in OF_THE_BODY:
                del headers[name]
        elif message["status"] == 200 and (links := said.links.header()):
            headers["Link"] = links
        return bool(message["status"] == 304)

    def _validate(self, headers: MutableHeaders, said: AnswerHeaders) -> None:
        """Say how the answer can be known again; what cannot be known again is not kept."""
        if said.etag:
            headers["ETag"] = said.etag
        if said.last_modified is not None:
            headers["Last-Modified"] = _http_date(said.last_modified)
        has_tag = "ETag" in headers
        headers.setdefault("Cache-Control", self.cache_control if has_tag else "no-store")


@lru_cache(maxsize=64)
def _join_vary(lines: tuple[str, ...], has_formats: bool) -> str:
    """One Vary that names each header once."""
    written = [name.strip() for line in lines for name in line.split(",")]
    if has_formats:
        written.append("Accept")
    # On small answers and 304 too: what varies is the address, not this one answer.
    written.append("Accept-Encoding")
    return ", ".join(sorted({it.title() for it in written if it}))


@lru_cache(maxsize=8)
def _http_date(moment: datetime) -> str:
    return format_datetime(moment, usegmt=True)


def _is_held(asked: Headers, answer: Headers, said: AnswerHeaders) -> bool:
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
