"""Releases, and what loads did to facts: `/v1/releases`, `/v1/changes`."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Query, Response

from policyfacts.forms.atom import ChangeEntry, ChangeFeed, write_atom
from policyfacts.queries import releases as queries
from policyfacts.queries.changes import ChangeRow
from policyfacts.queries.releases import ReleaseInfo
from policyfacts.routers.addresses import Addresses
from policyfacts.routers.answers import Listing, cut_page, make_meta, next_address
from policyfacts.routers.bulk import Manner, Rows, Table, send_rows
from policyfacts.routers.exchange import Exchange
from policyfacts.routers.formats import WantedFormat, offer
from policyfacts.routers.media_types import content_type
from policyfacts.routers.parameters import CurrentAddresses, CurrentService, WantedPage
from policyfacts.routers.problems import BAD_CURSOR, STALE_CURSOR
from policyfacts.schemas.answers import Page
from policyfacts.schemas.releases import (
    ChangeCounts,
    ChangeLinks,
    ChangeList,
    ChangeQuestion,
    FactChange,
    PastRelease,
    ReleaseLinks,
    ReleaseList,
)
from policyfacts.selection import changes as selection
from policyfacts.selection.snapshot import View
from policyfacts.vocabulary import Change, Format, Sort

router = APIRouter(tags=["Releases"])

WantedChanges = Annotated[ChangeQuestion, Query()]

# More than a log will ever hold.
MOST_ROWS = 2**31


@router.get(
    "/releases",
    operation_id="list_releases",
    summary="Releases",
    responses={400: BAD_CURSOR, 409: STALE_CURSOR},
)
def list_releases(
    page: WantedPage, service: CurrentService, addresses: CurrentAddresses
) -> ReleaseList:
    """The states that loads brought the data to, the newest first, with what each load did."""
    with service.view(of_history=True) as view:
        everything = queries.list_releases(view.connection)
        found, cut = cut_page(view, addresses, page, Listing("/v1/releases", everything))
        service.link("next", cut.next)
        counts = queries.count_changes_of(view.connection, [it.sequence for it in found])
        items = [_shape_release(it, counts, addresses) for it in found]
        return ReleaseList(items=items, page=cut, facets={}, meta=make_meta(view))


@router.get(
    "/changes",
    operation_id="list_changes",
    summary="What loads added, changed and withdrew",
    response_model=ChangeList,
    responses={
        200: offer(Format.JSON, Format.NDJSON, Format.ATOM),
        400: BAD_CURSOR,
        409: STALE_CURSOR,
    },
)
def list_changes(
    question: WantedChanges, wanted: WantedFormat, service: CurrentService
) -> ChangeList | Response:
    """A log, the oldest entry first: who holds a release and applies what came after it is current.

    It says what each load did, not what became of it: a fact that one load added and a later one
    withdrew stands there twice.
    """
    if wanted is Format.ATOM and question.sort is None:
        question = question.model_copy(update={"sort": Sort.NEWEST.value})
    with service.view(of_history=True) as view:
        found = selection.list_changes(view, question, limit=_most(question, wanted))
        items = [_shape_change(row, service.addresses) for row in found.rows]
        if wanted is Format.NDJSON:
            return _as_ndjson(view, found, items)
        following = _following(service, question, found)
        if wanted is Format.ATOM:
            return _as_atom(service, view, question, found, following)
        page = Page(limit=question.limit, count=len(items), total=found.total, next=following)
        return ChangeList(items=items, page=page, facets={}, meta=make_meta(view, found.canonical))


def _most(question: ChangeQuestion, wanted: Format) -> int | None:
    """ndjson holds the whole log unless a limit is given."""
    is_whole = wanted is Format.NDJSON and "limit" not in question.model_fields_set
    return MOST_ROWS if is_whole else None


def _following(
    service: Exchange, question: ChangeQuestion, found: selection.ChangePage
) -> str | None:
    form = {"format": question.format} if question.format is not None else {}
    parameters = {**found.canonical, **form, "limit": question.limit}
    following = next_address(service.addresses, "/v1/changes", parameters, found.next_cursor)
    service.link("next", following)
    return following


def _as_ndjson(view: View, found: selection.ChangePage, items: list[FactChange]) -> Response:
    rows = Rows("changes", view.snapshot.release.id, len(items), found.total)
    members = tuple(FactChange.model_fields)
    manner = Manner(Format.NDJSON, (), bom=False)
    return send_rows(manner, rows, Table((), members), [it.model_dump(mode="json") for it in items])


def _as_atom(
    service: Exchange,
    view: View,
    question: ChangeQuestion,
    found: selection.ChangePage,
    following: str | None,
) -> Response:
    release, of = view.snapshot.release, service.addresses.of
    feed = ChangeFeed(
        title=f"{release.title}: changes",
        author=release.contact,
        updated=release.loaded_at,
        address=of("/v1/changes", {**found.canonical, "format": "atom", "limit": question.limit}),
        next=following,
        license=release.license,
        license_url=release.license_url,
    )
    entries = [
        ChangeEntry(
            fact_id=it.fact_id,
            change=it.change,
            release=it.release,
            changed_at=it.loaded_at,
            address=of(f"/v1/facts/{it.fact_id}"),
            statement=it.statement,
            reason=it.reason,
        )
        for it in found.rows
    ]
    return Response(write_atom(feed, entries), media_type=content_type(Format.ATOM))


def _shape_release(
    it: ReleaseInfo, counts: Mapping[tuple[int, str], int], addresses: Addresses
) -> PastRelease:
    return PastRelease(
        id=it.id,
        loaded_at=it.loaded_at,
        facts=it.facts_count,
        changes=ChangeCounts(
            **{change.value: counts.get((it.sequence, change), 0) for change in Change}
        ),
        links=ReleaseLinks(changes=addresses.of("/v1/changes", {"since": it.id})),
    )


def _shape_change(it: ChangeRow, addresses: Addresses) -> FactChange:
    return FactChange(
        id=it.fact_id,
        change=it.change,
        release=it.release,
        loaded_at=it.loaded_at,
        replaced_by=it.replaced_by,
        reason=it.reason,
        links=ChangeLinks(fact=addresses.of(f"/v1/facts/{it.fact_id}")),
    )
