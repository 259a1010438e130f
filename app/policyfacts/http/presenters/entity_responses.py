"""Responses with entities: lists as JSON or CSV, one as JSON or JSON-LD."""

from collections.abc import Iterable
from typing import TypeAlias

from fastapi import Response

from policyfacts.http.context import RequestContext
from policyfacts.http.negotiation import RowOptions
from policyfacts.http.presenters.entities import entity_path, present_entity, present_profile
from policyfacts.http.presenters.envelope import Listing, cut_page, make_meta
from policyfacts.http.presenters.facts import answer_jsonld, site_of
from policyfacts.http.streaming import Rows, Table, dump, send_rows
from policyfacts.renderers.columns import ENTITY_COLUMNS
from policyfacts.renderers.jsonld.documents import entity_document
from policyfacts.schemas import entities as schemas
from policyfacts.schemas.entities import EntityList, EntityProfile
from policyfacts.schemas.params.formats import (
    CountryListParams,
    EntityListParams,
    OrganizationListParams,
    PageOfEntities,
)
from policyfacts.search.names.terms import Entity
from policyfacts.search.results import profiles
from policyfacts.search.snapshot import ReadSession
from policyfacts.vocabulary import EntityKind, Format

EntityRows: TypeAlias = (
    PageOfEntities | CountryListParams | OrganizationListParams | EntityListParams
)


def answer_entity_list(
    context: RequestContext, path: str, params: EntityRows, kinds: list[EntityKind], format_: Format
) -> EntityList | Response:
    """Answer with entities of these kinds, as JSON or CSV."""
    options = RowOptions(format_, params.fields, params.bom)
    types = getattr(params, "type", ())
    with context.session() as session:
        entities = profiles.list_entities(session.snapshot, kinds, types)
        has_own_parameter = path == "/v1/entities"
        canonical = {"kind": [kind.value for kind in kinds]} if kinds and has_own_parameter else {}
        canonical |= {"type": [type_.value for type_ in types]} if types else {}
        listing = Listing(path, entities, canonical)
        rows, page = cut_page(session, context, params, listing, format_)
        items = _present_entities(context, session, rows)
        if format_ is Format.CSV:
            info = Rows("entities", session.snapshot.release.id, page.count, page.total)
            return send_rows(context, options, info, Table(ENTITY_COLUMNS), dump(items))
        return EntityList(
            items=items,
            page=page,
            facets={},
            meta=make_meta(session, canonical, list(options.warnings())),
        )


def _present_entities(
    context: RequestContext, session: ReadSession, entities: Iterable[tuple[Entity, int]]
) -> list[schemas.Entity]:
    registry = session.snapshot.registry
    return [present_entity(entity, facts, registry, context.urls) for entity, facts in entities]


def answer_entity_profile(
    context: RequestContext, name: str, kinds: Iterable[EntityKind], format_: Format
) -> EntityProfile | Response:
    """Answer with one entity of these kinds, as JSON or JSON-LD."""
    with context.session() as session:
        entity = profiles.get_entity(session.snapshot, name, kinds)
        context.set_canonical(entity_path(entity) if kinds else f"/v1/entities/{entity.id}")
        filter_ = profiles.entity_filter(entity)
        counts = profiles.count_profile(session.snapshot, filter_, without=[entity.id])
        profile = present_profile(entity, counts, session, context.urls)
    if format_ is Format.JSONLD:
        document = entity_document(profile.model_dump(mode="json"), site_of(context.urls))
        return answer_jsonld(document)
    return profile
