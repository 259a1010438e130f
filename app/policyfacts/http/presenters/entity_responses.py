"""Entities as answers: lists as JSON or CSV, one as JSON or JSON-LD."""

from collections.abc import Iterable
from typing import TypeAlias

from fastapi import Response

from policyfacts.http.context import Exchange
from policyfacts.http.presenters.entities import entity_path, shape_entity, shape_profile
from policyfacts.http.presenters.envelope import Listing, cut_page, make_meta
from policyfacts.http.presenters.facts import answer_jsonld, site_of
from policyfacts.http.streaming import Manner, Rows, Table, dump, send_rows
from policyfacts.renderers.columns.entities import ENTITIES
from policyfacts.renderers.jsonld.documents import entity_document
from policyfacts.schemas import entities as shapes
from policyfacts.schemas.entities import EntityList, EntityProfile
from policyfacts.schemas.params import EntityListQuestion, PageOfEntities
from policyfacts.search.names.terms import Entity
from policyfacts.search.results import profiles
from policyfacts.search.snapshot import View
from policyfacts.vocabulary import EntityKind, Format

EntityRows: TypeAlias = PageOfEntities | EntityListQuestion


def list_of(
    exchange: Exchange, path: str, asked: EntityRows, kinds: list[EntityKind], wanted: Format
) -> EntityList | Response:
    """Entities of these kinds, as JSON or CSV."""
    manner = Manner(wanted, asked.fields, asked.bom)
    with exchange.view() as view:
        everything = profiles.list_entities(view.snapshot, kinds)
        has_own_parameter = path == "/v1/entities"
        canonical = {"kind": [it.value for it in kinds]} if kinds and has_own_parameter else {}
        listing = Listing(path, everything, canonical)
        found, page = cut_page(view, exchange, asked, listing, wanted)
        items = _shape(exchange, view, found)
        if wanted is Format.CSV:
            rows = Rows("entities", view.snapshot.release.id, page.count, page.total)
            return send_rows(manner, rows, Table(ENTITIES), dump(items))
        return EntityList(
            items=items,
            page=page,
            facets={},
            meta=make_meta(view, canonical, manner.warnings()),
        )


def _shape(
    exchange: Exchange, view: View, entities: Iterable[tuple[Entity, int]]
) -> list[shapes.Entity]:
    catalogue = view.snapshot.catalogue
    return [shape_entity(it, facts, catalogue, exchange.addresses) for it, facts in entities]


def profile_of(
    exchange: Exchange, written: str, kinds: Iterable[EntityKind], wanted: Format
) -> EntityProfile | Response:
    """One entity of these kinds, as JSON or JSON-LD."""
    with exchange.view() as view:
        entity = profiles.get_entity(view.snapshot, written, kinds)
        exchange.found(entity_path(entity) if kinds else f"/v1/entities/{entity.id}")
        found = profiles.entity_filter(entity)
        counts = profiles.profile(view.snapshot, found, without=[entity.id])
        profile = shape_profile(entity, counts, view, exchange.addresses)
    if wanted is Format.JSONLD:
        document = entity_document(profile.model_dump(mode="json"), site_of(exchange.addresses))
        return answer_jsonld(document)
    return profile
