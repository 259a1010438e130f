"""Facts: `/v1/facts`."""

import json
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Body, Depends, HTTPException, Query, Response

from policyfacts.http.media_types import content_type
from policyfacts.http.negotiation import WantedFormat, documented_formats
from policyfacts.http.params import CurrentContext, refuse_repeated_members
from policyfacts.http.path_params import FactId
from policyfacts.http.presenters.envelope import is_whole, link_next
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
from policyfacts.http.streaming import RowOptions, stream_facts
from policyfacts.renderers.jsonld.documents import fact_document
from policyfacts.schemas.envelope import FactList
from policyfacts.schemas.facts import Fact
from policyfacts.schemas.params import CursorParams, FactListParams, ItemParams, SearchQuestion
from policyfacts.schemas.params.search import EXAMPLES
from policyfacts.search.parse.nested import parse_search
from policyfacts.search.parse.query import parse_query
from policyfacts.search.results import facts as selection
from policyfacts.vocabulary import Format

router = APIRouter(tags=["Facts"])

FORMATS = (Format.JSON, Format.CSV, Format.NDJSON, Format.JSONLD)


@router.get(
    "/facts",
    operation_id="list_facts",
    summary="Facts by any combination of filters",
    response_model=FactList,
    responses={
        200: documented_formats(*FORMATS),
        400: BAD_CURSOR,
        409: STALE_CURSOR,
    },
)
def list_facts(
    question: Annotated[FactListParams, Query()], wanted: WantedFormat, context: CurrentContext
) -> Response:
    """Filters of different names must all hold; of several values of one filter, any.

    Countries, regions, organizations and topics are read by id, code or exact name in any language
    held. What cannot be read is refused with what was probably meant: a typo never returns
    unfiltered facts.
    """
    manner = RowOptions(wanted, question.fields, question.bom)
    with context.session() as session:
        read = parse_query(question, session.snapshot.registry)
        if is_whole(question, wanted):
            question = question.model_copy(update={"limit": session.snapshot.release.facts_count})
        if wanted in (Format.CSV, Format.NDJSON):
            found = selection.find_facts(session, question, read, question.cursor)
            link_next(context, question, "/v1/facts", found.canonical, found.next_cursor)
            return stream_facts(context, manner, found, session.snapshot.release.id)
        page = selection.list_facts(session, question, read, question.cursor)
        return answer_facts(context, session, question, page, manner)


@router.post(
    "/facts/search",
    operation_id="search_facts",
    summary="Facts by filters joined with all, any and not",
    response_model=FactList,
    responses={400: BAD_BODY, 409: STALE_CURSOR, 413: TOO_LARGE, 415: UNKNOWN_BODY},
    dependencies=[Depends(refuse_repeated_members)],
)
def search_facts(
    question: Annotated[SearchQuestion, Body(openapi_examples=EXAMPLES)],
    continued: Annotated[CursorParams, Query()],
    context: CurrentContext,
) -> Response:
    """The same filters as `/v1/facts`, as an object that may hold others.

    What stands side by side in an object must all hold; `all` and `any` take lists of objects, and
    `not` takes one. The next page is asked for at `page.next` with the same body.
    """
    with context.session() as session:
        read = parse_search(question, session.snapshot.registry)
        page = selection.list_facts(session, question, read, continued.cursor)
        return answer_search(context, session, question, page)


@router.get("/facts/search", include_in_schema=False)
def refuse_reading_a_search() -> None:
    """Or the path would be read as that of a fact."""
    raise HTTPException(HTTPStatus.METHOD_NOT_ALLOWED, headers={"Allow": "POST"})


@router.get(
    "/facts/{id}",
    operation_id="get_fact",
    summary="One fact",
    response_model=Fact,
    responses={200: documented_formats(Format.JSON, Format.JSONLD), 404: NOT_FOUND, 410: GONE},
)
def get_fact(
    fact_id: FactId,
    _: Annotated[ItemParams, Query()],
    wanted: WantedFormat,
    context: CurrentContext,
) -> Response:
    """The fact with this permanent id; a withdrawn one answers 410."""
    with context.session() as session:
        body = selection.get_fact(session, fact_id)
        context.set_canonical(f"/v1/facts/{fact_id.lower()}")
        if wanted is Format.JSONLD:
            return answer_jsonld(fact_document(json.loads(body), site_of(context.urls)))
        return Response(body, media_type=content_type(Format.JSON))
