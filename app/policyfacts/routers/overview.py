"""The entrance: `/v1`."""

from collections import Counter

from fastapi import APIRouter

from policyfacts.routers.parameters import CurrentAddresses, CurrentService, Nothing
from policyfacts.schemas.service import Holdings, Overview, Release
from policyfacts.vocabulary import EntityKind

router = APIRouter(tags=["Service"])

_LINKS = {
    "facts": "/v1/facts",
    "countries": "/v1/countries",
    "regions": "/v1/regions",
    "organizations": "/v1/organizations",
    "topics": "/v1/topics",
    "years": "/v1/years",
    "entities": "/v1/entities",
    "reviews": "/v1/reviews",
    "vocabulary": "/v1/vocabulary",
    "docs": "/docs",
    "openapi": "/openapi.json",
}


@router.get("", operation_id="get_overview", summary="What is held, and under which terms")
def get_overview(_: Nothing, service: CurrentService, addresses: CurrentAddresses) -> Overview:
    """The release, how much it holds, licence, citation, and the ways in."""
    with service.view() as view:
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
