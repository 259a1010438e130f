"""The ways in: entities, topics and years with their facts counted."""

from collections.abc import Iterable
from dataclasses import dataclass

from policyfacts.errors import Moved, NotFound, did_you_mean_text
from policyfacts.search.names.resolving import (
    ANY_KIND,
    UnresolvedName,
    read_entity,
    read_word,
    suggest_close,
)
from policyfacts.search.names.terms import Entity, Topic
from policyfacts.search.results.counts import (
    Count,
    count_countries,
    count_topics,
    count_types,
    count_years,
)
from policyfacts.search.sets.fact_sets import SetKey
from policyfacts.search.sets.filters import FactFilter, InAny
from policyfacts.search.sets.matcher import match as match_facts
from policyfacts.search.snapshot import Snapshot
from policyfacts.vocabulary import EntityKind


@dataclass(frozen=True)
class ProfileCounts:
    """Facts of a profile by value."""

    total: int
    years: list[Count]
    topics: list[Count]
    types: list[Count]
    partners: list[Count]


def list_entities(snapshot: Snapshot, kinds: Iterable[EntityKind]) -> list[tuple[Entity, int]]:
    """Entities of these kinds (of all, where none is given) with their facts, most facts first."""
    wanted = set(kinds) or ANY_KIND
    counted = (
        (entity, len(match_facts(entity_filter(entity), snapshot.sets)))
        for entity in snapshot.registry.entities.values()
        if entity.kind in wanted
    )
    return sorted(counted, key=lambda it: (-it[1], it[0].name, it[0].id))


def get_entity(snapshot: Snapshot, written: str, kinds: Iterable[EntityKind]) -> Entity:
    """The entity with this id or exact name.

    NotFound says what was meant; Moved leads from an id or name of other times to the id of now.
    """
    registry = snapshot.registry
    try:
        id_ = read_entity(registry, "id", written, frozenset(kinds) or ANY_KIND)
    except UnresolvedName as error:
        raise NotFound(error.error.message, error.error.did_you_mean) from None
    if registry.is_outdated(id_, written, snapshot.release.loaded_at.date()):
        raise Moved(f"'{written}' goes by '{id_}' now.", id_)
    return registry.entities[id_]


def get_topic(snapshot: Snapshot, written: str) -> Topic:
    """The topic with this id or name."""
    registry = snapshot.registry
    try:
        return registry.topics[read_word("id", written, registry.words["topic"])]
    except UnresolvedName as error:
        raise NotFound(error.error.message, error.error.did_you_mean) from None


def get_review(snapshot: Snapshot, written: str) -> str:
    """The id of the review that is meant."""
    try:
        return read_word("id", written, snapshot.registry.words["review"])
    except UnresolvedName as error:
        raise NotFound(error.error.message, error.error.did_you_mean) from None


def get_year(snapshot: Snapshot, year: int) -> int:
    """The year, where a fact touches it."""
    years = snapshot.sets.values("year")
    if str(year) not in years:
        near = suggest_close(str(year), {it: it for it in years})
        raise NotFound(f"No fact touches the year {year}.{did_you_mean_text(near)}", near)
    return year


def count_facts(snapshot: Snapshot, key: SetKey) -> int:
    """How many facts have one value."""
    return len(snapshot.sets.get(key))


def count_section(snapshot: Snapshot, review_id: str, section: str) -> int:
    """How many facts of a review cite a sentence of one of its sections."""
    sets = snapshot.sets
    return sets.get(("review", review_id)).intersection_cardinality(sets.get(("section", section)))


def profile(snapshot: Snapshot, wanted: FactFilter, without: Iterable[str] = ()) -> ProfileCounts:
    """Facts of a filter by year, topic, type, and country other than those left out."""
    found = match_facts(wanted, snapshot.sets)
    return ProfileCounts(
        total=len(found),
        years=count_years(found, snapshot),
        topics=count_topics(found, snapshot),
        types=count_types(found, snapshot),
        partners=count_countries(found, snapshot, without),
    )


def entity_filter(entity: Entity) -> FactFilter:
    """What the entity's own parameter finds.

    Regions with their countries, organizations with their bodies.
    """
    match entity.kind:
        case EntityKind.REGION:
            return only(entity.kind, ("region_any", entity.id))
        case EntityKind.ORGANIZATION:
            return only(entity.kind, ("organization_organs", entity.id))
        case _:
            return only(entity.kind, ("entity", entity.id))


def only(parameter: str, *keys: SetKey) -> FactFilter:
    """The filter that asks for any of these sets."""
    return FactFilter((InAny(parameter, frozenset(keys)),))
