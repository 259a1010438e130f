"""Where pages stand: paths of the explorer and of each thing."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from fastapi import Response
from fastapi.responses import RedirectResponse

from policyfacts.http.resource_paths import path_of
from policyfacts.http.urls import UrlBuilder

EXPLORER = "/"


@dataclass(frozen=True)
class Places:
    """Addresses in pages: paths below what the client sees the service under.

    Even where the public address is known: whoever looks at the service by another one, on the
    machine itself say, stays there.
    """

    local: UrlBuilder

    @classmethod
    def below(cls, urls: UrlBuilder) -> "Places":
        """The paths of these addresses."""
        return cls(UrlBuilder(urls.prefix))

    def of(self, path: str, parameters: Mapping[str, Any] | None = None) -> str:
        """A path of the service, pages and API alike."""
        return self.local.url(path, parameters)

    def explorer(self, parameters: Mapping[str, Any] | None = None) -> str:
        """The facts that match."""
        return self.of(EXPLORER, parameters)

    def page(self, kind: str, id_: str | int) -> str:
        """The page of an entity, topic, year or fact."""
        return self.local.base + path_of(kind, id_)


def redirect(urls: UrlBuilder, kind: str, id_: str) -> Response:
    """Each thing has one page, however it was asked for."""
    headers = {"Cache-Control": "no-cache"}
    address = Places.below(urls).page(kind, id_)
    return RedirectResponse(address, HTTPStatus.PERMANENT_REDIRECT, headers)
