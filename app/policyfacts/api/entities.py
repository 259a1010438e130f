"""Entities of every kind: `/v1/countries`, `/v1/regions`, `/v1/organizations`, `/v1/entities`."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from policyfacts.http.negotiation import NegotiatedFormat, documented_formats
from policyfacts.http.params import CurrentContext
from policyfacts.http.path_params import CountryId, EntityId, OrganizationId, RegionId
from policyfacts.http.presenters.entity_responses import answer_entity_list, answer_entity_profile
from policyfacts.http.problem_responses import BAD_CURSOR, MOVED, NOT_FOUND, STALE_CURSOR
from policyfacts.schemas.entities import EntityList, EntityProfile
from policyfacts.schemas.params.formats import (
    CountryListParams,
    EntityListParams,
    ItemParams,
    OrganizationListParams,
    PageOfEntities,
)
from policyfacts.vocabulary import EntityKind, Format

CountryQuery = Annotated[CountryListParams, Query()]
OrganizationQuery = Annotated[OrganizationListParams, Query()]
EntityPageQuery = Annotated[PageOfEntities, Query()]
EntityQuery = Annotated[EntityListParams, Query()]
ItemQuery = Annotated[ItemParams, Query()]

router = APIRouter()
_LIST: dict[str, Any] = {
    "response_model": EntityList,
    "responses": {
        200: documented_formats(Format.JSON, Format.CSV),
        400: BAD_CURSOR,
        409: STALE_CURSOR,
    },
}
_ITEM: dict[str, Any] = {
    "response_model": EntityProfile,
    "responses": {
        200: documented_formats(Format.JSON, Format.JSONLD),
        308: MOVED,
        404: NOT_FOUND,
    },
}


@router.get("/countries", summary="Countries", tags=["Ways in"], **_LIST)
def list_countries(
    params: CountryQuery, format_: NegotiatedFormat, context: CurrentContext
) -> EntityList | Response:
    """All countries with the number of their facts, those with most facts first."""
    return answer_entity_list(context, "/v1/countries", params, [EntityKind.COUNTRY], format_)


@router.get("/countries/{id}", summary="One country", tags=["Ways in"], **_ITEM)
def get_country(
    country_id: CountryId, _: ItemQuery, format_: NegotiatedFormat, context: CurrentContext
) -> EntityProfile | Response:
    """A country: codes, names, memberships, its facts counted by year, topic, type and partner."""
    return answer_entity_profile(context, country_id, [EntityKind.COUNTRY], format_)


@router.get("/regions", summary="Regions", tags=["Ways in"], **_LIST)
def list_regions(
    params: EntityPageQuery, format_: NegotiatedFormat, context: CurrentContext
) -> EntityList | Response:
    """All regions with the number of facts that name them or one of their countries."""
    return answer_entity_list(context, "/v1/regions", params, [EntityKind.REGION], format_)


@router.get("/regions/{id}", summary="One region", tags=["Ways in"], **_ITEM)
def get_region(
    region_id: RegionId, _: ItemQuery, format_: NegotiatedFormat, context: CurrentContext
) -> EntityProfile | Response:
    """A region: codes, names, countries, and its facts counted by year, topic, type and country."""
    return answer_entity_profile(context, region_id, [EntityKind.REGION], format_)


@router.get("/organizations", summary="Organizations", tags=["Ways in"], **_LIST)
def list_organizations(
    params: OrganizationQuery, format_: NegotiatedFormat, context: CurrentContext
) -> EntityList | Response:
    """All organizations with the number of facts that have them or a body below them."""
    return answer_entity_list(
        context, "/v1/organizations", params, [EntityKind.ORGANIZATION], format_
    )


@router.get("/organizations/{id}", summary="One organization", tags=["Ways in"], **_ITEM)
def get_organization(
    organization_id: OrganizationId,
    _: ItemQuery,
    format_: NegotiatedFormat,
    context: CurrentContext,
) -> EntityProfile | Response:
    """An organization: names, bodies, members, facts counted by year, topic, type and country."""
    return answer_entity_profile(context, organization_id, [EntityKind.ORGANIZATION], format_)


@router.get("/entities", summary="Entities of every kind", tags=["Entities"], **_LIST)
def list_entities(
    params: EntityQuery, format_: NegotiatedFormat, context: CurrentContext
) -> EntityList | Response:
    """Countries, regions, organizations, people, places, instruments and projects."""
    return answer_entity_list(context, "/v1/entities", params, params.kind, format_)


@router.get("/entities/{id}", summary="One entity", tags=["Entities"], **_ITEM)
def get_entity(
    entity_id: EntityId, _: ItemQuery, format_: NegotiatedFormat, context: CurrentContext
) -> EntityProfile | Response:
    """An entity of any kind, with its facts counted."""
    return answer_entity_profile(context, entity_id, [], format_)
