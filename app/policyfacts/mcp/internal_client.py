"""Tools ask the service's own API, inside the process: what it refuses, they refuse."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from httpx2 import ASGITransport, InvalidURL, QueryParams, Request
from starlette.types import ASGIApp

from policyfacts.errors import BadParameters, ParameterError
from policyfacts.http.urls import UrlBuilder
from policyfacts.schemas.envelope import Problem
from policyfacts.settings import Settings

# What was written for a parameter; several values are as good as one with commas.
Parameters = Mapping[str, str | Sequence[str]]
# Nobody is asked for by name: requests stay in the process, and addresses are not made from Host.
_HERE = "http://policyfacts"


class Refused(Exception):
    """The API does not answer: `problem` says why, and what was probably meant."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.detail)
        self.problem = problem


@dataclass(frozen=True)
class ApiResponse:
    """What the API answered, and the address that was asked, as clients can ask it."""

    content: Any
    address: str

    @property
    def next_cursor(self) -> str | None:
        """Where the list goes on; None at its end."""
        following = self.content["page"]["next"]
        return parse_qs(urlsplit(following).query)["cursor"][0] if following else None


@dataclass(frozen=True)
class InternalClient:
    """The API of a service, whose paths clients see below `prefix`."""

    app: ASGIApp
    settings: Settings
    prefix: str = ""

    async def get(self, path: str, parameters: Parameters | None = None) -> ApiResponse:
        """The answer as JSON, or as text where it is none.

        Refused where the API answers with a problem, BadParameters where no address holds so much.
        """
        parameters = parameters or {}
        transport = ASGITransport(self.app, root_path=self._mounted_under)
        address = f"{_HERE}{quote(self._mounted_under)}{path}"
        try:
            request = Request("GET", address, params=QueryParams(parameters))
        except InvalidURL:
            raise BadParameters([_too_long(parameters)]) from None
        answer = await transport.handle_async_request(request)
        await answer.aread()
        if answer.status_code != HTTPStatus.OK:
            raise Refused(Problem.model_validate(answer.json()))
        is_json = answer.headers["content-type"].startswith("application/json")
        return ApiResponse(
            answer.json() if is_json else answer.text, self._address(path, parameters)
        )

    @property
    def _mounted_under(self) -> str:
        """The part of the prefix that no proxy strips: the service adds the rest by itself."""
        return self.prefix.removeprefix(self.settings.root_path)

    def _address(self, path: str, parameters: Parameters) -> str:
        public = self.settings.public_url
        urls = UrlBuilder(quote(self.prefix) if public is None else public)
        written = [
            (name, value if isinstance(value, str) else ",".join(value))
            for name, value in parameters.items()
        ]
        return urls.url_with(path, written)


def _too_long(parameters: Parameters) -> ParameterError:
    """Each parameter is as long as it may be, and all of them are more than an address holds."""
    longest = max(parameters, key=lambda it: len(str(parameters[it])))
    message = (
        f"{longest}: together the arguments are too long for one question: "
        "ask several with fewer or shorter values."
    )
    return ParameterError(longest, "too_long", message)
