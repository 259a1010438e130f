"""Profiles: entities, topics, reviews and years, with their facts counted."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from policyfacts.errors import Moved, NotFound, quote
from policyfacts.search.names.hints import suggest_close
from policyfacts.search.names.refusals import UnresolvedName
from policyfacts.search.names.resolving import (
    ANY_KIND,
    resolve_entity,
    resolve_term,
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
from policyfacts.suggestions import did_you_mean_text
from policyfacts.vocabulary import EntityKind


@dataclass(frozen=True)
class ProfileCounts:
    """The facts of a profile, counted by value."""

    total: int
    years: list[Count]
    topics: list[Count]
    types: list[Count]
    partners: list[Count]


def list_entities(
    snapshot: Snapshot, kinds: Iterable[EntityKind], types: Collection[str] = ()
) -> list[tuple[Entity, int]]:
    """List entities of these kinds and types (of all, where none is given) with numbers of facts.

    Those with most facts come first.
    """
    kind_set = set(kinds) or ANY_KIND
    counted = (
        (entity, len(match_facts(entity_filter(entity), snapshot.sets)))
        for entity in snapshot.registry.entities.values()
        if entity.kind in kind_set and (not types or entity.type in types)
    )
    return sorted(counted, key=lambda row: (-row[1], row[0].name, row[0].id))


def get_entity(snapshot: Snapshot, text: str, kinds: Iterable[EntityKind]) -> Entity:
    """Return the entity with this id or exact name.

    Raises NotFound with suggestions, and Moved where an entity no longer has this id or name.
    """
    registry = snapshot.registry
    try:
        id_ = resolve_entity(registry, "id", text, frozenset(kinds) or ANY_KIND)
    except UnresolvedName as error:
        raise NotFound(error.error.message, error.error.did_you_mean) from None
    if registry.is_outdated(id_, text, snapshot.release.loaded_at.date()):
        raise Moved(f"{quote(text)} goes by '{id_}' now.", id_)
    return registry.entities[id_]


def get_topic(snapshot: Snapshot, text: str) -> Topic:
    """Return the topic with this id or name; raises NotFound."""
    registry = snapshot.registry
    try:
        return registry.topics[resolve_term("id", text, registry.vocabularies["topic"])]
    except UnresolvedName as error:
        raise NotFound(error.error.message, error.error.did_you_mean) from None


def get_review(snapshot: Snapshot, text: str) -> str:
    """Return the id of the review with this id; raises NotFound."""
    try:
        return resolve_term("id", text, snapshot.registry.vocabularies["review"])
    except UnresolvedName as error:
        raise NotFound(error.error.message, error.error.did_you_mean) from None


def get_year(snapshot: Snapshot, year: int) -> int:
    """Return the year; raises NotFound where no fact touches it."""
    years = snapshot.sets.values("year")
    if str(year) not in years:
        near = suggest_close(str(year), {other: other for other in years})
        raise NotFound(f"No fact touches the year {year}.{did_you_mean_text(near)}", near)
    return year


def count_facts(snapshot: Snapshot, key: SetKey) -> int:
    """Count the facts that have one value."""
    return len(snapshot.sets.get(key))


def count_section(snapshot: Snapshot, review_id: str, section: str) -> int:
    """Count the facts of a review that cite a sentence of one of its sections."""
    sets = snapshot.sets
    return sets.get(("review", review_id)).intersection_cardinality(sets.get(("section", section)))


def count_profile(
    snapshot: Snapshot, fact_filter: FactFilter, without: Iterable[str] = ()
) -> ProfileCounts:
    """Count the facts of a filter by year, topic, type, and country other than those left out."""
    facts = match_facts(fact_filter, snapshot.sets)
    return ProfileCounts(
        total=len(facts),
        years=count_years(facts, snapshot),
        topics=count_topics(facts, snapshot),
        types=count_types(facts, snapshot),
        partners=count_countries(facts, snapshot, without),
    )


def entity_filter(entity: Entity) -> FactFilter:
    """Make the filter of the entity's own parameter.

    It finds regions with their countries, organizations with their bodies.
    """
    match entity.kind:
        case EntityKind.REGION:
            return filter_by(entity.kind, ("region_any", entity.id))
        case EntityKind.ORGANIZATION:
            return filter_by(entity.kind, ("organization_organs", entity.id))
        case _:
            return filter_by(entity.kind, ("entity", entity.id))


def filter_by(parameter: str, *keys: SetKey) -> FactFilter:
    """Make the filter that matches any of these sets."""
    return FactFilter((InAny(parameter, frozenset(keys)),))
