"""Entities, topics and years as answers show them."""

from policyfacts.http.presenters.envelope import make_meta
from policyfacts.http.presenters.envelope import shape_counts as shape_values
from policyfacts.http.resource_paths import filter_of, path_of
from policyfacts.http.urls import Addresses
from policyfacts.schemas import entities as shapes
from policyfacts.search.names.registry import Catalogue
from policyfacts.search.names.terms import Entity, Membership, Topic
from policyfacts.search.results.profiles import ProfileCounts
from policyfacts.search.snapshot import View
from policyfacts.vocabulary import EntityKind


def named(catalogue: Catalogue, entity_id: str | None) -> shapes.Named | None:
    """An id with its name; None stays None."""
    if entity_id is None:
        return None
    return shapes.Named(id=entity_id, name=catalogue.entities[entity_id].name)


def entity_path(entity: Entity) -> str:
    """The path of an entity in the API."""
    return f"/v1{path_of(entity.kind, entity.id)}"


def shape_entity(
    entity: Entity, facts: int, catalogue: Catalogue, addresses: Addresses
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
        parent=named(catalogue, entity.parent),
        country=named(catalogue, entity.country),
        facts=facts,
        links=shapes.Links(
            self=addresses.of(entity_path(entity)),
            facts=addresses.facts(**{filter_of(entity.kind): entity.id}),
        ),
    )


def shape_profile(
    entity: Entity, counts: ProfileCounts, view: View, addresses: Addresses
) -> shapes.EntityProfile:
    """An entity with all that is known of it."""
    catalogue = view.snapshot.catalogue
    short = shape_entity(entity, counts.total, catalogue, addresses)
    return shapes.EntityProfile(
        **dict(short),
        scheme=entity.scheme,
        names=[
            shapes.EntityName(
                name=it.name, language=it.language, kind=it.kind, since=it.since, until=it.until
            )
            for it in catalogue.names.get(entity.id, [])
        ],
        memberships=[
            _membership(it.group, it, catalogue) for it in catalogue.memberships.get(entity.id, [])
        ],
        members=_members(entity, catalogue),
        parts=[
            shapes.Named(id=part, name=catalogue.entities[part].name)
            for part in catalogue.parts.get(entity.id, [])
            if catalogue.entities[part].kind is entity.kind
        ],
        offices=[
            shapes.Office(
                title=it.title,
                of=shapes.Named(id=it.of, name=catalogue.entities[it.of].name),
                since=it.since,
                until=it.until,
            )
            for it in catalogue.offices.get(entity.id, [])
        ],
        counts=shape_counts(counts),
        meta=make_meta(view),
    )


def _members(entity: Entity, catalogue: Catalogue) -> list[shapes.Membership]:
    """Countries of a grouping or organization; for a region of the tree, all countries below it."""
    listed = catalogue.members.get(entity.id, [])
    if listed or entity.kind is not EntityKind.REGION:
        return [_membership(it.country, it, catalogue) for it in listed]
    below = sorted(catalogue.countries_below(entity.id))
    return [
        shapes.Membership(id=id_, name=catalogue.entities[id_].name, since=None, until=None)
        for id_ in below
    ]


def _membership(id_: str, it: Membership, catalogue: Catalogue) -> shapes.Membership:
    return shapes.Membership(
        id=id_, name=catalogue.entities[id_].name, since=it.since, until=it.until
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
    topic: Topic, facts: int, catalogue: Catalogue, addresses: Addresses
) -> shapes.Topic:
    """A topic in a list."""
    above = catalogue.topics[topic.parent] if topic.parent is not None else None
    return shapes.Topic(
        id=topic.id,
        name=topic.name,
        description=topic.description,
        parent=shapes.Named(id=above.id, name=above.name) if above is not None else None,
        facts=facts,
        links=shapes.Links(
            self=addresses.of(f"/v1/topics/{topic.id}"), facts=addresses.facts(topic=topic.id)
        ),
    )


def shape_year(year: int, facts: int, addresses: Addresses) -> shapes.Year:
    """A year in a list."""
    return shapes.Year(
        year=year,
        facts=facts,
        links=shapes.Links(
            self=addresses.of(f"/v1/years/{year}"), facts=addresses.facts(year=year)
        ),
    )
