"""What the keys of JSON-LD answers mean: `/context.jsonld`."""

import json

from fastapi import APIRouter, Response

from policyfacts.http.media_types import content_type
from policyfacts.http.negotiation import offer
from policyfacts.http.params import CurrentExchange, Nothing
from policyfacts.renderers.jsonld.context import CONTEXT
from policyfacts.vocabulary import Format

router = APIRouter(tags=["Vocabulary"])
_TEXT = json.dumps(CONTEXT, indent=2)


@router.get(
    "/context.jsonld",
    operation_id="get_context",
    summary="The context of JSON-LD answers",
    response_class=Response,
    responses={200: offer(Format.JSONLD)},
)
def get_context(_: Nothing, exchange: CurrentExchange) -> Response:
    """Every key of JSON-LD answers, as a term of schema.org or one of our own."""
    with exchange.view():
        return Response(_TEXT, media_type=content_type(Format.JSONLD))
