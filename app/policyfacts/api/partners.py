"""Who appears with whom: `/v1/countries/{id}/partners` and its like."""

from collections.abc import Iterable
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from policyfacts.http.context import RequestContext
from policyfacts.http.negotiation import RowOptions, WantedFormat, documented_formats
from policyfacts.http.params import CurrentContext
from policyfacts.http.path_params import CountryId, EntityId, OrganizationId, RegionId
from policyfacts.http.presenters.entities import entity_path
from policyfacts.http.presenters.envelope import Listing, cut_page, make_meta, present_counts
from policyfacts.http.problem_responses import BAD_CURSOR, MOVED, NOT_FOUND, STALE_CURSOR
from policyfacts.http.streaming import Rows, Table, dump, send_rows
from policyfacts.renderers.columns import PARTNER_COLUMNS
from policyfacts.schemas.entities import Links
from policyfacts.schemas.params import PartnerListParams
from policyfacts.schemas.partners import Partner, PartnerList
from policyfacts.search.results import partners as selection
from policyfacts.search.results.counts import count_topics
from policyfacts.search.results.profiles import get_entity
from policyfacts.search.snapshot import ReadSession
from policyfacts.vocabulary import EntityKind, Format

router = APIRouter(tags=["Partners"])
WantedPartners = Annotated[PartnerListParams, Query()]
_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: documented_formats(Format.JSON, Format.CSV),
    308: MOVED,
    400: BAD_CURSOR,
    404: NOT_FOUND,
    409: STALE_CURSOR,
}


@router.get(
    "/countries/{id}/partners",
    operation_id="list_country_partners",
    summary="Who appears with a country",
    response_model=PartnerList,
    responses=_ANSWERS,
)
def list_country_partners(
    country_id: CountryId, question: WantedPartners, wanted: WantedFormat, context: CurrentContext
) -> PartnerList | Response:
    """Entities in the same facts as a country, how often, and on what topics."""
    return _answer(context, country_id, [EntityKind.COUNTRY], question, wanted)


@router.get(
    "/regions/{id}/partners",
    operation_id="list_region_partners",
    summary="Who appears with a region",
    response_model=PartnerList,
    responses=_ANSWERS,
)
def list_region_partners(
    region_id: RegionId, question: WantedPartners, wanted: WantedFormat, context: CurrentContext
) -> PartnerList | Response:
    """Entities in the facts of a region or of its countries, these countries among them."""
    return _answer(context, region_id, [EntityKind.REGION], question, wanted)


@router.get(
    "/organizations/{id}/partners",
    operation_id="list_organization_partners",
    summary="Who appears with an organization",
    response_model=PartnerList,
    responses=_ANSWERS,
)
def list_organization_partners(
    organization_id: OrganizationId,
    question: WantedPartners,
    wanted: WantedFormat,
    context: CurrentContext,
) -> PartnerList | Response:
    """Entities in the facts of an organization or of a body below it."""
    return _answer(context, organization_id, [EntityKind.ORGANIZATION], question, wanted)


@router.get(
    "/entities/{id}/partners",
    operation_id="list_entity_partners",
    summary="Who appears with an entity",
    response_model=PartnerList,
    responses=_ANSWERS,
)
def list_entity_partners(
    entity_id: EntityId, question: WantedPartners, wanted: WantedFormat, context: CurrentContext
) -> PartnerList | Response:
    """Entities in the same facts as an entity of any kind."""
    return _answer(context, entity_id, [], question, wanted)


def _answer(
    context: RequestContext,
    written: str,
    kinds: Iterable[EntityKind],
    question: PartnerListParams,
    wanted: Format,
) -> PartnerList | Response:
    manner = RowOptions(wanted, question.fields, question.bom)
    with context.session() as session:
        entity = get_entity(session.snapshot, written, kinds)
        partners = selection.list_partners(session, entity, question)
        canonical = dict(partners.query.canonical)
        if question.partner_kind:
            canonical["partner_kind"] = sorted({it.value for it in question.partner_kind})
        listing = Listing(f"{entity_path(entity)}/partners", partners.partners, canonical)
        shown, page = cut_page(session, context, question, listing, wanted)
        items = [_shape_partner(context, session, it, partners) for it in shown]
        if wanted is Format.CSV:
            rows = Rows("partners", session.snapshot.release.id, page.count, page.total)
            return send_rows(manner, rows, Table(PARTNER_COLUMNS), dump(items))
        return PartnerList(
            items=items,
            page=page,
            facets={},
            meta=make_meta(session, canonical, [*partners.query.warnings, *manner.warnings()]),
        )


def _shape_partner(
    context: RequestContext,
    session: ReadSession,
    it: selection.EntityFacts,
    partners: selection.Partners,
) -> Partner:
    both = partners.params_with(it.entity)
    return Partner(
        id=it.entity.id,
        kind=it.entity.kind,
        name=it.entity.name,
        facts=len(it.facts),
        topics=present_counts(count_topics(it.facts, session.snapshot)),
        links=Links(
            self=context.urls.url(entity_path(it.entity)),
            facts=context.urls.facts(**both),
        ),
    )
