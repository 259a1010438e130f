"""Who appears with whom: `/v1/countries/{id}/partners` and its like."""

from collections.abc import Iterable
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from policyfacts.http.context import RequestContext
from policyfacts.http.negotiation import NegotiatedFormat, RowOptions, documented_formats
from policyfacts.http.params import CurrentContext
from policyfacts.http.path_params import CountryId, EntityId, OrganizationId, RegionId
from policyfacts.http.presenters.entities import entity_path
from policyfacts.http.presenters.envelope import Listing, cut_page, make_meta, present_counts
from policyfacts.http.problem_responses import BAD_CURSOR, MOVED, NOT_FOUND, STALE_CURSOR
from policyfacts.http.streaming import Rows, Table, dump, send_rows
from policyfacts.renderers.columns import PARTNER_COLUMNS
from policyfacts.schemas.entities import Links
from policyfacts.schemas.params.formats import PartnerListParams
from policyfacts.schemas.partners import Partner, PartnerList
from policyfacts.search.results import partners as selection
from policyfacts.search.results.counts import count_topics
from policyfacts.search.results.profiles import get_entity
from policyfacts.search.snapshot import ReadSession
from policyfacts.vocabulary import EntityKind, Format

router = APIRouter(tags=["Partners"])
PartnerQuery = Annotated[PartnerListParams, Query()]
_LIST: dict[str, Any] = {
    "response_model": PartnerList,
    "responses": {
        200: documented_formats(Format.JSON, Format.CSV),
        308: MOVED,
        400: BAD_CURSOR,
        404: NOT_FOUND,
        409: STALE_CURSOR,
    },
}


@router.get("/countries/{id}/partners", summary="Who appears with a country", **_LIST)
def list_country_partners(
    country_id: CountryId, params: PartnerQuery, format_: NegotiatedFormat, context: CurrentContext
) -> PartnerList | Response:
    """Entities in the same facts as a country, how often, and on what topics."""
    return _list_partners(context, country_id, [EntityKind.COUNTRY], params, format_)


@router.get("/regions/{id}/partners", summary="Who appears with a region", **_LIST)
def list_region_partners(
    region_id: RegionId, params: PartnerQuery, format_: NegotiatedFormat, context: CurrentContext
) -> PartnerList | Response:
    """Entities in the facts of a region or of its countries, these countries among them."""
    return _list_partners(context, region_id, [EntityKind.REGION], params, format_)


@router.get("/organizations/{id}/partners", summary="Who appears with an organization", **_LIST)
def list_organization_partners(
    organization_id: OrganizationId,
    params: PartnerQuery,
    format_: NegotiatedFormat,
    context: CurrentContext,
) -> PartnerList | Response:
    """Entities in the facts of an organization or of a body below it."""
    return _list_partners(context, organization_id, [EntityKind.ORGANIZATION], params, format_)


@router.get("/entities/{id}/partners", summary="Who appears with an entity", **_LIST)
def list_entity_partners(
    entity_id: EntityId, params: PartnerQuery, format_: NegotiatedFormat, context: CurrentContext
) -> PartnerList | Response:
    """Entities in the same facts as an entity of any kind."""
    return _list_partners(context, entity_id, [], params, format_)


def _list_partners(
    context: RequestContext,
    name: str,
    kinds: Iterable[EntityKind],
    params: PartnerListParams,
    format_: Format,
) -> PartnerList | Response:
    options = RowOptions(format_, params.fields, params.bom)
    with context.session() as session:
        entity = get_entity(session.snapshot, name, kinds)
        partners = selection.list_partners(session, entity, params)
        canonical = dict(partners.query.canonical)
        if params.partner_kind:
            canonical["partner_kind"] = sorted({kind.value for kind in params.partner_kind})
        listing = Listing(f"{entity_path(entity)}/partners", partners.partners, canonical)
        listed, page = cut_page(session, context, params, listing, format_)
        items = [_present_partner(context, session, partner, partners) for partner in listed]
        if format_ is Format.CSV:
            rows = Rows("partners", session.snapshot.release.id, page.count, page.total)
            return send_rows(context, options, rows, Table(PARTNER_COLUMNS), dump(items))
        return PartnerList(
            items=items,
            page=page,
            facets={},
            meta=make_meta(session, canonical, [*partners.query.warnings, *options.warnings()]),
        )


def _present_partner(
    context: RequestContext,
    session: ReadSession,
    partner: selection.EntityFacts,
    partners: selection.Partners,
) -> Partner:
    shared = partners.params_with(partner.entity)
    return Partner(
        id=partner.entity.id,
        kind=partner.entity.kind,
        name=partner.entity.name,
        facts=len(partner.facts),
        topics=present_counts(count_topics(partner.facts, session.snapshot)),
        links=Links(
            self=context.urls.url(entity_path(partner.entity)),
            facts=context.urls.facts(**shared),
        ),
    )
