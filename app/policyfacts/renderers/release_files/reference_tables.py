"""Tables that facts refer to: entities, vocabulary and reviews."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict

from policyfacts.queries.reviews import list_reviews, list_sections
from policyfacts.renderers.cells import join_values
from policyfacts.renderers.release_files.entity_tables import ENTITY_TABLES
from policyfacts.renderers.release_files.tables import (
    POSITION,
    Column,
    Row,
    Table,
    foreign_key,
)
from policyfacts.search.snapshot import ReadSession
from policyfacts.vocabulary import FactKind


def _topics(session: ReadSession) -> Iterator[Row]:
    for position, topic in enumerate(session.snapshot.registry.topics.values(), 1):
        yield {**asdict(topic), "position": position, "parent_id": topic.parent}


def _types(session: ReadSession) -> Iterator[Row]:
    for position, type_ in enumerate(session.snapshot.registry.types.values(), 1):
        yield {**asdict(type_), "position": position}


def _measures(session: ReadSession) -> Iterator[Row]:
    for position, measure in enumerate(session.snapshot.registry.measures.values(), 1):
        yield {**asdict(measure), "position": position, "units": join_values(measure.units)}


def _reviews(session: ReadSession) -> Iterator[Row]:
    for row in list_reviews(session.connection):
        yield {**row}


def _sections(session: ReadSession) -> Iterator[Row]:
    positions: Counter[str] = Counter()
    for row in list_sections(session.connection):
        positions[row["review_id"]] += 1
        yield {**row, "position": positions[row["review_id"]], "cited": row["cited"] or 0}


_ID = Column("id", "Id.")
_NAME = Column("name", "English name.")
_DESCRIPTION = Column("description", "What it means.")
_ORDER = Column("position", "Place in the list, from 1.", "integer")

REFERENCE_TABLES: tuple[Table[ReadSession], ...] = (
    *ENTITY_TABLES,
    Table(
        "topics",
        "What facts are about: a tree of two levels.",
        (
            _ID,
            _ORDER,
            _NAME,
            _DESCRIPTION,
            Column("parent_id", "The broader topic.", required=False),
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
        ),
        ("id",),
        (),
        _types,
    ),
    Table(
        "measures",
        "What figures measure.",
        (_ID, _ORDER, _NAME, _DESCRIPTION, Column("units", "Its units, parted by |.")),
        ("id",),
        (),
        _measures,
    ),
    Table(
        "reviews",
        "The documents that the facts come from.",
        (
            _ID,
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
