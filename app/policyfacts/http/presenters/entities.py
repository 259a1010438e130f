"""Entities, topics and years as answers show them."""

from policyfacts.http.presenters.envelope import make_meta
from policyfacts.http.presenters.envelope import present_counts as present_values
from policyfacts.http.resource_paths import filter_name, path_of
from policyfacts.http.urls import UrlBuilder
from policyfacts.schemas import entities as schemas
from policyfacts.search.names.registry import EntityRegistry
from policyfacts.search.names.terms import Entity, Membership, Topic
from policyfacts.search.results.profiles import ProfileCounts
from policyfacts.search.snapshot import ReadSession
from policyfacts.vocabulary import EntityKind


def named(registry: EntityRegistry, entity_id: str | None) -> schemas.Named | None:
    """An id with its name; None stays None."""
    if entity_id is None:
        return None
    return schemas.Named(id=entity_id, name=registry.entities[entity_id].name)


def entity_path(entity: Entity) -> str:
    """The path of an entity in the API."""
    return f"/v1{path_of(entity.kind, entity.id)}"


def present_entity(
    entity: Entity, facts: int, registry: EntityRegistry, urls: UrlBuilder
) -> schemas.Entity:
    """An entity in a list."""
    return schemas.Entity(
        id=entity.id,
        kind=entity.kind,
        name=entity.name,
        type=entity.type,
        codes=schemas.Codes(
            alpha2=entity.id if entity.kind is EntityKind.COUNTRY else None,
            alpha3=entity.alpha3,
            m49=entity.m49,
            acronym=entity.acronym,
        ),
        parent=named(registry, entity.parent),
        country=named(registry, entity.country),
        facts=facts,
        links=schemas.Links(
            self=urls.url(entity_path(entity)),
            facts=urls.facts(**{filter_name(entity.kind): entity.id}),
        ),
    )


def present_profile(
    entity: Entity, counts: ProfileCounts, session: ReadSession, urls: UrlBuilder
) -> schemas.EntityProfile:
    """An entity with all that is known of it."""
    registry = session.snapshot.registry
    short = present_entity(entity, counts.total, registry, urls)
    return schemas.EntityProfile(
        **dict(short),
        scheme=entity.scheme,
        names=[
            schemas.EntityName(
                name=it.name, language=it.language, kind=it.kind, since=it.since, until=it.until
            )
            for it in registry.names.get(entity.id, [])
        ],
        memberships=[
            _membership(it.group, it, registry) for it in registry.memberships.get(entity.id, [])
        ],
        members=_members(entity, registry),
        parts=[
            schemas.Named(id=part, name=registry.entities[part].name)
            for part in registry.parts.get(entity.id, [])
            if registry.entities[part].kind is entity.kind
        ],
        offices=[
            schemas.Office(
                title=it.title,
                of=schemas.Named(id=it.of, name=registry.entities[it.of].name),
                since=it.since,
                until=it.until,
            )
            for it in registry.offices.get(entity.id, [])
        ],
        counts=present_counts(counts),
        meta=make_meta(session),
    )


def _members(entity: Entity, registry: EntityRegistry) -> list[schemas.Membership]:
    """Countries of a grouping or organization; for a region of the tree, all countries below it."""
    listed = registry.members.get(entity.id, [])
    if listed or entity.kind is not EntityKind.REGION:
        return [_membership(it.country, it, registry) for it in listed]
    below = sorted(registry.countries_below(entity.id))
    return [
        schemas.Membership(id=id_, name=registry.entities[id_].name, since=None, until=None)
        for id_ in below
    ]


def _membership(id_: str, it: Membership, registry: EntityRegistry) -> schemas.Membership:
    return schemas.Membership(
        id=id_, name=registry.entities[id_].name, since=it.since, until=it.until
    )


def present_counts(counts: ProfileCounts) -> schemas.Counts:
    """Counts of a profile."""
    return schemas.Counts(
        years=present_values(counts.years),
        topics=present_values(counts.topics),
        types=present_values(counts.types),
        partners=present_values(counts.partners),
    )


def present_topic(
    topic: Topic, facts: int, registry: EntityRegistry, urls: UrlBuilder
) -> schemas.Topic:
    """A topic in a list."""
    above = registry.topics[topic.parent] if topic.parent is not None else None
    return schemas.Topic(
        id=topic.id,
        name=topic.name,
        description=topic.description,
        parent=schemas.Named(id=above.id, name=above.name) if above is not None else None,
        facts=facts,
        links=schemas.Links(
            self=urls.url(f"/v1/topics/{topic.id}"), facts=urls.facts(topic=topic.id)
        ),
    )


def present_year(year: int, facts: int, urls: UrlBuilder) -> schemas.Year:
    """A year in a list."""
    return schemas.Year(
        year=year,
        facts=facts,
        links=schemas.Links(self=urls.url(f"/v1/years/{year}"), facts=urls.facts(year=year)),
    )
