"""Entities of every kind: `/v1/countries`, `/v1/regions`, `/v1/organizations`, `/v1/entities`."""

from collections.abc import Iterable
from typing import Annotated, Any

from fastapi import APIRouter, Path

from policyfacts.routers.addresses import Addresses
from policyfacts.routers.answers import Listing, cut_page, make_meta
from policyfacts.routers.parameters import (
    CurrentAddresses,
    CurrentService,
    Nothing,
    PathWord,
    WantedEntities,
    WantedPage,
)
from policyfacts.routers.problems import BAD_CURSOR, NOT_FOUND, STALE_CURSOR
from policyfacts.routers.shapes import shape_entity, shape_profile
from policyfacts.schemas.entities import EntityList, EntityProfile
from policyfacts.schemas.questions import Paging
from policyfacts.selection import profiles
from policyfacts.selection.snapshot import View
from policyfacts.vocabulary import EntityKind

router = APIRouter()
_LIST: dict[int | str, dict[str, Any]] = {400: BAD_CURSOR, 409: STALE_CURSOR}
_ONE: dict[int | str, dict[str, Any]] = {404: NOT_FOUND}


def _path(description: str, example: str) -> object:
    return Path(
        alias="id",
        max_length=200,
        description=description,
        openapi_examples={"one": {"value": example}},
    )


CountryId = Annotated[
    PathWord, _path("ISO 3166-1 code, M49 number or exact name of a country.", "CN")
]
RegionId = Annotated[PathWord, _path("Id, M49 number or exact name of a region.", "africa")]
OrganizationId = Annotated[PathWord, _path("Id, acronym or exact name of an organization.", "un")]
EntityId = Annotated[PathWord, _path("Id or exact name of an entity of any kind.", "minsk")]


@router.get(
    "/countries",
    operation_id="list_countries",
    summary="Countries",
    tags=["Ways in"],
    responses=_LIST,
)
def list_countries(
    page: WantedPage, service: CurrentService, addresses: CurrentAddresses
) -> EntityList:
    """All countries with the number of their facts, those with most facts first."""
    with service.view() as view:
        return _list(view, addresses, "/v1/countries", page, [EntityKind.COUNTRY])


@router.get(
    "/countries/{id}",
    operation_id="get_country",
    summary="One country",
    tags=["Ways in"],
    responses=_ONE,
)
def get_country(
    country_id: CountryId, _: Nothing, service: CurrentService, addresses: CurrentAddresses
) -> EntityProfile:
    """A country: codes, names, memberships, its facts counted by year, topic, type and partner."""
    with service.view() as view:
        return _profile(view, addresses, country_id, [EntityKind.COUNTRY])


@router.get(
    "/regions", operation_id="list_regions", summary="Regions", tags=["Ways in"], responses=_LIST
)
def list_regions(
    page: WantedPage, service: CurrentService, addresses: CurrentAddresses
) -> EntityList:
    """All regions with the number of facts that name them or one of their countries."""
    with service.view() as view:
        return _list(view, addresses, "/v1/regions", page, [EntityKind.REGION])


@router.get(
    "/regions/{id}",
    operation_id="get_region",
    summary="One region",
    tags=["Ways in"],
    responses=_ONE,
)
def get_region(
    region_id: RegionId, _: Nothing, service: CurrentService, addresses: CurrentAddresses
) -> EntityProfile:
    """A region: codes, names, countries, and its facts counted by year, topic, type and country."""
    with service.view() as view:
        return _profile(view, addresses, region_id, [EntityKind.REGION])


@router.get(
    "/organizations",
    operation_id="list_organizations",
    summary="Organizations",
    tags=["Ways in"],
    responses=_LIST,
)
def list_organizations(
    page: WantedPage, service: CurrentService, addresses: CurrentAddresses
) -> EntityList:
    """All organizations with the number of facts that have them or a body below them."""
    with service.view() as view:
        return _list(view, addresses, "/v1/organizations", page, [EntityKind.ORGANIZATION])


@router.get(
    "/organizations/{id}",
    operation_id="get_organization",
    summary="One organization",
    tags=["Ways in"],
    responses=_ONE,
)
def get_organization(
    organization_id: OrganizationId,
    _: Nothing,
    service: CurrentService,
    addresses: CurrentAddresses,
) -> EntityProfile:
    """An organization: names, bodies, members, facts counted by year, topic, type and country."""
    with service.view() as view:
        return _profile(view, addresses, organization_id, [EntityKind.ORGANIZATION])


@router.get(
    "/entities",
    operation_id="list_entities",
    summary="Entities of every kind",
    tags=["Entities"],
    responses=_LIST,
)
def list_entities(
    question: WantedEntities, service: CurrentService, addresses: CurrentAddresses
) -> EntityList:
    """Countries, regions, organizations, people, places, instruments and projects."""
    with service.view() as view:
        return _list(view, addresses, "/v1/entities", question, question.kind)


@router.get(
    "/entities/{id}",
    operation_id="get_entity",
    summary="One entity",
    tags=["Entities"],
    responses=_ONE,
)
def get_entity(
    entity_id: EntityId, _: Nothing, service: CurrentService, addresses: CurrentAddresses
) -> EntityProfile:
    """An entity of any kind, with its facts counted."""
    with service.view() as view:
        return _profile(view, addresses, entity_id, [])


def _list(
    view: View, addresses: Addresses, path: str, asked: Paging, kinds: list[EntityKind]
) -> EntityList:
    everything = profiles.list_entities(view.snapshot, kinds)
    has_own_parameter = path == "/v1/entities"
    canonical = {"kind": [it.value for it in kinds]} if kinds and has_own_parameter else {}
    items, page = cut_page(view, addresses, asked, Listing(path, everything, canonical))
    catalogue = view.snapshot.catalogue
    return EntityList(
        items=[shape_entity(entity, facts, catalogue, addresses) for entity, facts in items],
        page=page,
        facets={},
        meta=make_meta(view, canonical),
    )


def _profile(
    view: View, addresses: Addresses, written: str, kinds: Iterable[EntityKind]
) -> EntityProfile:
    entity = profiles.get_entity(view.snapshot, written, kinds)
    counts = profiles.profile(view.snapshot, profiles.entity_filter(entity), without=[entity.id])
    return shape_profile(entity, counts, view, addresses)
