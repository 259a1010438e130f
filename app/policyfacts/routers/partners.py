"""Who appears with whom: `/v1/countries/{id}/partners` and its like, `/v1/graph`."""

from collections.abc import Iterable, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from policyfacts.forms.columns.partners import PARTNERS
from policyfacts.forms.graphml import write_graphml
from policyfacts.routers.answers import Listing, cut_page, cut_rows, make_meta, shape_counts
from policyfacts.routers.bulk import Manner, Rows, Table, send_rows
from policyfacts.routers.entities import CountryId, EntityId, OrganizationId, RegionId
from policyfacts.routers.exchange import Exchange
from policyfacts.routers.formats import WantedFormat, offer
from policyfacts.routers.media_types import content_type
from policyfacts.routers.parameters import CurrentService
from policyfacts.routers.problems import BAD_CURSOR, MOVED, NOT_FOUND, STALE_CURSOR
from policyfacts.routers.shapes import path_of
from policyfacts.schemas.entities import Links
from policyfacts.schemas.graph import Graph, GraphEdge, GraphNode
from policyfacts.schemas.questions import GraphFormQuestion, PartnerListQuestion
from policyfacts.schemas.stats import Partner, PartnerList
from policyfacts.selection import partners as selection
from policyfacts.selection.profiles import get_entity
from policyfacts.selection.snapshot import View
from policyfacts.vocabulary import EntityKind, Format

router = APIRouter(tags=["Partners"])
WantedPartners = Annotated[PartnerListQuestion, Query()]
_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: offer(Format.JSON, Format.CSV),
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
    country_id: CountryId, question: WantedPartners, wanted: WantedFormat, service: CurrentService
) -> PartnerList | Response:
    """Entities in the same facts as a country, how often, and on what topics."""
    return _answer(service, country_id, [EntityKind.COUNTRY], question, wanted)


@router.get(
    "/regions/{id}/partners",
    operation_id="list_region_partners",
    summary="Who appears with a region",
    response_model=PartnerList,
    responses=_ANSWERS,
)
def list_region_partners(
    region_id: RegionId, question: WantedPartners, wanted: WantedFormat, service: CurrentService
) -> PartnerList | Response:
    """Entities in the facts of a region or of its countries, these countries among them."""
    return _answer(service, region_id, [EntityKind.REGION], question, wanted)


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
    service: CurrentService,
) -> PartnerList | Response:
    """Entities in the facts of an organization or of a body below it."""
    return _answer(service, organization_id, [EntityKind.ORGANIZATION], question, wanted)


@router.get(
    "/entities/{id}/partners",
    operation_id="list_entity_partners",
    summary="Who appears with an entity",
    response_model=PartnerList,
    responses=_ANSWERS,
)
def list_entity_partners(
    entity_id: EntityId, question: WantedPartners, wanted: WantedFormat, service: CurrentService
) -> PartnerList | Response:
    """Entities in the same facts as an entity of any kind."""
    return _answer(service, entity_id, [], question, wanted)


@router.get(
    "/graph",
    operation_id="draw_graph",
    summary="Who appears with whom, as nodes and edges",
    response_model=Graph,
    responses={200: offer(Format.JSON, Format.GRAPHML)},
)
def draw_graph(
    question: Annotated[GraphFormQuestion, Query()], wanted: WantedFormat, service: CurrentService
) -> Graph | Response:
    """Entities in the facts that match, and how often each two stand in one fact.

    Only the entities with most facts are drawn, as many as `nodes` says; `left_out` tells how many
    that are not.
    """
    with service.view() as view:
        graph = _shape_graph(view, selection.draw_graph(view, question))
    if wanted is Format.GRAPHML:
        return Response(write_graphml(graph), media_type=content_type(wanted))
    return graph


def _answer(
    service: Exchange,
    written: str,
    kinds: Iterable[EntityKind],
    question: PartnerListQuestion,
    wanted: Format,
) -> PartnerList | Response:
    manner = Manner(wanted, question.fields, question.bom)
    with service.view() as view:
        entity = get_entity(view.snapshot, written, kinds)
        partners = selection.list_partners(view, entity, question)
        canonical = dict(partners.question.canonical)
        if question.partner_kind:
            canonical["partner_kind"] = sorted({it.value for it in question.partner_kind})
        listing = Listing(f"{path_of(entity)}/partners", partners.found, canonical)
        if wanted is Format.CSV:
            return _as_csv(service, view, manner, partners, cut_rows(view, question, listing))
        shown, page = cut_page(view, service.addresses, question, listing)
        service.link("next", page.next)
        return PartnerList(
            items=[_shape_partner(service, view, it, partners) for it in shown],
            page=page,
            facets={},
            meta=make_meta(view, canonical, [*partners.question.warnings, *manner.warnings()]),
        )


def _as_csv(
    service: Exchange,
    view: View,
    manner: Manner,
    partners: selection.Partners,
    shown: Sequence[selection.Shared],
) -> Response:
    items = [_shape_partner(service, view, it, partners).model_dump() for it in shown]
    rows = Rows("partners", view.snapshot.release.id, len(items), len(partners.found))
    return send_rows(manner, rows, Table(PARTNERS), items)


def _shape_partner(
    service: Exchange, view: View, it: selection.Shared, partners: selection.Partners
) -> Partner:
    both = partners.question_with(it.entity)
    return Partner(
        id=it.entity.id,
        kind=it.entity.kind,
        name=it.entity.name,
        facts=len(it.facts),
        topics=shape_counts(selection.shared_topics(it.facts, view.snapshot)),
        links=Links(
            self=service.addresses.of(path_of(it.entity)), facts=service.addresses.facts(**both)
        ),
    )


def _shape_graph(view: View, found: selection.Graph) -> Graph:
    return Graph(
        nodes=[
            GraphNode(
                id=it.entity.id, label=it.entity.name, kind=it.entity.kind, facts=len(it.facts)
            )
            for it in found.nodes
        ],
        edges=[
            GraphEdge(
                source=it.source.id,
                target=it.target.id,
                facts=len(it.facts),
                topics=shape_counts(selection.shared_topics(it.facts, view.snapshot)),
            )
            for it in found.edges
        ],
        facts=found.total,
        left_out=found.left_out,
        meta=make_meta(view, found.question.canonical, found.question.warnings),
    )
