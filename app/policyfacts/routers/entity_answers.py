"""Entities as answers: lists as JSON or CSV, one as JSON or JSON-LD."""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from fastapi import Response

from policyfacts.forms.columns.entities import ENTITIES
from policyfacts.forms.jsonld.documents import entity_document
from policyfacts.routers.answers import Listing, cut_page, cut_rows, make_meta
from policyfacts.routers.bulk import Manner, Rows, Table, send_rows
from policyfacts.routers.exchange import Exchange
from policyfacts.routers.fact_answers import answer_jsonld, site_of
from policyfacts.routers.shapes import path_of, shape_entity, shape_profile
from policyfacts.schemas import entities as shapes
from policyfacts.schemas.entities import EntityList, EntityProfile
from policyfacts.schemas.questions import EntityListQuestion, PageOfEntities
from policyfacts.selection import profiles
from policyfacts.selection.snapshot import View
from policyfacts.selection.terms import Entity
from policyfacts.vocabulary import EntityKind, Format

EntityRows: TypeAlias = PageOfEntities | EntityListQuestion


def list_of(
    service: Exchange, path: str, asked: EntityRows, kinds: list[EntityKind], wanted: Format
) -> EntityList | Response:
    """Entities of these kinds, as JSON or CSV."""
    manner = Manner(wanted, asked.fields, asked.bom)
    with service.view() as view:
        everything = profiles.list_entities(view.snapshot, kinds)
        has_own_parameter = path == "/v1/entities"
        canonical = {"kind": [it.value for it in kinds]} if kinds and has_own_parameter else {}
        listing = Listing(path, everything, canonical)
        if wanted is Format.CSV:
            return _as_csv(service, view, manner, listing, cut_rows(view, asked, listing))
        items, page = cut_page(view, service.addresses, asked, listing)
        service.link("next", page.next)
        return EntityList(
            items=_shape(service, view, items),
            page=page,
            facets={},
            meta=make_meta(view, canonical, manner.warnings()),
        )


def _as_csv(
    service: Exchange,
    view: View,
    manner: Manner,
    listing: Listing[tuple[Entity, int]],
    shown: Sequence[tuple[Entity, int]],
) -> Response:
    items = [it.model_dump(mode="json") for it in _shape(service, view, shown)]
    rows = Rows("entities", view.snapshot.release.id, len(items), len(listing.everything))
    return send_rows(manner, rows, Table(ENTITIES), items)


def _shape(
    service: Exchange, view: View, entities: Iterable[tuple[Entity, int]]
) -> list[shapes.Entity]:
    catalogue = view.snapshot.catalogue
    return [shape_entity(it, facts, catalogue, service.addresses) for it, facts in entities]


def profile_of(
    service: Exchange, written: str, kinds: Iterable[EntityKind], wanted: Format
) -> EntityProfile | Response:
    """One entity of these kinds, as JSON or JSON-LD."""
    with service.view() as view:
        entity = profiles.get_entity(view.snapshot, written, kinds)
        service.found(path_of(entity) if kinds else f"/v1/entities/{entity.id}")
        found = profiles.entity_filter(entity)
        counts = profiles.profile(view.snapshot, found, without=[entity.id])
        profile = shape_profile(entity, counts, view, service.addresses)
    if wanted is Format.JSONLD:
        document = entity_document(profile.model_dump(mode="json"), site_of(service.addresses))
        return answer_jsonld(document)
    return profile
