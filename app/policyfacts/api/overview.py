"""The entrance: `/v1`."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from policyfacts.http.negotiation import NegotiatedFormat, documented_formats
from policyfacts.http.params import CurrentContext
from policyfacts.http.presenters.distributions import list_distributions
from policyfacts.http.presenters.facts import answer_jsonld, site_of
from policyfacts.http.presenters.overview import present_overview
from policyfacts.renderers.jsonld.documents import dataset_document
from policyfacts.schemas.params.formats import ItemParams
from policyfacts.schemas.service import Overview
from policyfacts.vocabulary import Format

router = APIRouter(tags=["Service"])


@router.get(
    "",
    summary="What is held, and under which terms",
    response_model=Overview,
    responses={200: documented_formats(Format.JSON, Format.JSONLD)},
)
def get_overview(
    _: Annotated[ItemParams, Query()], format_: NegotiatedFormat, context: CurrentContext
) -> Overview | Response:
    """The release, how much it holds, licence, citation, and the ways in."""
    with context.session(of_history=True) as session:
        overview = present_overview(session, context.urls, context.service.settings.report_url)
        if format_ is Format.JSON:
            return overview
        manifest = context.service.exports.files(session).manifest
    document = dataset_document(
        overview.model_dump(mode="json"),
        list_distributions(manifest, context.urls),
        site_of(context.urls),
    )
    return answer_jsonld(document)
