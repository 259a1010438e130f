"""Entities, topics and years as responses have them."""

from policyfacts.http.presenters.envelope import make_meta
from policyfacts.http.presenters.envelope import present_counts as present_values
from policyfacts.http.resource_paths import filter_name, path_of
from policyfacts.http.urls import UrlBuilder
from policyfacts.schemas import entities as schemas
from policyfacts.search.names.registry import EntityRegistry
from policyfacts.search.names.terms import Entity, Membership, Topic
from policyfacts.search.results.profiles import ProfileCounts
from policyfacts.search.snapshot import ReadSession
from policyfacts.vocabulary import CodeScheme, EntityKind


def present_named(registry: EntityRegistry, entity_id: str | None) -> schemas.Named | None:
    """Return an id with its name; None for None."""
    if entity_id is None:
        return None
    return schemas.Named(id=entity_id, name=registry.entities[entity_id].name)


def entity_path(entity: Entity) -> str:
    """Return the path of an entity in the API."""
    return f"/v1{path_of(entity.kind, entity.id)}"


def present_entity(
    entity: Entity, facts: int, registry: EntityRegistry, urls: UrlBuilder
) -> schemas.Entity:
    """Return an entity as lists have it."""
    return schemas.Entity(
        id=entity.id,
        kind=entity.kind,
        name=entity.name,
        type=entity.type,
        codes=schemas.Codes(
            **{scheme.value: entity.codes.get(scheme) for scheme in CodeScheme},
            acronym=entity.acronym,
        ),
        parent=present_named(registry, entity.parent),
        country=present_named(registry, entity.country),
        facts=facts,
        links=schemas.Links(
            self=urls.url(entity_path(entity)),
            facts=urls.facts(**{filter_name(entity.kind): entity.id}),
        ),
    )


def present_profile(
    entity: Entity, counts: ProfileCounts, session: ReadSession, urls: UrlBuilder
) -> schemas.EntityProfile:
    """Return an entity with all that the release has of it."""
    registry = session.snapshot.registry
    summary = present_entity(entity, counts.total, registry, urls)
    return schemas.EntityProfile(
        **dict(summary),
        scheme=entity.scheme,
        names=[schemas.EntityName(**vars(name)) for name in registry.names.get(entity.id, [])],
        memberships=[
            _membership(membership.group, membership, registry)
            for membership in registry.memberships.get(entity.id, [])
        ],
        members=_members(entity, registry),
        parts=[
            schemas.Named(id=part, name=registry.entities[part].name)
            for part in registry.parts.get(entity.id, [])
            if registry.entities[part].kind is entity.kind
        ],
        offices=[
            schemas.Office(
                title=office.title,
                of=schemas.Named(id=office.of, name=registry.entities[office.of].name),
                since=office.since,
                until=office.until,
            )
            for office in registry.offices.get(entity.id, [])
        ],
        counts=present_counts(counts),
        meta=make_meta(session),
    )


def _members(entity: Entity, registry: EntityRegistry) -> list[schemas.Membership]:
    """List countries of a grouping or organization; of a region, all countries below it."""
    listed = registry.members.get(entity.id, [])
    if listed or entity.kind is not EntityKind.REGION:
        return [_membership(membership.country, membership, registry) for membership in listed]
    below = sorted(registry.countries_below(entity.id))
    return [
        schemas.Membership(id=id_, name=registry.entities[id_].name, since=None, until=None)
        for id_ in below
    ]


def _membership(id_: str, membership: Membership, registry: EntityRegistry) -> schemas.Membership:
    return schemas.Membership(
        id=id_,
        name=registry.entities[id_].name,
        since=membership.since,
        until=membership.until,
    )


def present_counts(counts: ProfileCounts) -> schemas.Counts:
    """Return the counts of a profile."""
    return schemas.Counts(
        years=present_values(counts.years),
        topics=present_values(counts.topics),
        types=present_values(counts.types),
        partners=present_values(counts.partners),
    )


def present_topic(
    topic: Topic, facts: int, registry: EntityRegistry, urls: UrlBuilder
) -> schemas.Topic:
    """Return a topic as lists have it."""
    above = registry.topics[topic.parent] if topic.parent is not None else None
    return schemas.Topic(
        id=topic.id,
        name=topic.name,
        aliases=list(topic.aliases),
        description=topic.description,
        parent=schemas.Named(id=above.id, name=above.name) if above is not None else None,
        facts=facts,
        links=schemas.Links(
            self=urls.url(f"/v1/topics/{topic.id}"), facts=urls.facts(topic=topic.id)
        ),
    )


def present_year(year: int, facts: int, urls: UrlBuilder) -> schemas.Year:
    """Return a year as lists have it."""
    return schemas.Year(
        year=year,
        facts=facts,
        links=schemas.Links(self=urls.url(f"/v1/years/{year}"), facts=urls.facts(year=year)),
    )
