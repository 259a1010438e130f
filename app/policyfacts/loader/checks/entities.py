"""Checks on entities: unique ids, references that lead somewhere, no cycles, dates in order."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from policyfacts.errors import SeedFault
from policyfacts.loader.checks.known import Known, repeated
from policyfacts.loader.entities import ENGLISH, SeedEntity
from policyfacts.loader.seed import Located, Seed
from policyfacts.naming import normalise_name
from policyfacts.vocabulary import EntityKind

_PARENT_KINDS = {
    EntityKind.COUNTRY: EntityKind.REGION,
    EntityKind.REGION: EntityKind.REGION,
    EntityKind.ORGANIZATION: EntityKind.ORGANIZATION,
}
_GROUPS = (EntityKind.ORGANIZATION,)
_OFFICES = (EntityKind.COUNTRY, EntityKind.ORGANIZATION)


def check_entities(seed: Seed, known: Known) -> Iterator[SeedFault]:
    """All that is wrong with entities, memberships, offices and former names."""
    yield from _repeated_ids(known.all_entities)
    yield from _repeated_names(known.all_entities)
    yield from repeated(seed.countries, "alpha3", "alpha-3 code")
    yield from repeated(seed.countries, "numeric", "numeric code")
    yield from repeated((it for it in seed.regions if it.record.m49), "m49", "M49 number")
    yield from _references(known)
    yield from _cycles(known)
    yield from _grouped_countries(seed, known)
    yield from _memberships(seed, known)
    yield from _offices(seed, known)
    yield from _former_names(seed, known)
    yield from _still_used(seed, known)


def _repeated_ids(entities: Iterable[SeedEntity]) -> Iterator[SeedFault]:
    first: dict[str, SeedEntity] = {}
    for entity in entities:
        earlier = first.setdefault(entity.id.casefold(), entity)
        if earlier is not entity:
            message = f"duplicate id '{entity.id}': '{earlier.id}' is a {earlier.kind} already"
            yield entity.place.at(message, "id")


def _repeated_names(entities: Iterable[SeedEntity]) -> Iterator[SeedFault]:
    first: dict[tuple[EntityKind, str], SeedEntity] = {}
    for entity in entities:
        earlier = first.setdefault((entity.kind, normalise_name(entity.name)), entity)
        if earlier.id != entity.id:
            message = f"the {entity.kind} '{earlier.id}' is called '{entity.name}' already"
            yield entity.place.at(message, "name")


def _references(known: Known) -> Iterator[SeedFault]:
    for entity in known.all_entities:
        if entity.parent is not None:
            fault = known.entity_fault(entity.parent, _PARENT_KINDS[entity.kind])
            key = "region" if entity.kind is EntityKind.COUNTRY else "parent"
            if fault:
                yield entity.place.at(fault, key)
        if entity.country is not None:
            fault = known.entity_fault(entity.country, EntityKind.COUNTRY)
            if fault:
                yield entity.place.at(fault, "country")


def _cycles(known: Known) -> Iterator[SeedFault]:
    for entity in known.all_entities:
        path = [entity.id]
        parent = entity.parent
        while parent is not None and parent not in path:
            path.append(parent)
            above = known.entities.get(parent)
            parent = above.parent if above is not None else None
        if parent == entity.id:
            message = f"'{entity.id}' is above itself: {' -> '.join([*path, parent])}"
            yield entity.place.at(message, "parent")


def _grouped_countries(seed: Seed, known: Known) -> Iterator[SeedFault]:
    for place in seed.regions:
        for country in place.record.countries:
            fault = known.entity_fault(country, EntityKind.COUNTRY)
            if fault:
                yield place.at(fault, "countries")


def _memberships(seed: Seed, known: Known) -> Iterator[SeedFault]:
    spans: dict[tuple[str, str], list[tuple[date, date]]] = {}
    for place in seed.memberships:
        it = place.record
        for fault in (
            known.entity_fault(it.country, EntityKind.COUNTRY),
            known.entity_fault(it.organization, *_GROUPS),
        ):
            if fault:
                yield place.at(fault)
        yield from _days_in_order(place, it.since, it.until)
        span = (it.since or date.min, it.until or date.max)
        earlier = spans.setdefault((it.country, it.organization), [])
        if any(span[0] <= last and first <= span[1] for first, last in earlier):
            yield place.at(f"{it.country} is a member of {it.organization} twice at the same time")
        earlier.append(span)


def _offices(seed: Seed, known: Known) -> Iterator[SeedFault]:
    for place in seed.people:
        for index, office in enumerate(place.record.offices):
            fault = known.entity_fault(office.of, *_OFFICES)
            if fault:
                yield place.at(fault, "offices", index, "of")
            yield from _days_in_order(place, office.since, office.until, "offices", index)


def _former_names(seed: Seed, known: Known) -> Iterator[SeedFault]:
    spans: dict[str, list[tuple[date, date]]] = {}
    for place in seed.former_names:
        it = place.record
        fault = known.entity_fault(it.entity)
        if fault:
            yield place.at(fault)
        yield from _days_in_order(place, it.since, it.until)
        if it.language != ENGLISH:
            continue
        span = (it.since or date.min, it.until or date.max)
        earlier = spans.setdefault(it.entity, [])
        if any(span[0] <= last and first <= span[1] for first, last in earlier):
            yield place.at(f"'{it.entity}' has two names in {it.language} on the same day")
        earlier.append(span)


def _days_in_order(
    place: Located[Any],
    since: date | None,
    until: date | None,
    *path: str | int,
) -> Iterator[SeedFault]:
    if since is not None and until is not None and until < since:
        yield place.at(f"it ends ({until}) before it starts ({since})", *path)


def _still_used(seed: Seed, known: Known) -> Iterator[SeedFault]:
    """Other reviews in the database rest on the same reference data."""
    if seed.dataset is None:
        return
    for what, used, held in (
        ("entity", known.loaded.entities_in_use, set(known.entities)),
        ("topic", known.loaded.topics_in_use, set(known.topics)),
        ("type", known.loaded.types_in_use, set(known.types)),
        ("measure", known.loaded.measures_in_use, set(known.measures)),
    ):
        folder = "entities/" if what == "entity" else "vocabulary/"
        for missing in sorted(it for it in used - held if not known.unread.may_hold(it, folder)):
            message = (
                f"the {what} '{missing}' is not in the seed, and a review in the database uses it"
            )
            yield seed.dataset.at(message)
