"""Tables of a release: topics, types of facts and measures of figures."""

from collections.abc import Iterator
from dataclasses import asdict

from policyfacts.renderers.cells import join_values
from policyfacts.renderers.release_files.tables import Column, Row, Table, foreign_key
from policyfacts.search.names.terms import FactType, Measure, Topic
from policyfacts.search.snapshot import ReadSession
from policyfacts.vocabulary import FactKind


def _topics(session: ReadSession) -> Iterator[Row]:
    for position, topic in enumerate(session.snapshot.registry.topics.values(), 1):
        yield {**_term(topic), "position": position, "parent_id": topic.parent}


def _types(session: ReadSession) -> Iterator[Row]:
    for position, type_ in enumerate(session.snapshot.registry.types.values(), 1):
        yield {**_term(type_), "position": position}


def _measures(session: ReadSession) -> Iterator[Row]:
    for position, measure in enumerate(session.snapshot.registry.measures.values(), 1):
        yield {**_term(measure), "position": position, "units": join_values(measure.units)}


def _term(term: Topic | FactType | Measure) -> Row:
    return {**asdict(term), "aliases": join_values(term.aliases) or None}


_ID = Column("id", "Id.")
_NAME = Column("name", "English name.")
_DESCRIPTION = Column("description", "What it means.")
_ORDER = Column("position", "Place in the list, from 1.", "integer")
_ALIASES = Column("aliases", "Other names, parted by |.", required=False)

VOCABULARY_TABLES: tuple[Table[ReadSession], ...] = (
    Table(
        "topics",
        "What facts are about: a tree of two levels.",
        (
            _ID,
            _ORDER,
            _NAME,
            _DESCRIPTION,
            Column("parent_id", "The broader topic.", required=False),
            _ALIASES,
        ),
        ("id",),
        (foreign_key("parent_id", "topics"),),
        _topics,
    ),
    Table(
        "types",
        "Types of facts.",
        (
            _ID,
            _ORDER,
            Column("kind", "The kind of its facts.", allowed=FactKind),
            _NAME,
            _DESCRIPTION,
            _ALIASES,
        ),
        ("id",),
        (),
        _types,
    ),
    Table(
        "measures",
        "What figures measure.",
        (
            _ID,
            _ORDER,
            _NAME,
            _DESCRIPTION,
            Column("units", "Its units, parted by |."),
            _ALIASES,
        ),
        ("id",),
        (),
        _measures,
    ),
)
