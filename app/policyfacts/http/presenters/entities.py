"""Entities, topics and years as answers show them."""

from policyfacts.http.presenters.envelope import make_meta
from policyfacts.http.presenters.envelope import shape_counts as shape_values
from policyfacts.http.resource_paths import filter_name, path_of
from policyfacts.http.urls import UrlBuilder
from policyfacts.schemas import entities as shapes
from policyfacts.search.names.registry import EntityRegistry
from policyfacts.search.names.terms import Entity, Membership, Topic
from policyfacts.search.results.profiles import ProfileCounts
from policyfacts.search.snapshot import ReadSession
from policyfacts.vocabulary import EntityKind


def named(registry: EntityRegistry, entity_id: str | None) -> shapes.Named | None:
    """An id with its name; None stays None."""
    if entity_id is None:
        return None
    return shapes.Named(id=entity_id, name=registry.entities[entity_id].name)


def entity_path(entity: Entity) -> str:
    """The path of an entity in the API."""
    return f"/v1{path_of(entity.kind, entity.id)}"


def shape_entity(
    entity: Entity, facts: int, registry: EntityRegistry, urls: UrlBuilder
) -> shapes.Entity:
    """An entity in a list."""
    return shapes.Entity(
        id=entity.id,
        kind=entity.kind,
        name=entity.name,
        type=entity.type,
        codes=shapes.Codes(
            alpha2=entity.id if entity.kind is EntityKind.COUNTRY else None,
            alpha3=entity.alpha3,
            m49=entity.m49,
            acronym=entity.acronym,
        ),
        parent=named(registry, entity.parent),
        country=named(registry, entity.country),
        facts=facts,
        links=shapes.Links(
            self=urls.url(entity_path(entity)),
            facts=urls.facts(**{filter_name(entity.kind): entity.id}),
        ),
    )


def shape_profile(
    entity: Entity, counts: ProfileCounts, view: ReadSession, urls: UrlBuilder
) -> shapes.EntityProfile:
    """An entity with all that is known of it."""
    registry = view.snapshot.registry
    short = shape_entity(entity, counts.total, registry, urls)
    return shapes.EntityProfile(
        **dict(short),
        scheme=entity.scheme,
        names=[
            shapes.EntityName(
                name=it.name, language=it.language, kind=it.kind, since=it.since, until=it.until
            )
            for it in registry.names.get(entity.id, [])
        ],
        memberships=[
            _membership(it.group, it, registry) for it in registry.memberships.get(entity.id, [])
        ],
        members=_members(entity, registry),
        parts=[
            shapes.Named(id=part, name=registry.entities[part].name)
            for part in registry.parts.get(entity.id, [])
            if registry.entities[part].kind is entity.kind
        ],
        offices=[
            shapes.Office(
                title=it.title,
                of=shapes.Named(id=it.of, name=registry.entities[it.of].name),
                since=it.since,
                until=it.until,
            )
            for it in registry.offices.get(entity.id, [])
        ],
        counts=shape_counts(counts),
        meta=make_meta(view),
    )


def _members(entity: Entity, registry: EntityRegistry) -> list[shapes.Membership]:
    """Countries of a grouping or organization; for a region of the tree, all countries below it."""
    listed = registry.members.get(entity.id, [])
    if listed or entity.kind is not EntityKind.REGION:
        return [_membership(it.country, it, registry) for it in listed]
    below = sorted(registry.countries_below(entity.id))
    return [
        shapes.Membership(id=id_, name=registry.entities[id_].name, since=None, until=None)
        for id_ in below
    ]


def _membership(id_: str, it: Membership, registry: EntityRegistry) -> shapes.Membership:
    return shapes.Membership(
        id=id_, name=registry.entities[id_].name, since=it.since, until=it.until
    )


def shape_counts(counts: ProfileCounts) -> shapes.Counts:
    """Counts of a profile."""
    return shapes.Counts(
        years=shape_values(counts.years),
        topics=shape_values(counts.topics),
        types=shape_values(counts.types),
        partners=shape_values(counts.partners),
    )


def shape_topic(
    topic: Topic, facts: int, registry: EntityRegistry, urls: UrlBuilder
) -> shapes.Topic:
    """A topic in a list."""
    above = registry.topics[topic.parent] if topic.parent is not None else None
    return shapes.Topic(
        id=topic.id,
        name=topic.name,
        description=topic.description,
        parent=shapes.Named(id=above.id, name=above.name) if above is not None else None,
        facts=facts,
        links=shapes.Links(
            self=urls.url(f"/v1/topics/{topic.id}"), facts=urls.facts(topic=topic.id)
        ),
    )


def shape_year(year: int, facts: int, urls: UrlBuilder) -> shapes.Year:
    """A year in a list."""
    return shapes.Year(
        year=year,
        facts=facts,
        links=shapes.Links(self=urls.url(f"/v1/years/{year}"), facts=urls.facts(year=year)),
    )
