"""Every error as problem details (RFC 9457): one shape, one media type, one table of handlers."""

import json
import logging
from http import HTTPStatus
from urllib.parse import urlencode

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from policyfacts.cards.errors import error_card
from policyfacts.errors import (
    MAX_ERRORS,
    BadParameters,
    FactsError,
    Moved,
    ParameterError,
    StaleCursor,
    Withdrawn,
)
from policyfacts.http.problem_responses import PROBLEM_MEDIA_TYPE
from policyfacts.http.response_headers import format_link
from policyfacts.http.service import url_builder
from policyfacts.http.urls import mount_prefix, original_path, service_path
from policyfacts.schemas.envelope import ParameterProblem, Problem
from policyfacts.site.error_pages import error_page, wants_page
from policyfacts.site.page_urls import PageUrls
from policyfacts.web.allowed_methods import allowed_methods
from policyfacts.web.validation_errors import explain, explain_unread, find_unreadable_body

_log = logging.getLogger("policyfacts.web")
_RETRY_SECONDS = "5"
_LONGEST_NAME = 200
# Paths without a last slash, below which only programs ask.
_OF_PROGRAMS = ("/v1/", "/reconcile/", "/mcp/")
_TYPES = "urn:policyfacts:problem:"
_PHRASES = {HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "Content Too Large"}


def add_problem_handlers(app: FastAPI) -> None:
    """Let every error that the application makes leave it as a problem."""
    app.add_exception_handler(FactsError, _own_error)
    app.add_exception_handler(RequestValidationError, _bad_request)
    app.add_exception_handler(HTTPException, _http_error)


async def _own_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, FactsError)
    match error:
        case Moved():
            return await _elsewhere(request, error)
        case StaleCursor():
            return await _begin_again(request, error)
        case Withdrawn():
            return await _gone(request, error)
    if error.status >= HTTPStatus.INTERNAL_SERVER_ERROR and not error.is_expected:
        _log.error("%s: %s", error.code, error)
    return make_problem(request.scope, error)


async def _elsewhere(request: Request, error: Moved) -> Response:
    """The same address with the id of now; what is moved may move again, so none keeps it long."""
    path = service_path(request.scope)
    before, _, after = f"{path}/".rpartition(f"/{request.path_params['id']}/")
    here = (await url_builder(request)).url(f"{before}/{error.id}/{after}".rstrip("/"))
    location = f"{here}?{request.url.query}" if request.url.query else here
    headers = {"Location": location, "Cache-Control": "no-cache"}
    return Response(status_code=error.status, headers=headers)


async def _gone(request: Request, error: Withdrawn) -> Response:
    """Where the successor is, as a link too."""
    problem = make_problem(request.scope, error)
    if error.replaced_by is not None:
        successor = (await url_builder(request)).url(f"/v1/facts/{error.replaced_by}")
        problem.headers["Link"] = format_link("successor-version", successor)
    return problem


async def _begin_again(request: Request, error: StaleCursor) -> Response:
    """Where the pages begin in the current release: in the problem, and as a link."""
    asked = [(name, it) for name, it in request.query_params.multi_items() if name != "cursor"]
    path = service_path(request.scope)
    first = (await url_builder(request)).url(path) + (f"?{urlencode(asked)}" if asked else "")
    error.errors = (ParameterError("cursor", error.code, error.detail, did_you_mean=(first,)),)
    problem = make_problem(request.scope, error)
    problem.headers["Link"] = format_link("first", first)
    return problem


async def _bad_request(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    unreadable = find_unreadable_body(error)
    if unreadable is not None:
        return make_problem(request.scope, unreadable)
    errors = dict.fromkeys(explain(it, request) for it in error.errors()[:MAX_ERRORS])
    return make_problem(request.scope, BadParameters(list(errors)))


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    status = HTTPStatus(error.status_code)
    if status == HTTPStatus.BAD_REQUEST and request.method == "POST":
        return make_problem(request.scope, explain_unread(await request.body()))
    if status == HTTPStatus.NOT_FOUND and _may_be_a_page(request):
        return await _without_slash(request)
    failure = FactsError(_detail(status, request) or str(error.detail))
    failure.status = status
    # Python 3.13 has another phrase for 413 than those before it; ours stays the same.
    failure.title = _PHRASES.get(status, status.phrase)
    failure.code = failure.title.lower().replace(" ", "_")
    problem = make_problem(request.scope, failure)
    problem.headers.update(error.headers or {})
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        problem.headers["Allow"] = ", ".join(allowed_methods(request))
    return problem


def _may_be_a_page(request: Request) -> bool:
    """Whether a last slash is all that is too much in the address of a page."""
    path = service_path(request.scope)
    return wants_page(request.scope) and path.endswith("/") and "//" not in path and path != "/"


async def _without_slash(request: Request) -> Response:
    path = service_path(request.scope).rstrip("/")
    query = f"?{request.url.query}" if request.url.query else ""
    address = PageUrls.from_urls(await url_builder(request)).url(path)
    return RedirectResponse(address + query, HTTPStatus.PERMANENT_REDIRECT)


def _detail(status: HTTPStatus, request: Request) -> str:
    path, prefix = original_path(request.scope), mount_prefix(request.scope)
    programs = tuple(prefix + it for it in _OF_PROGRAMS)
    match status:
        case HTTPStatus.NOT_FOUND if path.endswith("/") and path.startswith(programs):
            return f"There is nothing at {path}: ask {path.rstrip('/')} without the last slash."
        case HTTPStatus.NOT_FOUND if wants_page(request.scope):
            return f"There is no page at {path}. Its address may be misspelt, or of another site."
        case HTTPStatus.NOT_FOUND:
            return f"There is nothing at {path}: {prefix}/v1 lists the ways in."
        case HTTPStatus.METHOD_NOT_ALLOWED:
            methods = " or ".join(allowed_methods(request))
            return f"{request.method} is not allowed here: ask with {methods}."
        case _:
            return ""


def make_problem(scope: Scope, error: FactsError) -> Response:
    """The answer that says what went wrong: a card, a page for people, a document for programs."""
    answer = error_card(error, scope)
    if answer is None:
        answer = error_page(scope, error) if wants_page(scope) else _write_problem(scope, error)
    answer.headers["Cache-Control"] = "no-store"
    if error.status == HTTPStatus.SERVICE_UNAVAILABLE:
        answer.headers["Retry-After"] = _RETRY_SECONDS
    return answer


def _write_problem(scope: Scope, error: FactsError) -> Response:
    problem = Problem(
        type=_TYPES + error.code,
        title=error.title,
        status=error.status,
        code=error.code,
        detail=error.detail,
        instance=original_path(scope),
        errors=[_shape(fault) for fault in error.errors],
        request_id=scope.get("state", {}).get("request_id", ""),
    )
    # What is quoted may hold half a character: JSON can write that, UTF-8 cannot.
    text = json.dumps(problem.model_dump(), ensure_ascii=False).encode("utf-8", "replace")
    return Response(text, error.status, media_type=PROBLEM_MEDIA_TYPE)


def _shape(fault: ParameterError) -> ParameterProblem:
    return ParameterProblem(
        parameter=fault.parameter[:_LONGEST_NAME],
        code=fault.code,
        message=fault.message,
        did_you_mean=list(fault.did_you_mean),
        allowed=list(fault.allowed),
    )


class ServerErrorMiddleware:
    """What nobody foresaw becomes a problem too, and goes to the log with its request id."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 500 where the application fails before it has begun to answer."""
        has_begun = False

        async def note(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self.app(scope, receive, note)
        except Exception as error:
            if scope["type"] != "http" or has_begun:
                raise
            own = error if isinstance(error, FactsError) else error.__cause__
            if isinstance(own, FactsError):
                await make_problem(scope, own)(scope, receive, send)
                return
            request_id = scope.get("state", {}).get("request_id", "")
            _log.exception("request %s failed", request_id)
            failure = FactsError("The service failed; the log of the operator says why.")
            await make_problem(scope, failure)(scope, receive, send)
