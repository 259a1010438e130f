"""Facts: `/v1/facts`."""

import json
from contextlib import suppress
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Body, Depends, HTTPException, Query, Response
from fastapi.concurrency import run_in_threadpool

from policyfacts.errors import FactsError
from policyfacts.http.context import RequestContext
from policyfacts.http.costly import costly
from policyfacts.http.gate import Work
from policyfacts.http.negotiation import (
    NegotiatedFormat,
    RowOptions,
    content_type,
    documented_formats,
)
from policyfacts.http.params import CurrentContext, refuse_repeated_members
from policyfacts.http.path_params import FactId
from policyfacts.http.presenters.envelope import is_unlimited, link_next
from policyfacts.http.presenters.facts import answer_facts, answer_jsonld, answer_search, site_of
from policyfacts.http.problem_responses import (
    BAD_BODY,
    BAD_CURSOR,
    GONE,
    NOT_FOUND,
    STALE_CURSOR,
    TOO_LARGE,
    UNKNOWN_BODY,
)
from policyfacts.http.response_headers import REPORT
from policyfacts.http.routes import DirectRoute
from policyfacts.http.streaming import stream_facts
from policyfacts.renderers.jsonld.documents import fact_document
from policyfacts.schemas.envelope import FactList
from policyfacts.schemas.facts import Fact
from policyfacts.schemas.params.formats import FactListParams, ItemParams
from policyfacts.schemas.params.lists import CursorParams
from policyfacts.schemas.params.search import EXAMPLES, SearchQuestion, count_parts
from policyfacts.search.parse.nested import parse_search
from policyfacts.search.parse.query import parse_query
from policyfacts.search.results import facts as selection
from policyfacts.vocabulary import Format

router = APIRouter(tags=["Facts"])

FORMATS = (Format.JSON, Format.CSV, Format.NDJSON, Format.JSONLD)
# Answered by more than sets, or not in a moment.
_NOT_PLAIN = ("q", "measure", "unit", "value_min", "value_max", "facet", "sample", "fields")
# More facts than this are better read in a thread, while others are answered.
_MAX_PLAIN_LIMIT = 100
# A search of more parts is costly.
_MAX_PLAIN_PARTS = 5


async def list_facts(
    params: Annotated[FactListParams, Query()], format_: NegotiatedFormat, context: CurrentContext
) -> Response:
    """Filters of different names must all hold; of several values of one filter, any.

    Countries, regions, organizations and topics are read by id, code or exact name in any language
    held. What cannot be read is refused with what was probably meant: a typo never returns
    unfiltered facts.
    """
    if _is_plain(params, format_):
        # What the newest release that was read refuses, the current one may not.
        with suppress(FactsError):
            if context.service.database.is_sqlite:
                # A file is read in less time than a thread takes to begin.
                return _list_plain(params, context)
            return await run_in_threadpool(_list_plain, params, context)
    return await run_in_threadpool(_list_facts, params, format_, context)


def _is_plain(params: FactListParams, format_: Format) -> bool:
    """Tell whether sets alone answer the query, in a moment."""
    return (
        format_ is Format.JSON
        and params.limit <= _MAX_PLAIN_LIMIT
        and not any(getattr(params, name) for name in _NOT_PLAIN)
    )


def _list_plain(params: FactListParams, context: RequestContext) -> Response:
    """Answer from the newest release that was read; ReleaseChanged where it is not current."""
    with context.service.newest_session() as session:
        query = parse_query(params, session.snapshot.registry)
        page = selection.list_facts(session, params, query, params.cursor)
    # Only now it is known that the release is current.
    context.set_validators(session.snapshot.release)
    return answer_facts(context, session, params, page, RowOptions(Format.JSON, (), params.bom))


def _list_facts(params: FactListParams, format_: Format, context: RequestContext) -> Response:
    options = RowOptions(format_, params.fields, params.bom)
    with context.session() as session:
        query = parse_query(params, session.snapshot.registry)
        if is_unlimited(params, format_):
            params = params.model_copy(update={"limit": session.snapshot.release.facts_count})
        if format_ in (Format.CSV, Format.NDJSON):
            hits = selection.find_facts(session, params, query, params.cursor)
            link_next(context, params, "/v1/facts", hits.canonical, hits.next_cursor)
            return stream_facts(context, options, hits, session.snapshot.release.id)
        page = selection.list_facts(session, params, query, params.cursor)
        return answer_facts(context, session, params, page, options)


router.add_api_route(
    "/facts",
    list_facts,
    summary="Facts by any combination of filters",
    response_model=FactList,
    responses={
        200: documented_formats(*FORMATS),
        400: BAD_CURSOR,
        409: STALE_CURSOR,
    },
    route_class_override=DirectRoute,
)


def _has_many_parts(params: SearchQuestion, **_: object) -> bool:
    return count_parts(params) > _MAX_PLAIN_PARTS


@router.post(
    "/facts/search",
    summary="Facts by filters joined with all, any and not",
    response_model=FactList,
    responses={400: BAD_BODY, 409: STALE_CURSOR, 413: TOO_LARGE, 415: UNKNOWN_BODY},
    dependencies=[Depends(refuse_repeated_members)],
)
@costly(Work.LONG, when=_has_many_parts)
def search_facts(
    params: Annotated[SearchQuestion, Body(openapi_examples=EXAMPLES)],
    continuation: Annotated[CursorParams, Query()],
    context: CurrentContext,
) -> Response:
    """The same filters as `/v1/facts`, as an object that may hold others.

    What stands side by side in an object must all hold; `all` and `any` take lists of objects, and
    `not` takes one. The next page is asked for at `page.next` with the same body.
    """
    with context.session() as session:
        query = parse_search(params, session.snapshot.registry)
        page = selection.list_facts(session, params, query, continuation.cursor)
        return answer_search(context, session, params, page)


@router.get("/facts/search", include_in_schema=False)
def refuse_reading_a_search() -> None:
    """Or the path would be read as that of a fact."""
    raise HTTPException(HTTPStatus.METHOD_NOT_ALLOWED, headers={"Allow": "POST"})


@router.get(
    "/facts/{id}",
    summary="One fact",
    response_model=Fact,
    responses={200: documented_formats(Format.JSON, Format.JSONLD), 404: NOT_FOUND, 410: GONE},
)
def get_fact(
    fact_id: FactId,
    _: Annotated[ItemParams, Query()],
    format_: NegotiatedFormat,
    context: CurrentContext,
) -> Response:
    """The fact with this permanent id; a withdrawn one answers 410."""
    with context.session() as session:
        body = selection.get_fact(session, fact_id)
        context.set_canonical(f"/v1/facts/{fact_id.lower()}")
        context.link(REPORT, context.service.report_url(fact_id.lower()))
        if format_ is Format.JSONLD:
            return answer_jsonld(fact_document(json.loads(body), site_of(context.urls)))
        return Response(body, media_type=content_type(Format.JSON))
