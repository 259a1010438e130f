"""The entrance: `/v1`."""

from collections import Counter
from typing import Annotated

from fastapi import APIRouter, Query, Response

from policyfacts.exports import ExportedFile
from policyfacts.forms.jsonld.documents import Distribution, dataset_document
from policyfacts.routers.addresses import Addresses
from policyfacts.routers.fact_answers import answer_jsonld, site_of
from policyfacts.routers.formats import WantedFormat, offer
from policyfacts.routers.media_types import MEDIA_TYPES
from policyfacts.routers.parameters import CurrentService
from policyfacts.schemas.questions import ThingQuestion
from policyfacts.schemas.service import Holdings, Overview, Release
from policyfacts.selection.snapshot import View
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
_ASKED = (Format.JSON, Format.CSV, Format.NDJSON)


@router.get(
    "",
    operation_id="get_overview",
    summary="What is held, and under which terms",
    response_model=Overview,
    responses={200: offer(Format.JSON, Format.JSONLD)},
)
def get_overview(
    _: Annotated[ThingQuestion, Query()], wanted: WantedFormat, service: CurrentService
) -> Overview | Response:
    """The release, how much it holds, licence, citation, and the ways in."""
    with service.view(of_history=True) as view:
        overview = _shape(view, service.addresses)
        if wanted is Format.JSON:
            return overview
        files = service.service.exports.files(view).manifest.files
    document = dataset_document(
        overview.model_dump(mode="json"),
        [*_asked(service.addresses), *(_downloaded(it, service.addresses) for it in files)],
        site_of(service.addresses),
    )
    return answer_jsonld(document)


def _shape(view: View, addresses: Addresses) -> Overview:
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


def _asked(addresses: Addresses) -> list[Distribution]:
    return [
        Distribution(f"facts as {it}", addresses.facts(format=it.value), MEDIA_TYPES[it])
        for it in _ASKED
    ]


def _downloaded(it: ExportedFile, addresses: Addresses) -> Distribution:
    address = addresses.of(f"/v1/downloads/{it.name}")
    return Distribution(it.name, address, it.media_type, it.bytes, it.sha256)
