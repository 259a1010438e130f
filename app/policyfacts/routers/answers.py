"""What every answer carries beside its items."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from policyfacts.routers.addresses import Addresses
from policyfacts.schemas import answers as shapes
from policyfacts.schemas.answers import Meta, Page
from policyfacts.schemas.questions import Paging
from policyfacts.selection.counts import Count
from policyfacts.selection.pages import give_cursor, read_cursor
from policyfacts.selection.snapshot import View

T = TypeVar("T")


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
    view: View, addresses: Addresses, asked: Paging, listing: Listing[T]
) -> tuple[Sequence[T], Page]:
    """The asked part of a listing."""
    start = _start_of(view, asked, listing)
    items = listing.everything[start : start + asked.limit]
    end, total = start + len(items), len(listing.everything)
    is_last = not asked.limit or end >= total
    cursor = None if is_last else give_cursor(view, listing.question, end)
    parameters = {**listing.canonical, "limit": asked.limit}
    following = next_address(addresses, listing.path, parameters, cursor)
    return items, Page(limit=asked.limit, count=len(items), total=total, next=following)


def cut_rows(view: View, asked: Paging, listing: Listing[T]) -> Sequence[T]:
    """The asked part of a listing, which has no end where no limit is asked for."""
    start = _start_of(view, asked, listing)
    is_whole = "limit" not in asked.model_fields_set
    return listing.everything[start:] if is_whole else listing.everything[start:][: asked.limit]


def _start_of(view: View, asked: Paging, listing: Listing[T]) -> int:
    return read_cursor(view, listing.question, asked.cursor)


def shape_counts(counts: Sequence[Count]) -> list[shapes.Count]:
    """Counts as answers show them."""
    return [shapes.Count(value=it.value, label=it.label, count=it.count) for it in counts]


def next_address(
    addresses: Addresses, path: str, parameters: Mapping[str, Any], cursor: str | None
) -> str | None:
    """Where the next page is; null on the last."""
    return addresses.of(path, {**parameters, "cursor": cursor}) if cursor is not None else None
