"""Every error as a problem document (RFC 9457), by one table of handlers."""

import json
import logging
from http import HTTPStatus
from urllib.parse import urlencode

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
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
    visible,
)
from policyfacts.http.problem_responses import PROBLEM_MEDIA_TYPE, PROBLEM_TYPES
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
_MAX_NAME_LENGTH = 200
# Paths without a last slash that are for programs alone.
_PROGRAM_PATHS = ("/v1/", "/reconcile/", "/mcp/")
# As nginx has it: no client is left to read it, but metrics and the log of a host tell it apart.
_CLIENT_CLOSED_REQUEST = 499
_PHRASES = {HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "Content Too Large"}


def add_problem_handlers(app: FastAPI) -> None:
    """Answer every error of the application with a problem."""
    app.add_exception_handler(FactsError, _own_error)
    app.add_exception_handler(RequestValidationError, _bad_request)
    app.add_exception_handler(HTTPException, _http_error)


async def _own_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, FactsError)
    match error:
        case Moved():
            return await _moved(request, error)
        case StaleCursor():
            return await _stale_cursor(request, error)
        case Withdrawn():
            return await _gone(request, error)
    if error.status >= HTTPStatus.INTERNAL_SERVER_ERROR and not error.is_expected:
        _log.error("%s: %s", error.code, error)
    return make_problem(request.scope, error)


async def _moved(request: Request, error: Moved) -> Response:
    """Redirect to the same URL with the current id, which nobody caches: it may move again."""
    path = service_path(request.scope)
    before, _, after = f"{path}/".rpartition(f"/{request.path_params['id']}/")
    url = (await url_builder(request)).url(f"{before}/{error.id}/{after}".rstrip("/"))
    location = f"{url}?{request.url.query}" if request.url.query else url
    headers = {"Location": location, "Cache-Control": "no-cache"}
    return Response(status_code=error.status, headers=headers)


async def _gone(request: Request, error: Withdrawn) -> Response:
    """Answer 410, with a link to the successor."""
    problem = make_problem(request.scope, error)
    if error.replaced_by is not None:
        successor = (await url_builder(request)).url(f"/v1/facts/{error.replaced_by}")
        problem.headers["Link"] = format_link("successor-version", successor)
    return problem


async def _stale_cursor(request: Request, error: StaleCursor) -> Response:
    """Answer 409, with the URL of the first page in the current release as a link too."""
    parameters = [item for item in request.query_params.multi_items() if item[0] != "cursor"]
    path = service_path(request.scope)
    first = (await url_builder(request)).url(path) + (
        f"?{urlencode(parameters)}" if parameters else ""
    )
    error.errors = (ParameterError("cursor", error.code, error.detail, did_you_mean=(first,)),)
    problem = make_problem(request.scope, error)
    problem.headers["Link"] = format_link("first", first)
    return problem


async def _bad_request(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    unreadable = find_unreadable_body(error)
    if unreadable is not None:
        return make_problem(request.scope, unreadable)
    errors = dict.fromkeys(explain(details, request) for details in error.errors()[:MAX_ERRORS])
    return make_problem(request.scope, BadParameters(list(errors)))


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if isinstance(error.__cause__, ClientDisconnect):
        # The framework takes whatever breaks off a body for a body that cannot be read.
        raise error.__cause__
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
    """Tell whether the path may be that of a page but for its last slash."""
    path = service_path(request.scope)
    return wants_page(request.scope) and path.endswith("/") and "//" not in path and path != "/"


async def _without_slash(request: Request) -> Response:
    path = service_path(request.scope).rstrip("/")
    query = f"?{request.url.query}" if request.url.query else ""
    url = PageUrls.from_urls(await url_builder(request)).url(path)
    return RedirectResponse(url + query, HTTPStatus.PERMANENT_REDIRECT)


def _detail(status: HTTPStatus, request: Request) -> str:
    path, prefix = visible(original_path(request.scope)), mount_prefix(request.scope)
    programs = tuple(prefix + start for start in _PROGRAM_PATHS)
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
    """Answer with an error: a card, a page for people, a problem document for programs."""
    response = error_card(error, scope)
    if response is None:
        response = error_page(scope, error) if wants_page(scope) else _write_problem(scope, error)
    response.headers["Cache-Control"] = "no-store"
    if error.status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = _RETRY_SECONDS
    return response


def _write_problem(scope: Scope, error: FactsError) -> Response:
    problem = Problem(
        type=PROBLEM_TYPES + error.code,
        title=error.title,
        status=error.status,
        code=error.code,
        detail=error.detail,
        instance=original_path(scope),
        errors=[_present_error(parameter_error) for parameter_error in error.errors],
        request_id=scope.get("state", {}).get("request_id", ""),
    )
    # What is quoted may hold a lone surrogate: JSON can write that, UTF-8 cannot.
    text = json.dumps(problem.model_dump(), ensure_ascii=False).encode("utf-8", "replace")
    return Response(text, error.status, media_type=PROBLEM_MEDIA_TYPE)


def _present_error(error: ParameterError) -> ParameterProblem:
    return ParameterProblem(
        parameter=error.parameter[:_MAX_NAME_LENGTH],
        code=error.code,
        message=error.message,
        did_you_mean=list(error.did_you_mean),
        allowed=list(error.allowed),
    )


class ServerErrorMiddleware:
    """Answers exceptions without a handler with a problem, and logs them with the request id."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 500 where the application fails before it has begun to answer."""
        has_begun = False

        async def note_start(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self.app(scope, receive, note_start)
        except Exception as error:
            request_id = scope.get("state", {}).get("request_id", "")
            if _is_disconnect(error):
                _log.debug("request %s: the client has gone", request_id)
                if not has_begun:
                    await Response(status_code=_CLIENT_CLOSED_REQUEST)(scope, receive, send)
                return
            if scope["type"] != "http" or has_begun:
                raise
            facts_error = error if isinstance(error, FactsError) else error.__cause__
            if isinstance(facts_error, FactsError):
                await make_problem(scope, facts_error)(scope, receive, send)
                return
            _log.exception("request %s failed", request_id)
            failure = FactsError("The service failed; the log of the operator says why.")
            await make_problem(scope, failure)(scope, receive, send)


def _is_disconnect(error: BaseException) -> bool:
    """Tell whether the client has gone: the framework wraps that once an answer has begun."""
    return isinstance(error, ClientDisconnect) or isinstance(error.__cause__, ClientDisconnect)
