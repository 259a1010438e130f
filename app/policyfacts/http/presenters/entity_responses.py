"""Entities as answers: lists as JSON or CSV, one as JSON or JSON-LD."""

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
from policyfacts.schemas.params import EntityListParams, PageOfEntities
from policyfacts.search.names.terms import Entity
from policyfacts.search.results import profiles
from policyfacts.search.snapshot import ReadSession
from policyfacts.vocabulary import EntityKind, Format

EntityRows: TypeAlias = PageOfEntities | EntityListParams


def list_of(
    context: RequestContext, path: str, asked: EntityRows, kinds: list[EntityKind], wanted: Format
) -> EntityList | Response:
    """Entities of these kinds, as JSON or CSV."""
    manner = RowOptions(wanted, asked.fields, asked.bom)
    with context.session() as session:
        everything = profiles.list_entities(session.snapshot, kinds)
        has_own_parameter = path == "/v1/entities"
        canonical = {"kind": [it.value for it in kinds]} if kinds and has_own_parameter else {}
        listing = Listing(path, everything, canonical)
        found, page = cut_page(session, context, asked, listing, wanted)
        items = _shape(context, session, found)
        if wanted is Format.CSV:
            rows = Rows("entities", session.snapshot.release.id, page.count, page.total)
            return send_rows(manner, rows, Table(ENTITY_COLUMNS), dump(items))
        return EntityList(
            items=items,
            page=page,
            facets={},
            meta=make_meta(session, canonical, list(manner.warnings())),
        )


def _shape(
    context: RequestContext, session: ReadSession, entities: Iterable[tuple[Entity, int]]
) -> list[schemas.Entity]:
    registry = session.snapshot.registry
    return [present_entity(it, facts, registry, context.urls) for it, facts in entities]


def profile_of(
    context: RequestContext, written: str, kinds: Iterable[EntityKind], wanted: Format
) -> EntityProfile | Response:
    """One entity of these kinds, as JSON or JSON-LD."""
    with context.session() as session:
        entity = profiles.get_entity(session.snapshot, written, kinds)
        context.set_canonical(entity_path(entity) if kinds else f"/v1/entities/{entity.id}")
        found = profiles.entity_filter(entity)
        counts = profiles.count_profile(session.snapshot, found, without=[entity.id])
        profile = present_profile(entity, counts, session, context.urls)
    if wanted is Format.JSONLD:
        document = entity_document(profile.model_dump(mode="json"), site_of(context.urls))
        return answer_jsonld(document)
    return profile
