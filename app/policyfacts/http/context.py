"""One request and its answer: the view it is answered from, and what its headers say."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from operator import itemgetter

from fastapi import Request

from policyfacts import __version__
from policyfacts.http.negotiation import MEDIA_TYPES
from policyfacts.http.response_headers import (
    Links,
    ResponseHeaders,
    check_not_modified,
    response_headers,
    weak_etag,
)
from policyfacts.http.service import Service, service_of
from policyfacts.http.urls import UrlBuilder, encode, service_path
from policyfacts.queries.releases import ReleaseInfo
from policyfacts.search.snapshot import ReadSession

# What says how an answer is cut or written, not what it tells of.
_REPRESENTATION_PARAMS = ("format", "fields", "bom", "facet", "cursor", "limit")


def today() -> date:
    """The day by universal time."""
    return datetime.now(UTC).date()


@dataclass(frozen=True)
class RequestContext:
    """What a handler needs to answer one request."""

    service: Service
    urls: UrlBuilder
    request: Request

    @contextmanager
    def session(self, *, of_history: bool = False, of_day: bool = False) -> Iterator[ReadSession]:
        """The current release, unless the client holds the answer already: then NotModified.

        `of_history` where the answer also tells of loads: the same release, loaded again or after
        others, then is another answer. `of_day` where it tells of today.
        """
        with self.service.session() as session:
            release = session.snapshot.release
            if self.request.method == "GET":
                history = (release.sequence, release.loaded_at) if of_history else None
                self.set_validators(release, history, today() if of_day else None)
                if of_day:
                    response_headers(self.request.scope).release = None
            yield session

    def link(self, relation: str, address: str | None, media_type: str = "") -> None:
        """Add a link to the headers; nothing where there is no address."""
        if address is not None:
            response_headers(self.request.scope).links.add(relation, address, media_type)

    def set_canonical(self, path: str) -> None:
        """Say at which permanent path stands what was asked for by name, code or id."""
        address = self.urls.url(path)
        self.link("cite-as", address)
        if address != self.urls.url(self._path):
            self.link("canonical", address)

    def request_url(self) -> str:
        """The address that was asked, as the client sees it."""
        return self.urls.url_with(self._path, self.request.query_params.multi_items())

    @property
    def _path(self) -> str:
        return service_path(self.request.scope)

    def set_validators(
        self, release: ReleaseInfo, history: object = None, day: date | None = None
    ) -> None:
        """Set ETag, Last-Modified and links; NotModified where the client has the response.

        `history` and `day` are what decides the response beside the release, if anything does.
        """
        headers = response_headers(self.request.scope)
        parameters = _parameters(self.request)
        headers.etag = weak_etag(
            release.id,
            __version__,
            self.urls.base,
            self._path,
            parameters,
            headers.format.value,
            (history, day),
        )
        headers.last_modified = release.loaded_at
        headers.release = release
        check_not_modified(self.request)
        headers.links.update(_links_of(release.license_url, self.urls))
        self._add_links(headers, [(name, encode(name, value)) for name, value in parameters])

    def _add_links(self, headers: ResponseHeaders, asked: list[tuple[str, str]]) -> None:
        """The links of this one answer, with parameters as they stand in addresses."""
        joined, path = self.urls.url_encoded, self._path
        told = [text for name, text in asked if name not in _REPRESENTATION_PARAMS]
        headers.links.add("cite-as", joined(path, told))
        same = [text for name, text in asked if name != "format"]
        start = f"{joined(path, same)}{'&' if same else '?'}format="
        for other in headers.formats:
            if other is not headers.format:
                headers.links.add("alternate", start + other.value, MEDIA_TYPES[other])


@lru_cache(maxsize=8)
def _links_of(license_url: str, urls: UrlBuilder) -> Links:
    """The links that all answers from one release have."""
    links = Links()
    links.add("service-desc", urls.url("/openapi.json"), "application/json")
    links.add("service-doc", urls.url("/docs"), "text/html")
    links.add("describedby", urls.url("/catalog.jsonld"), "application/ld+json")
    links.add("license", license_url)
    return links


def _parameters(request: Request) -> list[tuple[str, str]]:
    """What was asked, whatever the order of the parameters; values of one keep theirs."""
    return sorted(request.query_params.multi_items(), key=itemgetter(0))


async def context_for(request: Request) -> RequestContext:
    """The exchange of this request."""
    service = await service_of(request)
    return RequestContext(service, service.url_builder(request), request)
