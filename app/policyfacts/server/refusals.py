"""Answers to requests that never reach the application: too large, slow, many or unreadable."""

from dataclasses import dataclass
from http import HTTPStatus

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import STATUS_LINE

from policyfacts.http.problem_responses import PROBLEM_MEDIA_TYPE, PROBLEM_TYPES
from policyfacts.schemas.envelope import Problem

RawHeaders = list[tuple[bytes, bytes]]
# The proxy or the supervisor of the process must not take a busy service for a dead one.
_HEALTH = ("/health/live", "/health/ready")


@dataclass(frozen=True)
class Refusal:
    """Why a request is refused before it is read; the connection is closed after it."""

    status: HTTPStatus
    detail: str
    retry_seconds: int = 0

    def response(self) -> Response:
        """Make a problem document of it."""
        status = self.status
        # Python 3.13 has other phrases for some than those before it; ours stay the same.
        title = _TITLES.get(status, status.phrase)
        code = title.lower().replace(" ", "_")
        problem = Problem(
            type=PROBLEM_TYPES + code,
            title=title,
            status=status,
            code=code,
            detail=self.detail,
            instance="",
            errors=[],
            request_id="",
        )
        headers = {"Connection": "close", "Cache-Control": "no-store"}
        if self.retry_seconds:
            headers["Retry-After"] = str(self.retry_seconds)
        return Response(
            problem.model_dump_json(), status, headers=headers, media_type=PROBLEM_MEDIA_TYPE
        )

    def encode(self, headers: RawHeaders) -> bytes:
        """Return the whole response, with more header fields before its own."""
        response = self.response()
        fields = dict([*headers, *response.raw_headers])
        lines = [name + b": " + text + b"\r\n" for name, text in fields.items()]
        return STATUS_LINE[self.status] + b"".join(lines) + b"\r\n" + bytes(response.body)


_TITLES = {HTTPStatus.REQUEST_URI_TOO_LONG: "URI Too Long"}
UNREADABLE = Refusal(HTTPStatus.BAD_REQUEST, "What was sent is no HTTP/1.1 request.")
HEAD_TOO_LARGE = Refusal(
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    "The head of a request has at most 64 KiB and 256 header fields.",
)
URI_TOO_LONG = Refusal(
    HTTPStatus.REQUEST_URI_TOO_LONG,
    "An address has less than 64 KiB: send long questions in a body to /v1/facts/search.",
)
HEAD_TOO_LATE = Refusal(HTTPStatus.REQUEST_TIMEOUT, "The head of the request did not come in time.")
BODY_TOO_LATE = Refusal(HTTPStatus.REQUEST_TIMEOUT, "The body of the request did not come in time.")
TOO_MANY_CONNECTIONS = Refusal(
    HTTPStatus.SERVICE_UNAVAILABLE, "Too many clients are connected: ask again later.", 5
)
STOPPING = Refusal(HTTPStatus.SERVICE_UNAVAILABLE, "The service is stopping: ask again.", 5)


def refuse_all_but_health(app: ASGIApp) -> ASGIApp:
    """Return an application that answers for `app` where there is no room, but lets health pass."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if str(scope["path"]).endswith(_HEALTH):
            await app(scope, receive, send)
        else:
            await TOO_MANY_CONNECTIONS.response()(scope, receive, send)

    return answer
