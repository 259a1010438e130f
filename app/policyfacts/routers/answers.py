"""What every answer carries beside its items."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from fastapi import Response

from policyfacts.routers.addresses import Addresses
from policyfacts.schemas.answers import FacetValue, Meta, Page
from policyfacts.schemas.questions import Paging
from policyfacts.selection.counts import Count
from policyfacts.selection.facts import FactPage
from policyfacts.selection.pages import give_cursor, read_cursor
from policyfacts.selection.snapshot import View

T = TypeVar("T")
_JSON = "application/json"


def make_meta(
    view: View, query: Mapping[str, Any] | None = None, warnings: Sequence[str] = ()
) -> Meta:
    """The release, the question as understood, the terms of use."""
    release = view.snapshot.release
    return Meta(
        release=release.id,
        query=dict(query or {}),
        license=release.license,
        citation=release.citation,
        warnings=list(warnings),
    )


def answer_facts(view: View, addresses: Addresses, found: FactPage, limit: int) -> Response:
    """A list of facts out of their finished texts."""
    page = Page(
        limit=limit,
        count=len(found.bodies),
        total=found.total,
        next=_next(addresses, "/v1/facts", found.canonical, limit, found.next_cursor),
    )
    meta = make_meta(view, found.canonical, found.warnings)
    text = (
        f'{{"items":[{",".join(found.bodies)}],"page":{page.model_dump_json()},'
        f'"facets":{{}},"meta":{meta.model_dump_json()}}}'
    )
    return Response(text, media_type=_JSON)


def answer_fact(body: str) -> Response:
    """One fact out of its finished text."""
    return Response(body, media_type=_JSON)


@dataclass(frozen=True)
class Listing(Generic[T]):
    """A list that is held in memory, the path that answers it, and the question it answers."""

    path: str
    everything: Sequence[T]
    canonical: Mapping[str, Any] = field(default_factory=dict)


def cut_page(
    view: View, addresses: Addresses, asked: Paging, listing: Listing[T]
) -> tuple[Sequence[T], Page]:
    """The asked part of a listing."""
    question = {**listing.canonical, "path": listing.path}
    start = read_cursor(view, question, asked.cursor)
    items = listing.everything[start : start + asked.limit]
    end, total = start + len(items), len(listing.everything)
    cursor = give_cursor(view, question, end) if asked.limit and end < total else None
    following = _next(addresses, listing.path, listing.canonical, asked.limit, cursor)
    return items, Page(limit=asked.limit, count=len(items), total=total, next=following)


def facet_values(counts: Sequence[Count]) -> list[FacetValue]:
    """Counts as answers show them."""
    return [FacetValue(value=it.value, label=it.label, count=it.count) for it in counts]


def _next(
    addresses: Addresses, path: str, canonical: Mapping[str, Any], limit: int, cursor: str | None
) -> str | None:
    if cursor is None:
        return None
    return addresses.of(path, {**canonical, "limit": limit, "cursor": cursor})
