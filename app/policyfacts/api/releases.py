"""Releases, and what loads did to facts: `/v1/releases`, `/v1/changes`."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from policyfacts.http.context import RequestContext
from policyfacts.http.negotiation import RowOptions, WantedFormat, content_type, documented_formats
from policyfacts.http.params import CurrentContext, WantedPage
from policyfacts.http.presenters.envelope import Listing, cut_page, is_whole, link_next, make_meta
from policyfacts.http.problem_responses import BAD_CURSOR, STALE_CURSOR
from policyfacts.http.streaming import Rows, Source, Table, dump, stream_rows
from policyfacts.http.urls import UrlBuilder
from policyfacts.queries import releases as queries
from policyfacts.queries.changes import ChangeRow
from policyfacts.queries.releases import ReleaseInfo
from policyfacts.renderers.atom import ChangeEntry, ChangeFeed, write_atom
from policyfacts.schemas.envelope import Page
from policyfacts.schemas.releases import (
    ChangeCounts,
    ChangeLinks,
    ChangeList,
    ChangeParams,
    FactChange,
    PastRelease,
    ReleaseLinks,
    ReleaseList,
)
from policyfacts.search.results import changes as selection
from policyfacts.search.snapshot import ReadSession
from policyfacts.vocabulary import Change, Format, Sort

router = APIRouter(tags=["Releases"])

WantedChanges = Annotated[ChangeParams, Query()]


@router.get(
    "/releases",
    operation_id="list_releases",
    summary="Releases",
    responses={400: BAD_CURSOR, 409: STALE_CURSOR},
)
def list_releases(page: WantedPage, context: CurrentContext) -> ReleaseList:
    """The states that loads brought the data to, the newest first, with what each load did."""
    with context.session(of_history=True) as session:
        everything = queries.list_releases(session.connection)
        found, cut = cut_page(session, context, page, Listing("/v1/releases", everything))
        counts = queries.count_changes_of(session.connection, [it.sequence for it in found])
        items = [_shape_release(it, counts, context.urls) for it in found]
        return ReleaseList(items=items, page=cut, facets={}, meta=make_meta(session))


@router.get(
    "/changes",
    operation_id="list_changes",
    summary="What loads added, changed and withdrew",
    response_model=ChangeList,
    responses={
        200: documented_formats(Format.JSON, Format.NDJSON, Format.ATOM),
        400: BAD_CURSOR,
        409: STALE_CURSOR,
    },
)
def list_changes(
    question: WantedChanges, wanted: WantedFormat, context: CurrentContext
) -> ChangeList | Response:
    """A log, the oldest entry first: who holds a release and applies what came after it is current.

    It says what each load did, not what became of it: a fact that one load added and a later one
    withdrew stands there twice.
    """
    if wanted is Format.ATOM and question.sort is None:
        question = question.model_copy(update={"sort": Sort.NEWEST.value})
    with context.session(of_history=True) as session:
        found = selection.list_changes(session, question, unlimited=is_whole(question, wanted))
        cursor = found.next_cursor
        following = link_next(context, question, "/v1/changes", found.canonical, cursor)
        if wanted is Format.NDJSON:
            return _as_ndjson(context, session, found)
        rows = selection.read_changes(session, found.indexes)
        if wanted is Format.ATOM:
            return _as_atom(context, session, rows, following)
        return ChangeList(
            items=[_shape_change(row, context.urls) for row in rows],
            page=Page(limit=question.limit, count=len(rows), total=found.total, next=following),
            facets={},
            meta=make_meta(session, found.canonical),
        )


def _as_ndjson(
    context: RequestContext, session: ReadSession, found: selection.ChangeHits
) -> Response:
    def read(session: ReadSession, places: Sequence[int]) -> list[dict[str, Any]]:
        rows = selection.read_changes(session, places)
        return dump(_shape_change(row, context.urls) for row in rows)

    rows = Rows("changes", session.snapshot.release.id, len(found.indexes), found.total)
    table = Table((), tuple(FactChange.model_fields))
    manner = RowOptions(Format.NDJSON, (), bom=False)
    return stream_rows(context, manner, rows, table, Source(found.indexes, read))


def _as_atom(
    context: RequestContext, session: ReadSession, rows: Iterable[ChangeRow], following: str | None
) -> Response:
    release = session.snapshot.release
    feed = ChangeFeed(
        title=f"{release.title}: changes",
        author=release.contact,
        updated=release.loaded_at,
        url=context.request_url(),
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
            url=context.urls.url(f"/v1/facts/{it.fact_id}"),
            statement=it.statement,
            reason=it.reason,
        )
        for it in rows
    ]
    return Response(write_atom(feed, entries), media_type=content_type(Format.ATOM))


def _shape_release(
    it: ReleaseInfo, counts: Mapping[tuple[int, str], int], urls: UrlBuilder
) -> PastRelease:
    return PastRelease(
        id=it.id,
        loaded_at=it.loaded_at,
        facts=it.facts_count,
        changes=ChangeCounts(
            **{change.value: counts.get((it.sequence, change), 0) for change in Change}
        ),
        links=ReleaseLinks(changes=urls.url("/v1/changes", {"since": it.id})),
    )


def _shape_change(it: ChangeRow, urls: UrlBuilder) -> FactChange:
    return FactChange(
        id=it.fact_id,
        change=it.change,
        release=it.release,
        loaded_at=it.loaded_at,
        replaced_by=it.replaced_by,
        reason=it.reason,
        links=ChangeLinks(fact=urls.url(f"/v1/facts/{it.fact_id}")),
    )
