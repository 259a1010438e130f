"""The catalogue for data portals: `/catalog.jsonld`."""

import json
from typing import Any

from fastapi import APIRouter, Response

from policyfacts.exports import Manifest
from policyfacts.forms.dcat import Holding, Offer, describe_catalogue
from policyfacts.queries.reviews import list_reviews
from policyfacts.routers.addresses import Addresses
from policyfacts.routers.media_types import MEDIA_TYPES
from policyfacts.routers.parameters import CurrentAddresses, CurrentService, Nothing
from policyfacts.selection.snapshot import View
from policyfacts.vocabulary import Format

router = APIRouter(tags=["Downloads"])

_JSON_LD = MEDIA_TYPES[Format.JSONLD]
_SCHEMA: dict[str, Any] = {"type": "object", "required": ["@context", "@id", "@type"]}
_ASKED = {
    Format.JSON: "Facts by any combination of filters.",
    Format.CSV: "Facts as rows, by any combination of filters.",
    Format.NDJSON: "A fact a line, by any combination of filters.",
}


class JsonLd(Response):
    """An answer in JSON-LD."""

    media_type = _JSON_LD


@router.get(
    "/catalog.jsonld",
    operation_id="get_catalog",
    summary="The catalogue for data portals",
    response_class=JsonLd,
    responses={200: {"description": "A dcat:Catalog.", "content": {_JSON_LD: {"schema": _SCHEMA}}}},
)
def get_catalog(_: Nothing, service: CurrentService, addresses: CurrentAddresses) -> JsonLd:
    """The dataset with its distributions, and the service, as DCAT-AP 3.0.1 in JSON-LD."""
    with service.view(of_history=True) as view:
        manifest = service.service.exports.files(view).manifest
        holding = _holding(view, [*_asked(addresses), *_files(manifest, addresses)])
    catalogue = describe_catalogue(holding, addresses.of)
    return JsonLd(json.dumps(catalogue, ensure_ascii=False))


def _holding(view: View, offers: list[Offer]) -> Holding:
    release, entities = view.snapshot.release, view.snapshot.catalogue.entities
    reviews = list_reviews(view.connection)
    codes = {entities[it["country_id"]].alpha3 for it in reviews}
    return Holding(
        release=release.id,
        title=release.title,
        description=release.description,
        loaded_at=release.loaded_at,
        license_url=release.license_url,
        contact=release.contact,
        countries=sorted(code for code in codes if code is not None),
        years=[it["year"] for it in reviews],
        offers=offers,
    )


def _asked(addresses: Addresses) -> list[Offer]:
    return [
        Offer(it.value, description, addresses.facts(format=it.value), MEDIA_TYPES[it])
        for it, description in _ASKED.items()
    ]


def _files(manifest: Manifest, addresses: Addresses) -> list[Offer]:
    return [
        Offer(
            name=it.name,
            description=it.description,
            address=addresses.of(f"/v1/downloads/{it.name}"),
            media_type=it.media_type,
            bytes=it.bytes,
            sha256=it.sha256,
        )
        for it in manifest.files
    ]
