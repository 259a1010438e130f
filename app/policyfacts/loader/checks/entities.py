"""Checks on entities: unique ids, references that lead somewhere, no cycles, dates in order."""

from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

from policyfacts.errors import SeedError
from policyfacts.loader.checks.seed_index import SeedIndex, first_of_each, repeated
from policyfacts.loader.checks.withdrawals import Span
from policyfacts.loader.seed.contents import Located, Seed
from policyfacts.loader.seed.entities import ENGLISH, SeedEntity
from policyfacts.loader.seed.records import (
    FormerNameRecord,
    MembershipRecord,
    OfficeRecord,
    OrganizationRecord,
)
from policyfacts.naming import normalise_name
from policyfacts.vocabulary import EntityKind, OrganizationType

_PARENT_KINDS = {
    EntityKind.COUNTRY: EntityKind.REGION,
    EntityKind.REGION: EntityKind.REGION,
    EntityKind.ORGANIZATION: EntityKind.ORGANIZATION,
}
_OF_OTHERS = (OrganizationType.ORGAN, OrganizationType.AGENCY)
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
    countries, regions = first_of_each(seed.countries, "id"), first_of_each(seed.regions, "id")
    yield from repeated(countries, "alpha3", "alpha-3 code")
    yield from repeated((row for row in countries if row.record.numeric), "numeric", "numeric code")
    yield from repeated((row for row in regions if row.record.m49), "m49", "M49 number")
    yield from _references(seed_index)
    yield from _bodies_of_others(seed.organizations)
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
            kind = f"{'an' if earlier.kind[0] in 'aeio' else 'a'} {earlier.kind}"
            where = _place(earlier.located)
            message = f"duplicate id '{entity.id}': '{earlier.id}' is {kind} already ({where})"
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


def _bodies_of_others(
    organizations: Iterable[Located[OrganizationRecord]],
) -> Iterator[SeedError]:
    """Yield an error for each body that is part of nothing, so that none above it finds it."""
    for organization in organizations:
        record = organization.record
        if record.type is OrganizationType.MINISTRY and record.country is None:
            yield organization.at(f"'{record.id}' is a ministry: 'country' says of which state")
        elif record.type in _OF_OTHERS and record.parent is None and record.country is None:
            message = f"'{record.id}' is an {record.type}: 'parent' says of which organization"
            yield organization.at(message)


def _cycles(seed_index: SeedIndex) -> Iterator[SeedError]:
    for entity in seed_index.all_entities:
        path = {entity.id: None}
        parent = entity.parent
        while parent is not None and parent not in path:
            path[parent] = None
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
    spans = _Spans()
    for membership in seed.memberships:
        record = membership.record
        for error in (
            seed_index.entity_error(record.country, EntityKind.COUNTRY),
            seed_index.entity_error(record.organization, *_GROUPS),
        ):
            if error:
                yield membership.at(error)
        yield from _days_in_order(membership, record)
        earlier = spans.add((record.country, record.organization), record, _place(membership))
        if earlier is not None:
            message = f"{record.country} is a member of {record.organization} twice"
            yield membership.at(f"{message} at the same time: see {earlier}")


def _offices(seed: Seed, seed_index: SeedIndex) -> Iterator[SeedError]:
    for person in seed.people:
        spans = _Spans()
        for index, office in enumerate(person.record.offices):
            error = seed_index.entity_error(office.of, *_OFFICES)
            if error:
                yield person.at(error, "offices", index, "of")
            yield from _days_in_order(person, office, "offices", index)
            line = person.line("offices", index)
            earlier = spans.add((), office, f"{person.source.file}:{line}")
            if earlier is not None:
                message = f"'{person.record.id}' holds two offices on the same day: see {earlier}"
                yield person.at(message, "offices", index)


def _former_names(seed: Seed, seed_index: SeedIndex) -> Iterator[SeedError]:
    spans = _Spans()
    for former_name in seed.former_names:
        record = former_name.record
        error = seed_index.entity_error(record.entity)
        if error:
            yield former_name.at(error)
        yield from _days_in_order(former_name, record)
        # In English there is one name on a day; in other languages several are known.
        name = "" if record.language == ENGLISH else record.name
        key = (record.entity, record.language, name)
        earlier = spans.add(key, record, _place(former_name))
        if earlier is not None:
            named = f"'{name}' twice" if name else "two names"
            message = f"'{record.entity}' has {named} in {record.language} on the same day"
            yield former_name.at(f"{message}: see {earlier}")


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


class _Spans:
    """The days of records by their keys, each with its file and line."""

    def __init__(self) -> None:
        self._spans: dict[tuple[str, ...], list[tuple[Span, str]]] = {}

    def add(self, key: tuple[str, ...], dated: _Dated, place: str) -> str | None:
        """Add a record; return the place of an earlier one of the key with a day of its."""
        span = Span.between(dated.since, dated.until)
        spans = self._spans.setdefault(key, [])
        earlier = next((other for days, other in spans if days.overlaps(span)), None)
        spans.append((span, place))
        return earlier


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


def _place(located: Located[Any]) -> str:
    return f"{located.source.file}:{located.line()}"
