"""Entities of every kind: `/v1/countries`, `/v1/regions`, `/v1/organizations`, `/v1/entities`."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from policyfacts.http.negotiation import WantedFormat, documented_formats
from policyfacts.http.params import CurrentContext
from policyfacts.http.path_params import CountryId, EntityId, OrganizationId, RegionId
from policyfacts.http.presenters.entity_responses import list_of, profile_of
from policyfacts.http.problem_responses import BAD_CURSOR, MOVED, NOT_FOUND, STALE_CURSOR
from policyfacts.schemas.entities import EntityList, EntityProfile
from policyfacts.schemas.params import EntityListParams, ItemParams, PageOfEntities
from policyfacts.vocabulary import EntityKind, Format

WantedPage = Annotated[PageOfEntities, Query()]
WantedEntities = Annotated[EntityListParams, Query()]
WantedForm = Annotated[ItemParams, Query()]

router = APIRouter()
_LIST: dict[int | str, dict[str, Any]] = {
    200: documented_formats(Format.JSON, Format.CSV),
    400: BAD_CURSOR,
    409: STALE_CURSOR,
}
_ONE: dict[int | str, dict[str, Any]] = {
    200: documented_formats(Format.JSON, Format.JSONLD),
    308: MOVED,
    404: NOT_FOUND,
}


@router.get(
    "/countries",
    operation_id="list_countries",
    summary="Countries",
    tags=["Ways in"],
    response_model=EntityList,
    responses=_LIST,
)
def list_countries(
    question: WantedPage, wanted: WantedFormat, context: CurrentContext
) -> EntityList | Response:
    """All countries with the number of their facts, those with most facts first."""
    return list_of(context, "/v1/countries", question, [EntityKind.COUNTRY], wanted)


@router.get(
    "/countries/{id}",
    operation_id="get_country",
    summary="One country",
    tags=["Ways in"],
    response_model=EntityProfile,
    responses=_ONE,
)
def get_country(
    country_id: CountryId, _: WantedForm, wanted: WantedFormat, context: CurrentContext
) -> EntityProfile | Response:
    """A country: codes, names, memberships, its facts counted by year, topic, type and partner."""
    return profile_of(context, country_id, [EntityKind.COUNTRY], wanted)


@router.get(
    "/regions",
    operation_id="list_regions",
    summary="Regions",
    tags=["Ways in"],
    response_model=EntityList,
    responses=_LIST,
)
def list_regions(
    question: WantedPage, wanted: WantedFormat, context: CurrentContext
) -> EntityList | Response:
    """All regions with the number of facts that name them or one of their countries."""
    return list_of(context, "/v1/regions", question, [EntityKind.REGION], wanted)


@router.get(
    "/regions/{id}",
    operation_id="get_region",
    summary="One region",
    tags=["Ways in"],
    response_model=EntityProfile,
    responses=_ONE,
)
def get_region(
    region_id: RegionId, _: WantedForm, wanted: WantedFormat, context: CurrentContext
) -> EntityProfile | Response:
    """A region: codes, names, countries, and its facts counted by year, topic, type and country."""
    return profile_of(context, region_id, [EntityKind.REGION], wanted)


@router.get(
    "/organizations",
    operation_id="list_organizations",
    summary="Organizations",
    tags=["Ways in"],
    response_model=EntityList,
    responses=_LIST,
)
def list_organizations(
    question: WantedPage, wanted: WantedFormat, context: CurrentContext
) -> EntityList | Response:
    """All organizations with the number of facts that have them or a body below them."""
    return list_of(context, "/v1/organizations", question, [EntityKind.ORGANIZATION], wanted)


@router.get(
    "/organizations/{id}",
    operation_id="get_organization",
    summary="One organization",
    tags=["Ways in"],
    response_model=EntityProfile,
    responses=_ONE,
)
def get_organization(
    organization_id: OrganizationId,
    _: WantedForm,
    wanted: WantedFormat,
    context: CurrentContext,
) -> EntityProfile | Response:
    """An organization: names, bodies, members, facts counted by year, topic, type and country."""
    return profile_of(context, organization_id, [EntityKind.ORGANIZATION], wanted)


@router.get(
    "/entities",
    operation_id="list_entities",
    summary="Entities of every kind",
    tags=["Entities"],
    response_model=EntityList,
    responses=_LIST,
)
def list_entities(
    question: WantedEntities, wanted: WantedFormat, context: CurrentContext
) -> EntityList | Response:
    """Countries, regions, organizations, people, places, instruments and projects."""
    return list_of(context, "/v1/entities", question, question.kind, wanted)


@router.get(
    "/entities/{id}",
    operation_id="get_entity",
    summary="One entity",
    tags=["Entities"],
    response_model=EntityProfile,
    responses=_ONE,
)
def get_entity(
    entity_id: EntityId, _: WantedForm, wanted: WantedFormat, context: CurrentContext
) -> EntityProfile | Response:
    """An entity of any kind, with its facts counted."""
    return profile_of(context, entity_id, [], wanted)
