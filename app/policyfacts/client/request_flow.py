"""What both clients do with a question; sending and waiting is left to them."""

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
from policyfacts.client.retries import PASSING, retry_after

T = TypeVar("T")
# A request to send, or seconds to wait; and what came of it.
Step = httpx2.Request | float
Outcome = httpx2.Response | httpx2.RequestError | None
_PROBLEM = "application/problem+json"
_SHOWN = 80
_MOST_REDIRECTS = 10
_KEPT = ("Content-Type", "If-None-Match")


class RequestFlow:
    """Builds requests, holds answers, tries again, and reads what comes."""

    def __init__(self, build: Callable[..., httpx2.Request], chosen: ClientConfig) -> None:
        self._build = build
        self._headers = tuple(chosen.headers)
        self.retry = chosen.retry
        self._cache = chosen.cache

    def steps(self, call: Call[T]) -> Generator[Step, Outcome, T]:
        """Yield what to send and how long to wait; return the answer."""
        request = self._request(call)
        address = str(request.url)
        held = self._cache.find(address) if self._cache is not None and not call.body else None
        if held is not None:
            request.headers["If-None-Match"] = held.etag
        response = yield from self._send(request)
        if response.status_code == httpx2.codes.NOT_MODIFIED and held is not None:
            return _read(call, response, held.body)
        if response.status_code != httpx2.codes.OK:
            raise _refused(response)
        answer = _read(call, response, response.content)
        self._keep(call, address, response)
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

    def _send(self, request: httpx2.Request) -> Generator[Step, Outcome, httpx2.Response]:
        began, tried, followed = monotonic(), 1, 0
        while True:
            outcome = yield request
            assert outcome is not None
            if isinstance(outcome, httpx2.Response) and outcome.has_redirect_location:
                followed += 1
                if followed > _MOST_REDIRECTS:
                    raise UnexpectedAnswer(f"{_place(request)} leads from address to address.")
                request = self._followed(request, outcome)
                continue
            pause = self.retry.pause(tried, monotonic() - began, outcome)
            if pause is None:
                break
            tried += 1
            yield pause
        if isinstance(outcome, httpx2.RequestError):
            raise _failed(request, outcome) from outcome
        return outcome

    def _followed(self, request: httpx2.Request, response: httpx2.Response) -> httpx2.Request:
        """The same question where a redirect leads: a search stays one, whatever the status.

        Headers that were given for one host, a key say, go to no other.
        """
        try:
            there = request.url.join(response.headers["Location"])
        except httpx2.InvalidURL as error:
            message = f"{_place(request)} leads to what is no address: {error}"
            raise UnexpectedAnswer(message) from error
        kept = {name: request.headers[name] for name in _KEPT if name in request.headers}
        followed = self._build(request.method, there, content=request.content, headers=kept)
        if (there.scheme, there.netloc) != (request.url.scheme, request.url.netloc):
            for name in self._headers:
                followed.headers.pop(name, None)
        return followed

    def _keep(self, call: Call[T], address: str, response: httpx2.Response) -> None:
        etag = response.headers.get("ETag")
        if self._cache is not None and etag is not None and not call.body:
            self._cache.keep(address, CachedResponse(etag, response.content))


def _read(call: Call[T], response: httpx2.Response, body: bytes) -> T:
    try:
        return call.read(body)
    except (ValidationError, UnicodeDecodeError) as error:
        reason = error.errors()[0] if isinstance(error, ValidationError) else {"msg": str(error)}
        where = ".".join(map(str, reason.get("loc", ())))
        at = f" at {where}" if where else ""
        message = f"{_unlike(response, body)}{at}: {reason['msg']}."
        raise UnexpectedAnswer(message) from error


def _refused(response: httpx2.Response) -> FactsClientError:
    """The problem that the service, or whatever stands before it, answers."""
    if response.headers.get("Content-Type", "").startswith(_PROBLEM):
        try:
            problem = Problem.model_validate_json(response.content)
        except ValidationError:
            return UnexpectedAnswer(f"{_unlike(response, response.content)}.")
        return refusal(problem, retry_after(response))
    if response.status_code < httpx2.codes.BAD_REQUEST:
        return UnexpectedAnswer(f"{_unlike(response, response.content)}.")
    status = response.status_code
    detail = f"{_place(response.request)} answers {status} without saying why: {_advice(response)}"
    return refusal(Problem(status=status, detail=detail), retry_after(response))


def _advice(response: httpx2.Response) -> str:
    """What to do about a status that nothing explains."""
    told = retry_after(response)
    again = "ask again later" if told is None else f"ask again in {math.ceil(told)} seconds"
    if response.status_code == httpx2.codes.TOO_MANY_REQUESTS:
        return f"too much was asked in too short a time, {again}."
    if response.status_code in PASSING:
        return f"the service, or a proxy before it, cannot answer now, {again}."
    if response.status_code >= httpx2.codes.INTERNAL_SERVER_ERROR:
        return "the service, or a proxy before it, failed; its log has more."
    return "is this the address of the service?"


def _failed(request: httpx2.Request, error: httpx2.RequestError) -> FactsClientError:
    """Nobody answered; or somebody did, packed in a way that cannot be opened."""
    if isinstance(error, httpx2.DecodingError):
        return UnexpectedAnswer(f"{_place(request)} answers what cannot be read: {_why(error)}.")
    return Unreachable(f"{_place(request)} does not answer: {_why(error)}")


def _unlike(response: httpx2.Response, body: bytes) -> str:
    shown = json.dumps(body[:_SHOWN].decode("utf-8", "replace"), ensure_ascii=False)
    return (
        f"{_place(response.request)} answers {response.status_code} with something else than this "
        f"client reads ({shown})"
    )


def _place(request: httpx2.Request) -> str:
    return str(request.url.copy_with(query=None, userinfo=b""))


def _why(error: httpx2.RequestError) -> str:
    return str(error) or type(error).__name__
