"""URLs of pages: of the explorer, and of each entity, topic, year and fact."""

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
class PageUrls:
    """URLs of links in pages: paths below the prefix under which the client sees the service.

    They are paths even where the public address is known: whoever looks at the service by another
    address, on the machine itself say, stays there.
    """

    local: UrlBuilder

    @classmethod
    def from_urls(cls, urls: UrlBuilder) -> "PageUrls":
        """Return the same URLs without scheme and host."""
        return cls(UrlBuilder(urls.prefix))

    def url(self, path: str, parameters: Mapping[str, Any] | None = None) -> str:
        """Return the URL of a path of the service, pages and API alike."""
        return self.local.url(path, parameters)

    def explorer(self, parameters: Mapping[str, Any] | None = None) -> str:
        """Return the URL of the explorer with the facts that match."""
        return self.url(EXPLORER, parameters)

    def page(self, kind: str, id_: str | int) -> str:
        """Return the URL of the page of an entity, topic, year or fact."""
        return self.local.base + path_of(kind, id_)


def redirect(urls: UrlBuilder, kind: str, id_: str) -> Response:
    """Redirect to the one page of an id, from whatever other name the client used."""
    headers = {"Cache-Control": "no-cache"}
    url = PageUrls.from_urls(urls).page(kind, id_)
    return RedirectResponse(url, HTTPStatus.PERMANENT_REDIRECT, headers)
