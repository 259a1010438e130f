"""A client of the service's own API inside the process: tools refuse what the API refuses."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, TypeAlias
from urllib.parse import parse_qs, quote, urlsplit

from anyio import Event
from httpx2 import ASGITransport, InvalidURL, QueryParams, Request
from starlette.types import ASGIApp, Receive, Scope, Send

from policyfacts.errors import BadParameters, ParameterError
from policyfacts.http.disconnects import receive_until
from policyfacts.http.urls import UrlBuilder
from policyfacts.schemas.envelope import Problem
from policyfacts.settings import Settings

ParamValue: TypeAlias = str | list[str]
"""The value of a query parameter; a list is as good as one text with commas."""
ApiParams: TypeAlias = Mapping[str, ParamValue]
"""Query parameters of a request to the API."""
# Requests stay in the process, and no URL is made from Host.
_ORIGIN = "http://policyfacts"


class ApiError(Exception):
    """The API answered with another status than 200, and this `problem`."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.detail)
        self.problem = problem


@dataclass(frozen=True)
class ApiResponse:
    """Content of a response, and the address at which clients get the same."""

    content: Any
    address: str

    @property
    def next_cursor(self) -> str | None:
        """Cursor of the next page; None on the last one."""
        next_link = self.content["page"]["next"]
        return parse_qs(urlsplit(next_link).query)["cursor"][0] if next_link else None


@dataclass(frozen=True)
class InternalClient:
    """Client of the API of a service, whose paths clients see below `prefix`.

    What is asked ends when the client that it is asked for has `gone`.
    """

    app: ASGIApp
    settings: Settings
    prefix: str = ""
    gone: Event | None = None

    async def get(self, path: str, params: ApiParams | None = None) -> ApiResponse:
        """Return the response to GET, its content parsed if it is JSON, else as text.

        Raises ApiError where the API answers with a problem, BadParameters where no URL holds so
        much.
        """
        params = params or {}
        transport = ASGITransport(self._ask, root_path=self._root_path)
        url = f"{_ORIGIN}{quote(self._root_path)}{path}"
        try:
            request = Request("GET", url, params=QueryParams(params))
        except InvalidURL:
            raise BadParameters([_too_long(params)]) from None
        response = await transport.handle_async_request(request)
        await response.aread()
        if response.status_code != HTTPStatus.OK:
            raise ApiError(Problem.model_validate(response.json()))
        is_json = response.headers["content-type"].startswith("application/json")
        content = response.json() if is_json else response.text
        return ApiResponse(content, self._public_url(path, params))

    async def _ask(self, scope: Scope, receive: Receive, send: Send) -> None:
        gone = self.gone
        await self.app(scope, receive if gone is None else receive_until(gone), send)

    @property
    def _root_path(self) -> str:
        """The part of the prefix that no proxy strips; the service adds the rest by itself."""
        return self.prefix.removeprefix(self.settings.root_path)

    def _public_url(self, path: str, params: ApiParams) -> str:
        public = self.settings.public_url
        urls = UrlBuilder(quote(self.prefix) if public is None else public)
        pairs = [
            (name, value if isinstance(value, str) else ",".join(value))
            for name, value in params.items()
        ]
        return urls.url_with(path, pairs)


def _too_long(params: ApiParams) -> ParameterError:
    """Name the longest of parameters that are each short enough, but not all together."""
    longest = max(params, key=lambda name: len(str(params[name])))
    message = (
        f"{longest}: together the arguments are too long for one question: "
        "ask several with fewer or shorter values."
    )
    return ParameterError(longest, "too_long", message)
