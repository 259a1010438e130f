"""Releases, and what loads did to facts: `/v1/releases`, `/v1/changes`."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from policyfacts.http.context import RequestContext
from policyfacts.http.negotiation import (
    NegotiatedFormat,
    RowOptions,
    content_type,
    documented_formats,
)
from policyfacts.http.params import CurrentContext, PageQuery
from policyfacts.http.presenters.envelope import (
    Listing,
    cut_page,
    is_unlimited,
    link_next,
    make_meta,
)
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

ChangeQuery = Annotated[ChangeParams, Query()]


@router.get(
    "/releases",
    summary="Releases",
    responses={400: BAD_CURSOR, 409: STALE_CURSOR},
)
def list_releases(params: PageQuery, context: CurrentContext) -> ReleaseList:
    """The states that loads brought the data to, the newest first, with what each load did."""
    with context.session(of_history=True) as session:
        everything = queries.list_releases(session.connection)
        releases, page = cut_page(session, context, params, Listing("/v1/releases", everything))
        counts = queries.count_changes_of(
            session.connection, [release.sequence for release in releases]
        )
        items = [_present_release(release, counts, context.urls) for release in releases]
        return ReleaseList(items=items, page=page, facets={}, meta=make_meta(session))


@router.get(
    "/changes",
    summary="What loads added, changed and withdrew",
    response_model=ChangeList,
    responses={
        200: documented_formats(Format.JSON, Format.NDJSON, Format.ATOM),
        400: BAD_CURSOR,
        409: STALE_CURSOR,
    },
)
def list_changes(
    params: ChangeQuery, format_: NegotiatedFormat, context: CurrentContext
) -> ChangeList | Response:
    """A log, the oldest entry first: who holds a release and applies what came after it is current.

    It says what each load did, not what became of it: a fact that one load added and a later one
    withdrew stands there twice.
    """
    if format_ is Format.ATOM and params.sort is None:
        params = params.model_copy(update={"sort": Sort.NEWEST.value})
    with context.session(of_history=True) as session:
        hits = selection.list_changes(session, params, unlimited=is_unlimited(params, format_))
        cursor = hits.next_cursor
        following = link_next(context, params, "/v1/changes", hits.canonical, cursor)
        if format_ is Format.NDJSON:
            return _as_ndjson(context, session, hits)
        rows = selection.read_changes(session, hits.indexes)
        if format_ is Format.ATOM:
            return _as_atom(context, session, rows, following)
        return ChangeList(
            items=[_present_change(row, context.urls) for row in rows],
            page=Page(limit=params.limit, count=len(rows), total=hits.total, next=following),
            facets={},
            meta=make_meta(session, hits.canonical),
        )


def _as_ndjson(
    context: RequestContext, session: ReadSession, hits: selection.ChangeHits
) -> Response:
    def read(session: ReadSession, indexes: Sequence[int]) -> list[dict[str, Any]]:
        rows = selection.read_changes(session, indexes)
        return dump(_present_change(row, context.urls) for row in rows)

    rows = Rows("changes", session.snapshot.release.id, len(hits.indexes), hits.total)
    table = Table((), tuple(FactChange.model_fields))
    options = RowOptions(Format.NDJSON, (), bom=False)
    return stream_rows(context, options, rows, table, Source(hits.indexes, read))


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
            fact_id=row.fact_id,
            change=row.change,
            release=row.release,
            changed_at=row.loaded_at,
            url=context.urls.url(f"/v1/facts/{row.fact_id}"),
            statement=row.statement,
            reason=row.reason,
        )
        for row in rows
    ]
    return Response(write_atom(feed, entries), media_type=content_type(Format.ATOM))


def _present_release(
    release: ReleaseInfo, counts: Mapping[tuple[int, str], int], urls: UrlBuilder
) -> PastRelease:
    return PastRelease(
        id=release.id,
        loaded_at=release.loaded_at,
        facts=release.facts_count,
        changes=ChangeCounts(
            **{change.value: counts.get((release.sequence, change), 0) for change in Change}
        ),
        links=ReleaseLinks(changes=urls.url("/v1/changes", {"since": release.id})),
    )


def _present_change(row: ChangeRow, urls: UrlBuilder) -> FactChange:
    return FactChange(
        id=row.fact_id,
        change=row.change,
        release=row.release,
        loaded_at=row.loaded_at,
        replaced_by=row.replaced_by,
        reason=row.reason,
        links=ChangeLinks(fact=urls.url(f"/v1/facts/{row.fact_id}")),
    )
