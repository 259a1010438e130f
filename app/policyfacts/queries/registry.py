"""Entities and vocabulary: everything that queries may name."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, Executable, RowMapping, select

from policyfacts.models import (
    Entity,
    EntityCode,
    EntityName,
    FactType,
    FormerId,
    Measure,
    Membership,
    Office,
    QuestionWords,
    Review,
    Section,
    Topic,
)

_ENTITIES = select(Entity.__table__).order_by(Entity.id)
_NAMES = select(EntityName.__table__).order_by(EntityName.entity_id, EntityName.position)
_CODES = select(EntityCode.__table__).order_by(EntityCode.entity_id, EntityCode.scheme)
_FORMER_IDS = select(FormerId.former, FormerId.entity_id).order_by(FormerId.former)
_MEMBERSHIPS = select(Membership.__table__).order_by(
    Membership.group_id, Membership.country_id, Membership.position
)
_OFFICES = select(Office.__table__).order_by(Office.person_id, Office.position)
_TOPICS = select(Topic.__table__).order_by(Topic.position)
_TYPES = select(FactType.__table__).order_by(FactType.position)
_MEASURES = select(Measure.__table__).order_by(Measure.position)
_QUESTION_WORDS = select(QuestionWords.__table__).order_by(QuestionWords.position)
_REVIEWS = select(Review.id, Review.year).order_by(Review.id)
_SECTIONS = select(Section.id).distinct().order_by(Section.id)


def list_entities(connection: Connection) -> Sequence[RowMapping]:
    """List entities of every kind, by id."""
    return _rows(connection, _ENTITIES)


def list_names(connection: Connection) -> Sequence[RowMapping]:
    """List all names of all entities."""
    return _rows(connection, _NAMES)


def list_codes(connection: Connection) -> Sequence[RowMapping]:
    """List codes by which others know entities, by id and scheme."""
    return _rows(connection, _CODES)


def list_former_ids(connection: Connection) -> Iterator[tuple[str, str]]:
    """Yield ids that entities bore once, each with the present one."""
    return ((former, id_) for former, id_ in connection.execute(_FORMER_IDS))


def list_memberships(connection: Connection) -> Sequence[RowMapping]:
    """List countries in organizations and groupings."""
    return _rows(connection, _MEMBERSHIPS)


def list_offices(connection: Connection) -> Sequence[RowMapping]:
    """List the offices that people held."""
    return _rows(connection, _OFFICES)


def list_topics(connection: Connection) -> Sequence[RowMapping]:
    """List topics in the order of the tree."""
    return _rows(connection, _TOPICS)


def list_types(connection: Connection) -> Sequence[RowMapping]:
    """List types of facts."""
    return _rows(connection, _TYPES)


def list_measures(connection: Connection) -> Sequence[RowMapping]:
    """List measures of figures."""
    return _rows(connection, _MEASURES)


def list_question_words(connection: Connection) -> Sequence[RowMapping]:
    """List the words by which questions are read, in the order of their file."""
    return _rows(connection, _QUESTION_WORDS)


def list_review_years(connection: Connection) -> Sequence[RowMapping]:
    """List ids and years of reviews."""
    return _rows(connection, _REVIEWS)


def list_section_ids(connection: Connection) -> Sequence[str]:
    """List ids of sections of any review."""
    return connection.scalars(_SECTIONS).all()


def _rows(connection: Connection, statement: Executable) -> Sequence[RowMapping]:
    return connection.execute(statement).mappings().all()
