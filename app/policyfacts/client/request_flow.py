"""The requests, retries and redirects of a call, shared by both clients.

The flow is a generator, like `auth_flow` of httpx: the client sends what it yields, and waits.
"""

import json
import math
from collections.abc import Callable, Generator
from time import monotonic
from typing import TypeVar

import httpx2
from pydantic import ValidationError

from policyfacts.client.cache import CachedResponse
from policyfacts.client.calls import Call
from policyfacts.client.config import ClientConfig
from policyfacts.client.errors import (
    BadQuestion,
    FactsClientError,
    UnexpectedAnswer,
    Unreachable,
    refusal,
)
from policyfacts.client.models.problems import Problem
from policyfacts.client.retries import TRANSIENT, retry_after

T = TypeVar("T")
# A request to send, or seconds to wait; and what the client gives back for it.
FlowStep = httpx2.Request | float
StepResult = httpx2.Response | httpx2.RequestError | None
_PROBLEM_TYPE = "application/problem+json"
_EXCERPT_BYTES = 80
_MAX_REDIRECTS = 10
_PASSED_ON = ("Content-Type", "If-None-Match")


class RequestFlow:
    """The way of a call: builds requests, revalidates cached answers, retries, parses answers."""

    def __init__(self, build: Callable[..., httpx2.Request], config: ClientConfig) -> None:
        self._build = build
        self._headers = tuple(config.headers)
        self.retry = config.retry
        self._cache = config.cache

    def flow(self, call: Call[T]) -> Generator[FlowStep, StepResult, T]:
        """Yield requests to send and seconds to wait, take the results; return the parsed answer.

        FactsClientError where the service refuses, does not answer or answers something else.
        """
        request = self._request(call)
        address = str(request.url)
        cached = self._cache.find(address) if self._cache is not None and not call.body else None
        if cached is not None:
            request.headers["If-None-Match"] = cached.etag
        response = yield from self._send(request)
        if response.status_code == httpx2.codes.NOT_MODIFIED and cached is not None:
            return _parse(call, response, cached.body)
        if response.status_code != httpx2.codes.OK:
            raise _error_answer(response)
        answer = _parse(call, response, response.content)
        self._store(call, address, response)
        return answer

    def _request(self, call: Call[T]) -> httpx2.Request:
        try:
            return self._build(
                call.method,
                call.path,
                params=call.parameters,
                content=call.body,
                headers={"Content-Type": "application/json"} if call.body is not None else None,
            )
        except httpx2.InvalidURL as error:
            message = f"{call.path} cannot be asked so: {error}. A search takes more, in its body."
            raise BadQuestion(message) from error

    def _send(self, request: httpx2.Request) -> Generator[FlowStep, StepResult, httpx2.Response]:
        began, attempts, redirects = monotonic(), 1, 0
        while True:
            result = yield request
            assert result is not None
            if isinstance(result, httpx2.Response) and result.has_redirect_location:
                redirects += 1
                if redirects > _MAX_REDIRECTS:
                    raise UnexpectedAnswer(f"{_url(request)} leads from address to address.")
                request = self._redirect(request, result)
                continue
            pause = self.retry.pause(attempts, monotonic() - began, result)
            if pause is None:
                break
            attempts += 1
            yield pause
        if isinstance(result, httpx2.RequestError):
            raise _transport_error(request, result) from result
        return result

    def _redirect(self, request: httpx2.Request, response: httpx2.Response) -> httpx2.Request:
        """Return the request for a redirect: the method and body stay, whatever the status.

        Headers that were given for one host, such as a key, are not sent to another.
        """
        try:
            location = request.url.join(response.headers["Location"])
        except httpx2.InvalidURL as error:
            message = f"{_url(request)} leads to what is no address: {error}"
            raise UnexpectedAnswer(message) from error
        headers = {name: request.headers[name] for name in _PASSED_ON if name in request.headers}
        redirected = self._build(request.method, location, content=request.content, headers=headers)
        if (location.scheme, location.netloc) != (request.url.scheme, request.url.netloc):
            for name in self._headers:
                redirected.headers.pop(name, None)
        return redirected

    def _store(self, call: Call[T], address: str, response: httpx2.Response) -> None:
        etag = response.headers.get("ETag")
        if self._cache is not None and etag is not None and not call.body:
            self._cache.keep(address, CachedResponse(etag, response.content))


def _parse(call: Call[T], response: httpx2.Response, body: bytes) -> T:
    try:
        return call.read(body)
    except (ValidationError, UnicodeDecodeError) as error:
        reason = error.errors()[0] if isinstance(error, ValidationError) else {"msg": str(error)}
        where = ".".join(map(str, reason.get("loc", ())))
        at = f" at {where}" if where else ""
        message = f"{_not_readable(response, body)}{at}: {reason['msg']}."
        raise UnexpectedAnswer(message) from error


def _error_answer(response: httpx2.Response) -> FactsClientError:
    """Return the error for an error answer of the service, or of a proxy before it."""
    if response.headers.get("Content-Type", "").startswith(_PROBLEM_TYPE):
        try:
            problem = Problem.model_validate_json(response.content)
        except ValidationError:
            return UnexpectedAnswer(f"{_not_readable(response, response.content)}.")
        return refusal(problem, retry_after(response))
    if response.status_code < httpx2.codes.BAD_REQUEST:
        return UnexpectedAnswer(f"{_not_readable(response, response.content)}.")
    status = response.status_code
    detail = f"{_url(response.request)} answers {status} without saying why: {_advice(response)}"
    return refusal(Problem(status=status, detail=detail), retry_after(response))


def _advice(response: httpx2.Response) -> str:
    """Say what to do about a status that comes without an explanation."""
    seconds = retry_after(response)
    again = "ask again later" if seconds is None else f"ask again in {math.ceil(seconds)} seconds"
    if response.status_code == httpx2.codes.TOO_MANY_REQUESTS:
        return f"too much was asked in too short a time, {again}."
    if response.status_code in TRANSIENT:
        return f"the service, or a proxy before it, cannot answer now, {again}."
    if response.status_code >= httpx2.codes.INTERNAL_SERVER_ERROR:
        return "the service, or a proxy before it, failed; its log has more."
    return "is this the address of the service?"


def _transport_error(request: httpx2.Request, error: httpx2.RequestError) -> FactsClientError:
    """Return the error for a request that got no answer, or one that cannot be decoded."""
    if isinstance(error, httpx2.DecodingError):
        return UnexpectedAnswer(f"{_url(request)} answers what cannot be read: {_reason(error)}.")
    return Unreachable(f"{_url(request)} does not answer: {_reason(error)}")


def _not_readable(response: httpx2.Response, body: bytes) -> str:
    excerpt = json.dumps(body[:_EXCERPT_BYTES].decode("utf-8", "replace"), ensure_ascii=False)
    return (
        f"{_url(response.request)} answers {response.status_code} with something else than this "
        f"client reads ({excerpt})"
    )


def _url(request: httpx2.Request) -> str:
    return str(request.url.copy_with(query=None, userinfo=b""))


def _reason(error: httpx2.RequestError) -> str:
    return str(error) or type(error).__name__
