"""Figures as rows: `/v1/figures`."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from policyfacts.http.negotiation import NegotiatedFormat, RowOptions, documented_formats
from policyfacts.http.params import CurrentContext
from policyfacts.http.presenters.envelope import is_unlimited, link_next, make_meta
from policyfacts.http.problem_responses import BAD_CURSOR, STALE_CURSOR
from policyfacts.http.streaming import Rows, Source, Table, stream_rows
from policyfacts.renderers.columns import FIGURE_COLUMNS
from policyfacts.schemas.envelope import Page
from policyfacts.schemas.figures import FigureList, FigureRow
from policyfacts.schemas.params.formats import FactRowListParams
from policyfacts.search.results import figures as selection
from policyfacts.vocabulary import Format

router = APIRouter(tags=["Counts and figures"])
_TABLE = Table(FIGURE_COLUMNS, tuple(FigureRow.model_fields))


@router.get(
    "/figures",
    summary="Figures, one a row",
    response_model=FigureList,
    responses={
        200: documented_formats(Format.JSON, Format.CSV, Format.NDJSON),
        400: BAD_CURSOR,
        409: STALE_CURSOR,
    },
)
def list_figures(
    params: Annotated[FactRowListParams, Query()],
    format_: NegotiatedFormat,
    context: CurrentContext,
) -> FigureList | Response:
    """Every quantity with its fact, those of the newest facts first.

    Years and dates are those of the figure's period, and of its fact where it has none. Read each
    with its unit, `bound` and `basis`, and `of` for parts and shares: nothing here is ever added
    up, and rows of different scope never should be.
    """
    options = RowOptions(format_, params.fields, params.bom)
    with context.session() as session:
        hits = selection.find_figures(session, params, unlimited=is_unlimited(params, format_))
        following = link_next(context, params, "/v1/figures", hits.canonical, hits.next_cursor)
        if format_ is not Format.JSON:
            rows = Rows("figures", session.snapshot.release.id, len(hits.figures), hits.total)
            source = Source(hits.figures, selection.read_figures)
            return stream_rows(context, options, rows, _TABLE, source)
        items = selection.read_figures(session, hits.figures)
        page = Page(limit=params.limit, count=len(items), total=hits.total, next=following)
        return FigureList(
            items=[FigureRow.model_validate(item) for item in items],
            page=page,
            facets={},
            meta=make_meta(session, hits.canonical, [*hits.warnings, *options.warnings()]),
        )
