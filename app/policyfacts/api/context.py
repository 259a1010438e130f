"""What the keys of JSON-LD answers mean: `/context.jsonld`."""

import json

from fastapi import APIRouter, Response

from policyfacts.http.negotiation import content_type, documented_formats
from policyfacts.http.params import CurrentContext, EmptyQuery
from policyfacts.renderers.jsonld.context import CONTEXT
from policyfacts.vocabulary import Format

router = APIRouter(tags=["Vocabulary"])
_TEXT = json.dumps(CONTEXT, indent=2)


@router.get(
    "/context.jsonld",
    summary="The context of JSON-LD answers",
    response_class=Response,
    responses={200: documented_formats(Format.JSONLD)},
)
def get_context(_: EmptyQuery, context: CurrentContext) -> Response:
    """Every key of JSON-LD answers, as a term of schema.org or one of our own."""
    with context.session():
        return Response(_TEXT, media_type=content_type(Format.JSONLD))
