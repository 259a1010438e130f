"""Tables that facts refer to: entities and reviews, with the vocabulary between them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date

from policyfacts.queries.reviews import list_reviews, list_sections
from policyfacts.renderers.release_files.tables import (
    POSITION,
    SINCE,
    UNTIL,
    Column,
    Row,
    Table,
    foreign_key,
)
from policyfacts.renderers.release_files.vocabulary_tables import VOCABULARY_TABLES
from policyfacts.search.snapshot import ReadSession
from policyfacts.vocabulary import CodeScheme, EntityKind, NameKind


def _entities(session: ReadSession) -> Iterator[Row]:
    for entity in session.snapshot.registry.entities.values():
        yield {**asdict(entity), "parent_id": entity.parent, "country_id": entity.country}


def _names(session: ReadSession) -> Iterator[Row]:
    registry = session.snapshot.registry
    for entity in registry.entities:
        for position, name in enumerate(registry.names.get(entity, ()), 1):
            days = _days(name.since, name.until)
            yield {**asdict(name), **days, "entity_id": entity, "position": position}


def _codes(session: ReadSession) -> Iterator[Row]:
    for entity in session.snapshot.registry.entities.values():
        for scheme, code in sorted(entity.codes.items()):
            yield {"entity_id": entity.id, "scheme": scheme, "code": code}


def _memberships(session: ReadSession) -> Iterator[Row]:
    registry = session.snapshot.registry
    for group in registry.entities:
        times_joined: Counter[str] = Counter()
        for membership in registry.members.get(group, ()):
            times_joined[membership.country] += 1
            yield {
                "group_id": group,
                "country_id": membership.country,
                "position": times_joined[membership.country],
                **_days(membership.since, membership.until),
            }


def _offices(session: ReadSession) -> Iterator[Row]:
    registry = session.snapshot.registry
    for person in registry.entities:
        for position, office in enumerate(registry.offices.get(person, ()), 1):
            yield {
                "person_id": person,
                "position": position,
                "title": office.title,
                "of_id": office.of,
                **_days(office.since, office.until),
            }


def _reviews(session: ReadSession) -> Iterator[Row]:
    for row in list_reviews(session.connection):
        yield {**row}


def _sections(session: ReadSession) -> Iterator[Row]:
    positions: Counter[str] = Counter()
    for row in list_sections(session.connection):
        positions[row["review_id"]] += 1
        yield {**row, "position": positions[row["review_id"]], "cited": row["cited"] or 0}


def _days(since: date | None, until: date | None) -> Row:
    return {
        "since": since.isoformat() if since else None,
        "until": until.isoformat() if until else None,
    }


REFERENCE_TABLES: tuple[Table[ReadSession], ...] = (
    Table(
        "entities",
        "Anything that can be party to a fact.",
        (
            Column("id", "ISO 3166-1 alpha-2 for countries, otherwise a slug."),
            Column("kind", "What it is.", allowed=EntityKind),
            Column("name", "English name of today."),
            Column("parent_id", "The region or organization directly above.", required=False),
            Column("country_id", "State of a national body; where a place lies.", required=False),
            Column("type", "What sort of country, organization or instrument.", required=False),
            Column("acronym", "Acronym.", required=False),
            Column("alpha3", "ISO 3166-1 alpha-3.", required=False),
            Column("m49", "UN M49, three digits.", required=False),
            Column("scheme", "Who publishes a region.", required=False),
        ),
        ("id",),
        (foreign_key("parent_id", "entities"), foreign_key("country_id", "entities")),
        _entities,
    ),
    Table(
        "names",
        "All names of entities.",
        (
            Column("entity_id", "The entity."),
            POSITION,
            Column("name", "The name."),
            Column("language", "ISO 639-1, or und where not recorded."),
            Column("kind", "What sort of name.", allowed=NameKind),
            SINCE,
            UNTIL,
        ),
        ("entity_id", "position"),
        (foreign_key("entity_id", "entities"),),
        _names,
    ),
    Table(
        "codes",
        "Codes by which others know entities.",
        (
            Column("entity_id", "The entity."),
            Column("scheme", "Whose code it is.", allowed=CodeScheme),
            Column("code", "The code."),
        ),
        ("entity_id", "scheme"),
        (foreign_key("entity_id", "entities"),),
        _codes,
    ),
    Table(
        "memberships",
        "Countries in organizations and regions.",
        (
            Column("group_id", "The organization or region."),
            Column("country_id", "The country."),
            Column("position", "Counts the times that it joined, from 1.", "integer"),
            SINCE,
            UNTIL,
        ),
        ("group_id", "country_id", "position"),
        (foreign_key("group_id", "entities"), foreign_key("country_id", "entities")),
        _memberships,
    ),
    Table(
        "offices",
        "Offices that people held.",
        (
            Column("person_id", "The person."),
            POSITION,
            Column("title", "The office."),
            Column("of_id", "Of which country or organization."),
            SINCE,
            UNTIL,
        ),
        ("person_id", "position"),
        (foreign_key("person_id", "entities"), foreign_key("of_id", "entities")),
        _offices,
    ),
    *VOCABULARY_TABLES,
    Table(
        "reviews",
        "The documents that the facts come from.",
        (
            Column("id", "Id."),
            Column("title", "Title."),
            Column("country_id", "The country whose foreign policy it reviews."),
            Column("publisher_id", "Who published it."),
            Column("year", "The year that it reviews.", "year"),
            Column("url", "Where it was published."),
            Column("language", "Language, ISO 639-1."),
            Column("sha256", "Of the text whose sentences are numbered."),
        ),
        ("id",),
        (foreign_key("country_id", "entities"), foreign_key("publisher_id", "entities")),
        _reviews,
    ),
    Table(
        "sections",
        "Sections of reviews.",
        (
            Column("review_id", "The review."),
            Column("id", "Id within the review."),
            POSITION,
            Column("title", "Title; the project's own where the source has none."),
            Column("sentences", "Sentences in it.", "integer"),
            Column("cited", "Sentences that at least one fact cites.", "integer"),
        ),
        ("review_id", "id"),
        (foreign_key("review_id", "reviews"),),
        _sections,
    ),
)
