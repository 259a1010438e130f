"""Vocabulary and entities as rows of the tables."""

from collections.abc import Iterable, Iterator

from policyfacts.loader.seed.contents import Located, Seed
from policyfacts.loader.seed.entities import SeedEntity, collect_entities
from policyfacts.loader.seed.records import PersonRecord, RegionRecord, TopicRecord, TypeRecord
from policyfacts.loader.table_writes import Row, Rows
from policyfacts.models import (
    Entity,
    EntityName,
    FactType,
    FormerId,
    Measure,
    Membership,
    Office,
    Topic,
)


def reference_rows(seed: Seed) -> Rows:
    """Rows of everything that facts refer to; what others refer to comes before them."""
    entities = collect_entities(seed)
    return {
        Topic: list(_topic_rows(place.record for place in seed.topics)),
        FactType: [_type_row(it.record, position) for position, it in enumerate(seed.types)],
        Measure: [
            {**it.record.model_dump(mode="json"), "position": position}
            for position, it in enumerate(seed.measures)
        ],
        Entity: parents_first([_entity_row(it) for it in entities]),
        EntityName: [row for entity in entities for row in _name_rows(entity)],
        FormerId: [
            {"former": it.record.former, "entity_id": it.record.id} for it in seed.former_ids
        ],
        Membership: list(_membership_rows(seed)),
        Office: [row for place in seed.people for row in _office_rows(place.record)],
    }


def _type_row(it: TypeRecord, position: int) -> Row:
    code = it.plover
    plover = {**code.model_dump(mode="json"), "setting": it.setting} if code is not None else None
    row = it.model_dump(mode="json", include={"id", "kind", "name", "description"})
    return {**row, "position": position, "plover": plover}


def _entity_row(it: SeedEntity) -> Row:
    return {
        "id": it.id,
        "kind": it.kind,
        "name": it.name,
        "parent_id": it.parent,
        "country_id": it.country,
        "type": it.type,
        "acronym": it.acronym,
        "alpha3": it.alpha3,
        "m49": it.m49,
        "scheme": it.scheme,
    }


def _name_rows(entity: SeedEntity) -> Iterator[Row]:
    for position, it in enumerate(entity.names):
        yield {
            "entity_id": entity.id,
            "position": position,
            "name": it.name,
            "language": it.language,
            "kind": it.kind,
            "since": it.since,
            "until": it.until,
        }


def _office_rows(person: PersonRecord) -> Iterator[Row]:
    for position, it in enumerate(person.offices):
        yield {
            "person_id": person.id,
            "position": position,
            "title": it.title,
            "of_id": it.of,
            "since": it.since,
            "until": it.until,
        }


def _topic_rows(topics: Iterable[TopicRecord]) -> Iterator[Row]:
    flat = [(topic, parent) for top in topics for topic, parent in _with_parents(top)]
    for position, (topic, parent) in enumerate(flat):
        yield {
            "id": topic.id,
            "position": position,
            "parent_id": parent,
            "name": topic.name,
            "description": topic.description,
            "plover": topic.plover,
        }


def _with_parents(top: TopicRecord) -> Iterator[tuple[TopicRecord, str | None]]:
    yield top, None
    yield from ((topic, top.id) for topic in top.narrower)


def parents_first(rows: list[Row]) -> list[Row]:
    """Rows ordered so that each comes after the rows it refers to."""
    by_id = {row["id"]: row for row in rows}
    ordered: dict[str, Row] = {}

    def place(row: Row) -> None:
        if row["id"] not in ordered:
            for above in (row["parent_id"], row["country_id"]):
                if above is not None and above != row["id"]:
                    place(by_id[above])
            ordered[row["id"]] = row

    for row in rows:
        place(row)
    return list(ordered.values())


def _membership_rows(seed: Seed) -> Iterator[Row]:
    for position, place in enumerate(seed.memberships):
        it = place.record
        yield {
            "group_id": it.organization,
            "country_id": it.country,
            "position": position,
            "since": it.since,
            "until": it.until,
        }
    for region in seed.regions:
        yield from _grouping_rows(region)


def _grouping_rows(region: Located[RegionRecord]) -> Iterator[Row]:
    for position, country in enumerate(region.record.countries):
        yield {
            "group_id": region.record.id,
            "country_id": country,
            "position": position,
            "since": None,
            "until": None,
        }
