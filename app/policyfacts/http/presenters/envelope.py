"""What every answer carries beside its items."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from policyfacts.http.context import RequestContext
from policyfacts.schemas import envelope as schemas
from policyfacts.schemas.envelope import Meta, Page
from policyfacts.schemas.params import Paging, Params
from policyfacts.search.results.counts import Count
from policyfacts.search.results.paging import make_cursor, read_cursor
from policyfacts.search.snapshot import ReadSession
from policyfacts.vocabulary import Format

T = TypeVar("T")
_KEPT = ("facet", "limit", "format", "fields", "bom")


def make_meta(
    session: ReadSession, query: Mapping[str, Any] | None = None, warnings: Sequence[str] = ()
) -> Meta:
    """The release, the question as understood, the terms of use."""
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
    """A list that is held in memory, the path that answers it, and the question it answers."""

    path: str
    everything: Sequence[T]
    canonical: Mapping[str, Any] = field(default_factory=dict)

    @property
    def question(self) -> dict[str, Any]:
        """What cursors are bound to."""
        return {**self.canonical, "path": self.path}


def cut_page(
    session: ReadSession,
    context: RequestContext,
    asked: Paging,
    listing: Listing[T],
    wanted: Format = Format.JSON,
) -> tuple[Sequence[T], Page]:
    """The asked part of a listing; tables hold all of it unless a limit is asked for."""
    start = read_cursor(session, listing.question, asked.cursor)
    total = len(listing.everything)
    limit = total if is_whole(asked, wanted) else asked.limit
    items = listing.everything[start : start + limit]
    end = start + len(items)
    cursor = None if not limit or end >= total else make_cursor(session, listing.question, end)
    following = link_next(context, asked, listing.path, listing.canonical, cursor)
    return items, Page(limit=limit, count=len(items), total=total, next=following)


def is_whole(asked: Params, wanted: Format) -> bool:
    """Whether the answer holds all that matches: tables do, unless a limit is asked for."""
    return wanted in (Format.CSV, Format.NDJSON) and "limit" not in asked.model_fields_set


def link_next(
    context: RequestContext,
    asked: Params,
    path: str,
    canonical: Mapping[str, Any],
    cursor: str | None,
) -> str | None:
    """Where the next page is, in the answer's headers too; null on the last."""
    if cursor is None:
        return None
    following = context.urls.url(path, {**canonical, **kept(asked), "cursor": cursor})
    context.link("next", following)
    return following


def kept(asked: Params) -> dict[str, Any]:
    """What a question says beside its filters, repeated where an address leads on."""
    written = {name: getattr(asked, name, None) for name in _KEPT}
    return {
        name: value
        for name, value in written.items()
        if name == "limit" or (name in asked.model_fields_set and value is not None)
    }


def present_counts(counts: Sequence[Count]) -> list[schemas.Count]:
    """Counts as answers show them."""
    return [schemas.Count(value=it.value, label=it.label, count=it.count) for it in counts]
