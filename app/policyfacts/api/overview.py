"""The entrance: `/v1`."""

from collections import Counter
from typing import Annotated

from fastapi import APIRouter, Query, Response

from policyfacts.http.negotiation import WantedFormat, offer
from policyfacts.http.params import CurrentExchange
from policyfacts.http.presenters.distributions import list_offers
from policyfacts.http.presenters.facts import answer_jsonld, site_of
from policyfacts.http.urls import Addresses
from policyfacts.renderers.jsonld.documents import dataset_document
from policyfacts.schemas.params import ThingQuestion
from policyfacts.schemas.service import Holdings, Overview, Release
from policyfacts.search.snapshot import View
from policyfacts.vocabulary import EntityKind, Format

router = APIRouter(tags=["Service"])

_LINKS = {
    "facts": "/v1/facts",
    "countries": "/v1/countries",
    "regions": "/v1/regions",
    "organizations": "/v1/organizations",
    "topics": "/v1/topics",
    "years": "/v1/years",
    "entities": "/v1/entities",
    "suggest": "/v1/suggest",
    "figures": "/v1/figures",
    "stats": "/v1/facts/stats",
    "graph": "/v1/graph",
    "reviews": "/v1/reviews",
    "releases": "/v1/releases",
    "changes": "/v1/changes",
    "downloads": "/v1/downloads",
    "vocabulary": "/v1/vocabulary",
    "catalog": "/catalog.jsonld",
    "docs": "/docs",
    "openapi": "/openapi.json",
}


@router.get(
    "",
    operation_id="get_overview",
    summary="What is held, and under which terms",
    response_model=Overview,
    responses={200: offer(Format.JSON, Format.JSONLD)},
)
def get_overview(
    _: Annotated[ThingQuestion, Query()], wanted: WantedFormat, exchange: CurrentExchange
) -> Overview | Response:
    """The release, how much it holds, licence, citation, and the ways in."""
    with exchange.view(of_history=True) as view:
        overview = shape_overview(view, exchange.addresses)
        if wanted is Format.JSON:
            return overview
        manifest = exchange.service.exports.files(view).manifest
    document = dataset_document(
        overview.model_dump(mode="json"),
        list_offers(manifest, exchange.addresses),
        site_of(exchange.addresses),
    )
    return answer_jsonld(document)


def shape_overview(view: View, addresses: Addresses) -> Overview:
    """The release and its terms, how much it holds, and where to go from it."""
    release, catalogue = view.snapshot.release, view.snapshot.catalogue
    kinds = Counter(it.kind for it in catalogue.entities.values())
    return Overview(
        title=release.title,
        description=release.description,
        release=Release(id=release.id, loaded_at=release.loaded_at),
        license=release.license,
        license_url=release.license_url,
        contact=release.contact,
        citation=release.citation,
        counts=Holdings(
            facts=release.facts_count,
            reviews=len(catalogue.reviews),
            topics=len(catalogue.topics),
            entities={kind: kinds[kind] for kind in EntityKind},
        ),
        links={name: addresses.of(path) for name, path in _LINKS.items()},
    )
