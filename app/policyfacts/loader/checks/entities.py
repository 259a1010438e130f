"""Checks on entities: unique ids, references that lead somewhere, no cycles, dates in order."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, TypeAlias

from policyfacts.errors import SeedError
from policyfacts.loader.checks.seed_index import SeedIndex, repeated
from policyfacts.loader.seed.contents import Located, Seed
from policyfacts.loader.seed.entities import ENGLISH, SeedEntity
from policyfacts.loader.seed.records import FormerNameRecord, MembershipRecord, OfficeRecord
from policyfacts.naming import normalise_name
from policyfacts.vocabulary import EntityKind

_PARENT_KINDS = {
    EntityKind.COUNTRY: EntityKind.REGION,
    EntityKind.REGION: EntityKind.REGION,
    EntityKind.ORGANIZATION: EntityKind.ORGANIZATION,
}
_GROUPS = (EntityKind.ORGANIZATION,)
_OFFICES = (EntityKind.COUNTRY, EntityKind.ORGANIZATION)
# Adjectives and short names of areas may be ambiguous: Congo, Korea, Guinea.
_AREAS = (EntityKind.COUNTRY, EntityKind.REGION)
_Path: TypeAlias = tuple[str | int, ...]
_Dated: TypeAlias = MembershipRecord | FormerNameRecord | OfficeRecord


def check_entities(seed: Seed, seed_index: SeedIndex) -> Iterator[SeedError]:
    """Yield the errors of entities, memberships, offices, former names and former ids."""
    yield from _repeated_ids(seed_index.all_entities)
    yield from check_names(seed_index.all_entities)
    yield from repeated(seed.countries, "alpha3", "alpha-3 code")
    yield from repeated(seed.countries, "numeric", "numeric code")
    yield from repeated((row for row in seed.regions if row.record.m49), "m49", "M49 number")
    yield from _references(seed_index)
    yield from _cycles(seed_index)
    yield from _grouped_countries(seed, seed_index)
    yield from _memberships(seed, seed_index)
    yield from _offices(seed, seed_index)
    yield from _former_names(seed, seed_index)
    yield from _former_ids(seed, seed_index)


def _repeated_ids(entities: Iterable[SeedEntity]) -> Iterator[SeedError]:
    first: dict[str, SeedEntity] = {}
    for entity in entities:
        earlier = first.setdefault(entity.id.casefold(), entity)
        if earlier is not entity:
            message = f"duplicate id '{entity.id}': '{earlier.id}' is a {earlier.kind} already"
            yield entity.located.at(message, "id")


def _references(seed_index: SeedIndex) -> Iterator[SeedError]:
    for entity in seed_index.all_entities:
        if entity.parent is not None:
            error = seed_index.entity_error(entity.parent, _PARENT_KINDS[entity.kind])
            key = "region" if entity.kind is EntityKind.COUNTRY else "parent"
            if error:
                yield entity.located.at(error, key)
        if entity.country is not None:
            error = seed_index.entity_error(entity.country, EntityKind.COUNTRY)
            if error:
                yield entity.located.at(error, "country")


def _cycles(seed_index: SeedIndex) -> Iterator[SeedError]:
    for entity in seed_index.all_entities:
        path = [entity.id]
        parent = entity.parent
        while parent is not None and parent not in path:
            path.append(parent)
            above = seed_index.entities.get(parent)
            parent = above.parent if above is not None else None
        if parent == entity.id:
            message = f"'{entity.id}' is above itself: {' -> '.join([*path, parent])}"
            yield entity.located.at(message, "parent")


def _grouped_countries(seed: Seed, seed_index: SeedIndex) -> Iterator[SeedError]:
    for region in seed.regions:
        for country in region.record.countries:
            error = seed_index.entity_error(country, EntityKind.COUNTRY)
            if error:
                yield region.at(error, "countries")


def _memberships(seed: Seed, seed_index: SeedIndex) -> Iterator[SeedError]:
    spans: dict[tuple[str, str], list[tuple[date, date]]] = {}
    for membership in seed.memberships:
        record = membership.record
        for error in (
            seed_index.entity_error(record.country, EntityKind.COUNTRY),
            seed_index.entity_error(record.organization, *_GROUPS),
        ):
            if error:
                yield membership.at(error)
        yield from _days_in_order(membership, record)
        if _overlaps(spans.setdefault((record.country, record.organization), []), record):
            yield membership.at(
                f"{record.country} is a member of {record.organization} twice at the same time"
            )


def _offices(seed: Seed, seed_index: SeedIndex) -> Iterator[SeedError]:
    for person in seed.people:
        spans: list[tuple[date, date]] = []
        for index, office in enumerate(person.record.offices):
            error = seed_index.entity_error(office.of, *_OFFICES)
            if error:
                yield person.at(error, "offices", index, "of")
            yield from _days_in_order(person, office, "offices", index)
            if _overlaps(spans, office):
                message = f"'{person.record.id}' holds two offices on the same day"
                yield person.at(message, "offices", index)


def _former_names(seed: Seed, seed_index: SeedIndex) -> Iterator[SeedError]:
    spans: dict[str, list[tuple[date, date]]] = {}
    for former_name in seed.former_names:
        record = former_name.record
        error = seed_index.entity_error(record.entity)
        if error:
            yield former_name.at(error)
        yield from _days_in_order(former_name, record)
        if record.language != ENGLISH:
            continue
        if _overlaps(spans.setdefault(record.entity, []), record):
            yield former_name.at(
                f"'{record.entity}' has two names in {record.language} on the same day"
            )


def _former_ids(seed: Seed, seed_index: SeedIndex) -> Iterator[SeedError]:
    yield from repeated(seed.former_ids, "former", "former id")
    bearers = {entity.id.casefold(): entity for entity in seed_index.all_entities}
    for former_id in seed.former_ids:
        record = former_id.record
        error = seed_index.entity_error(record.id)
        if error:
            yield former_id.at(error)
        bearer = bearers.get(record.former.casefold())
        if bearer is not None:
            message = f"'{record.former}' is no former id: the {bearer.kind} '{bearer.id}' bears it"
            yield former_id.at(message)


def _overlaps(earlier: list[tuple[date, date]], dated: _Dated) -> bool:
    """Return whether the days touch an earlier span, and add them to the spans."""
    first, last = dated.since or date.min, dated.until or date.max
    overlaps = any(start <= last and first <= end for start, end in earlier)
    earlier.append((first, last))
    return overlaps


def _days_in_order(located: Located[Any], dated: _Dated, *path: str | int) -> Iterator[SeedError]:
    if dated.since is not None and dated.until is not None and dated.until < dated.since:
        yield located.at(f"it ends ({dated.until}) before it starts ({dated.since})", *path)


def check_names(entities: Iterable[SeedEntity]) -> Iterator[SeedError]:
    """Yield an error for each name that another entity of the same kind bears."""
    first: dict[tuple[EntityKind, str], tuple[SeedEntity, _Path]] = {}
    for entity in entities:
        for name, path in _names(entity):
            key = (entity.kind, normalise_name(name))
            earlier, earlier_path = first.setdefault(key, (entity, path))
            if earlier.id != entity.id:
                where = _where(earlier, earlier_path)
                message = f"'{name}' is a name of '{earlier.id}' already ({where})"
                yield entity.located.at(message, *path)


def _names(entity: SeedEntity) -> Iterator[tuple[str, _Path]]:
    yield entity.name, ("name",)
    if entity.kind in _AREAS:
        return
    if entity.acronym is not None:
        yield entity.acronym, ("acronym",)
    for index, alias in enumerate(entity.located.record.aliases):
        yield alias, ("aliases", index)


def _where(entity: SeedEntity, path: _Path) -> str:
    source = entity.located.source
    return f"{source.file}:{source.line((*entity.located.path, *path))}"
