"""The catalogue for data portals: `/catalog.jsonld`."""

import json
from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from policyfacts.http.negotiation import MEDIA_TYPES
from policyfacts.http.params import CurrentContext, EmptyQuery
from policyfacts.http.presenters.distributions import list_distributions
from policyfacts.queries.reviews import list_reviews
from policyfacts.renderers.dcat import CatalogInfo, describe_catalog
from policyfacts.renderers.distributions import Distribution
from policyfacts.schemas.downloads import Catalog
from policyfacts.search.snapshot import ReadSession
from policyfacts.vocabulary import Format

router = APIRouter(tags=["Downloads"])


class JsonLd(JSONResponse):
    """An answer in JSON-LD."""

    media_type = MEDIA_TYPES[Format.JSONLD]

    def render(self, content: Any) -> bytes:
        """Write the document with a space between its members."""
        return json.dumps(content, ensure_ascii=False).encode()


@router.get(
    "/catalog.jsonld",
    summary="The catalogue for data portals",
    response_class=JsonLd,
    response_model=Catalog,
    response_description="A dcat:Catalog.",
)
def get_catalog(_: EmptyQuery, context: CurrentContext) -> JsonLd:
    """The dataset with its distributions, and the service, as DCAT-AP 3.0.1 in JSON-LD."""
    with context.session(of_history=True) as session:
        manifest = context.service.exports.files(session).manifest
        info = _catalog_info(session, list_distributions(manifest, context.urls))
    return JsonLd(describe_catalog(info, context.urls.url))


def _catalog_info(session: ReadSession, distributions: list[Distribution]) -> CatalogInfo:
    release, entities = session.snapshot.release, session.snapshot.registry.entities
    reviews = list_reviews(session.connection)
    codes = {entities[review["country_id"]].alpha3 for review in reviews}
    return CatalogInfo(
        release=release.id,
        title=release.title,
        description=release.description,
        loaded_at=release.loaded_at,
        license_url=release.license_url,
        contact=release.contact,
        countries=sorted(code for code in codes if code is not None),
        years=[review["year"] for review in reviews],
        distributions=distributions,
    )
