"""Facts: `/v1/facts`."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from policyfacts.routers.answers import answer_fact, answer_facts
from policyfacts.routers.parameters import (
    CurrentAddresses,
    CurrentService,
    Nothing,
    PathWord,
    WantedFacts,
)
from policyfacts.routers.problems import BAD_CURSOR, GONE, NOT_FOUND, STALE_CURSOR
from policyfacts.schemas.answers import FactList
from policyfacts.schemas.facts import Fact
from policyfacts.selection import facts as selection

router = APIRouter(tags=["Facts"])

FactId = Annotated[
    PathWord,
    Path(
        alias="id",
        max_length=120,
        description="Id of a fact.",
        openapi_examples={"state-visit": {"value": "by-2013-state-visit-indonesia"}},
    ),
]


@router.get(
    "/facts",
    operation_id="list_facts",
    summary="Facts by any combination of filters",
    response_model=FactList,
    responses={400: BAD_CURSOR, 409: STALE_CURSOR},
)
def list_facts(
    question: WantedFacts, service: CurrentService, addresses: CurrentAddresses
) -> Response:
    """Filters of different names must all hold; of several values of one filter, any.

    Countries, regions, organizations and topics are read by id, code or exact name in any language
    held. What cannot be read is refused with what was probably meant: a typo never returns
    unfiltered facts.
    """
    with service.view() as view:
        found = selection.list_facts(view, question)
        return answer_facts(view, addresses, found, question.limit)


@router.get(
    "/facts/{id}",
    operation_id="get_fact",
    summary="One fact",
    response_model=Fact,
    responses={404: NOT_FOUND, 410: GONE},
)
def get_fact(fact_id: FactId, _: Nothing, service: CurrentService) -> Response:
    """The fact with this permanent id; a withdrawn one answers 410."""
    with service.view() as view:
        return answer_fact(selection.get_fact(view, fact_id))
