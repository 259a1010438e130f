"""One request: the session it is answered from, and what the headers of its response say."""

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
from policyfacts.http.service import Service
from policyfacts.http.urls import UrlBuilder, encode, service_path
from policyfacts.queries.releases import ReleaseInfo
from policyfacts.search.snapshot import ReadSession

# What says how a response is paged or written, not what it is about.
_REPRESENTATION_PARAMS = ("format", "fields", "bom", "facet", "cursor", "limit")


def today() -> date:
    """Return the day by universal time."""
    return datetime.now(UTC).date()


@dataclass(frozen=True)
class RequestContext:
    """What a handler needs to answer one request."""

    service: Service
    urls: UrlBuilder
    request: Request

    @contextmanager
    def session(self, *, of_history: bool = False, of_day: bool = False) -> Iterator[ReadSession]:
        """Open a session on the current release; NotModified where the client has the response.

        `of_history` where the response also tells of loads: the same release, loaded again or after
        others, then is another response. `of_day` where it tells of today.
        """
        with self.service.session() as session:
            release = session.snapshot.release
            if self.request.method == "GET":
                history = (release.sequence, release.loaded_at) if of_history else None
                self.set_validators(release, history, today() if of_day else None)
                if of_day:
                    response_headers(self.request.scope).release = None
            yield session

    def link(self, relation: str, url: str | None, media_type: str = "") -> None:
        """Add a link to the headers; nothing where there is no URL."""
        if url is not None:
            response_headers(self.request.scope).links.add(relation, url, media_type)

    def set_canonical(self, path: str) -> None:
        """Link to the permanent path of what was requested by name, code or id."""
        url = self.urls.url(path)
        self.link("cite-as", url)
        if url != self.urls.url(self._path):
            self.link("canonical", url)

    def request_url(self) -> str:
        """Return the URL that was requested, as the client sees it."""
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
        settings = [each for each in (self.service.settings.report_url,) if each is not None]
        headers.etag = weak_etag(
            release.id,
            __version__,
            self.urls.base,
            self._path,
            parameters,
            headers.format.value,
            (history, day),
            *settings,
        )
        headers.last_modified = release.loaded_at
        headers.release = release
        check_not_modified(self.request)
        headers.links.update(_links_of(release.license_url, self.urls))
        self._add_links(headers, [(name, encode(name, value)) for name, value in parameters])

    def _add_links(self, headers: ResponseHeaders, parameters: list[tuple[str, str]]) -> None:
        """Add the links of this one response; parameters are encoded already."""
        url, path = self.urls.url_encoded, self._path
        filters = [text for name, text in parameters if name not in _REPRESENTATION_PARAMS]
        headers.links.add("cite-as", url(path, filters))
        others = [text for name, text in parameters if name != "format"]
        start = f"{url(path, others)}{'&' if others else '?'}format="
        for format_ in headers.formats:
            if format_ is not headers.format:
                headers.links.add("alternate", start + format_.value, MEDIA_TYPES[format_])


@lru_cache(maxsize=8)
def _links_of(license_url: str, urls: UrlBuilder) -> Links:
    """Return the links that all responses of one release have."""
    links = Links()
    links.add("service-desc", urls.url("/openapi.json"), "application/json")
    links.add("service-doc", urls.url("/docs"), "text/html")
    links.add("describedby", urls.url("/catalog.jsonld"), "application/ld+json")
    links.add("license", license_url)
    return links


def _parameters(request: Request) -> list[tuple[str, str]]:
    """Return the parameters in the order of their names; values of one keep theirs."""
    return sorted(request.query_params.multi_items(), key=itemgetter(0))


def make_context(request: Request) -> RequestContext:
    """Return the context of this request."""
    service: Service = request.app.state.service
    return RequestContext(service, service.url_builder(request), request)


async def context_for(request: Request) -> RequestContext:
    """Return the context of this request, for FastAPI, which calls coroutines without a thread."""
    return make_context(request)
