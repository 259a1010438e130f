"""Rows of the tables of vocabulary and entities."""

from collections.abc import Iterable, Iterator

from policyfacts.loader.seed.contents import Located, Seed
from policyfacts.loader.seed.entities import SeedEntity, collect_entities
from policyfacts.loader.seed.records import PersonRecord, RegionRecord, TopicRecord, TypeRecord
from policyfacts.loader.table_writes import Row, Rows
from policyfacts.models import (
    Entity,
    EntityCode,
    EntityName,
    FactType,
    FormerId,
    Measure,
    Membership,
    Office,
    QuestionWords,
    Release,
    Topic,
)


def reference_rows(seed: Seed) -> Rows:
    """Make the rows of everything that facts refer to."""
    entities = collect_entities(seed)
    return {
        Topic: list(_topic_rows(topic.record for topic in seed.topics)),
        FactType: [_type_row(row.record, position) for position, row in enumerate(seed.types)],
        Measure: [
            {**measure.record.model_dump(mode="json"), "position": position}
            for position, measure in enumerate(seed.measures)
        ],
        QuestionWords: [
            {**words.record.model_dump(mode="json"), "position": position}
            for position, words in enumerate(seed.questions)
        ],
        Entity: [_entity_row(entity) for entity in entities],
        EntityName: [row for entity in entities for row in _name_rows(entity)],
        EntityCode: [
            {"entity_id": row.record.entity, "scheme": row.record.scheme, "code": row.record.code}
            for row in seed.codes
        ],
        FormerId: [
            {"former": row.record.former, "entity_id": row.record.id} for row in seed.former_ids
        ],
        Membership: list(_membership_rows(seed)),
        Office: [row for person in seed.people for row in _office_rows(person.record)],
    }


def terms_rows(seed: Seed) -> Rows:
    """Make the row of the terms that a release takes from the dataset; without an id of its own."""
    if seed.dataset is None:
        return {}
    return {Release: [{"id": "", **seed.dataset.record.model_dump(exclude={"release"})}]}


def _type_row(type_: TypeRecord, position: int) -> Row:
    code = type_.plover
    plover = (
        {**code.model_dump(mode="json"), "setting": type_.setting} if code is not None else None
    )
    row = type_.model_dump(mode="json", include={"id", "kind", "name", "aliases", "description"})
    return {**row, "position": position, "plover": plover}


def _entity_row(entity: SeedEntity) -> Row:
    return {
        "id": entity.id,
        "kind": entity.kind,
        "name": entity.name,
        "parent_id": entity.parent,
        "country_id": entity.country,
        "type": entity.type,
        "acronym": entity.acronym,
        "alpha3": entity.alpha3,
        "m49": entity.m49,
        "scheme": entity.scheme,
    }


def _name_rows(entity: SeedEntity) -> Iterator[Row]:
    for position, name in enumerate(entity.names):
        yield {
            "entity_id": entity.id,
            "position": position,
            "name": name.name,
            "language": name.language,
            "kind": name.kind,
            "since": name.since,
            "until": name.until,
        }


def _office_rows(person: PersonRecord) -> Iterator[Row]:
    for position, office in enumerate(person.offices):
        yield {
            "person_id": person.id,
            "position": position,
            "title": office.title,
            "of_id": office.of,
            "since": office.since,
            "until": office.until,
        }


def _topic_rows(topics: Iterable[TopicRecord]) -> Iterator[Row]:
    flat = [(topic, parent) for top in topics for topic, parent in _with_parents(top)]
    for position, (topic, parent) in enumerate(flat):
        yield {
            "id": topic.id,
            "position": position,
            "parent_id": parent,
            "name": topic.name,
            "aliases": list(topic.aliases),
            "description": topic.description,
            "plover": topic.plover,
        }


def _with_parents(top: TopicRecord) -> Iterator[tuple[TopicRecord, str | None]]:
    yield top, None
    yield from ((topic, top.id) for topic in top.narrower)


def parents_first(rows: list[Row]) -> list[Row]:
    """Sort rows so that each comes after the rows that it refers to."""
    by_id = {row["id"]: row for row in rows}
    ordered: dict[str, Row] = {}

    def add(row: Row) -> None:
        if row["id"] not in ordered:
            for above in (row["parent_id"], row["country_id"]):
                if above is not None and above != row["id"]:
                    add(by_id[above])
            ordered[row["id"]] = row

    for row in rows:
        add(row)
    return list(ordered.values())


def _membership_rows(seed: Seed) -> Iterator[Row]:
    for position, membership in enumerate(seed.memberships):
        record = membership.record
        yield {
            "group_id": record.organization,
            "country_id": record.country,
            "position": position,
            "since": record.since,
            "until": record.until,
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
