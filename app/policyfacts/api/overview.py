"""The entrance: `/v1`."""

from collections import Counter
from typing import Annotated

from fastapi import APIRouter, Query, Response

from policyfacts.http.negotiation import WantedFormat, documented_formats
from policyfacts.http.params import CurrentContext
from policyfacts.http.presenters.distributions import list_distributions
from policyfacts.http.presenters.facts import answer_jsonld, site_of
from policyfacts.http.urls import UrlBuilder
from policyfacts.renderers.jsonld.documents import dataset_document
from policyfacts.schemas.params import ItemParams
from policyfacts.schemas.service import Holdings, Overview, Release
from policyfacts.search.snapshot import ReadSession
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
    responses={200: documented_formats(Format.JSON, Format.JSONLD)},
)
def get_overview(
    _: Annotated[ItemParams, Query()], wanted: WantedFormat, context: CurrentContext
) -> Overview | Response:
    """The release, how much it holds, licence, citation, and the ways in."""
    with context.session(of_history=True) as session:
        overview = present_overview(session, context.urls)
        if wanted is Format.JSON:
            return overview
        manifest = context.service.exports.files(session).manifest
    document = dataset_document(
        overview.model_dump(mode="json"),
        list_distributions(manifest, context.urls),
        site_of(context.urls),
    )
    return answer_jsonld(document)


def present_overview(session: ReadSession, urls: UrlBuilder) -> Overview:
    """The release and its terms, how much it holds, and where to go from it."""
    release, registry = session.snapshot.release, session.snapshot.registry
    kinds = Counter(it.kind for it in registry.entities.values())
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
            reviews=len(registry.reviews),
            topics=len(registry.topics),
            entities={kind: kinds[kind] for kind in EntityKind},
        ),
        links={name: urls.url(path) for name, path in _LINKS.items()},
    )
