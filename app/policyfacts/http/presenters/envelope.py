"""The envelope of lists: pages, metadata and links to the next page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from policyfacts.http.context import RequestContext
from policyfacts.schemas import envelope as schemas
from policyfacts.schemas.envelope import Meta, Page
from policyfacts.schemas.params.lists import Paging
from policyfacts.schemas.params.types import Params
from policyfacts.search.results.counts import Count
from policyfacts.search.results.paging import make_cursor, read_cursor
from policyfacts.search.snapshot import ReadSession
from policyfacts.vocabulary import Format

T = TypeVar("T")
_CARRIED_PARAMS = ("facet", "limit", "format", "fields", "bom")


def make_meta(
    session: ReadSession, query: Mapping[str, Any] | None = None, warnings: Sequence[str] = ()
) -> Meta:
    """Return the release, the query as it was parsed, and the terms of use."""
    release = session.snapshot.release
    return Meta(
        release=release.id,
        query=dict(query or {}),
        license=release.license,
        citation=release.citation,
        warnings=list(warnings),
    )


@dataclass(frozen=True)
class Listing(Generic[T]):
    """A list in memory, the path that answers it, and the query that it answers."""

    path: str
    everything: Sequence[T]
    canonical: Mapping[str, Any] = field(default_factory=dict)

    @property
    def cursor_key(self) -> dict[str, Any]:
        """What cursors are bound to."""
        return {**self.canonical, "path": self.path}


def cut_page(
    session: ReadSession,
    context: RequestContext,
    params: Paging,
    listing: Listing[T],
    format_: Format = Format.JSON,
) -> tuple[Sequence[T], Page]:
    """Return the requested part of a listing; CSV and NDJSON hold all of it without a limit."""
    start = read_cursor(session, listing.cursor_key, params.cursor)
    total = len(listing.everything)
    limit = total if is_unlimited(params, format_) else params.limit
    items = listing.everything[start : start + limit]
    end = start + len(items)
    cursor = None if not limit or end >= total else make_cursor(session, listing.cursor_key, end)
    following = link_next(context, params, listing.path, listing.canonical, cursor)
    return items, Page(limit=limit, count=len(items), total=total, next=following)


def is_unlimited(params: Params, format_: Format) -> bool:
    """Tell whether all that matches is returned: in CSV and NDJSON, unless there is a limit."""
    return format_ in (Format.CSV, Format.NDJSON) and "limit" not in params.model_fields_set


def link_next(
    context: RequestContext,
    params: Params,
    path: str,
    canonical: Mapping[str, Any],
    cursor: str | None,
) -> str | None:
    """Return the URL of the next page, None on the last; add it to the Link header too."""
    if cursor is None:
        return None
    following = context.urls.url(path, {**canonical, **carried_params(params), "cursor": cursor})
    context.link("next", following)
    return following


def carried_params(params: Params) -> dict[str, Any]:
    """Return the parameters beside filters that URLs of further pages repeat."""
    values = {name: getattr(params, name, None) for name in _CARRIED_PARAMS}
    return {
        name: value
        for name, value in values.items()
        if name == "limit" or (name in params.model_fields_set and value is not None)
    }


def present_counts(counts: Sequence[Count]) -> list[schemas.Count]:
    """Return counts as responses have them."""
    return [
        schemas.Count(value=count.value, label=count.label, count=count.count) for count in counts
    ]
