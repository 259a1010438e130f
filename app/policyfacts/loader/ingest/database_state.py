"""The stored state of a database, queried a few facts at a time."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Executable,
    Select,
    bindparam,
    select,
)

from policyfacts.loader.checks import StoredState, StoredVersion, all_topics
from policyfacts.loader.ingest.compared_tables import DOCUMENT, REFERENCE
from policyfacts.loader.seed.contents import Seed
from policyfacts.loader.seed.entities import collect_entities
from policyfacts.loader.seed.records import DatasetRecord
from policyfacts.loader.table_writes import Row, Rows
from policyfacts.models import (
    Base,
    Entity,
    Fact,
    FactFigure,
    FactLink,
    FactParty,
    FactTopic,
    FactType,
    Measure,
    Release,
    Review,
    Topic,
    WithdrawnFact,
)

_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_FACTS = select(Fact.id, Fact.number, Fact.review_id, Fact.digest).where(Fact.id.in_(_IDS))
_FACTS_OF = select(Fact.id).where(Fact.review_id == bindparam("review"))


def _users(used: Any, fact_number: ColumnElement[int] | Any) -> Select[Any]:
    return (
        select(used, Fact.review_id, Fact.id)
        .join(Fact, Fact.number == fact_number)
        .where(used.in_(_IDS))
        .order_by(Fact.id)
    )


def _ordered(table: type[Base]) -> Select[Any]:
    """Select the rows of a table in the order of their file, where the table keeps it."""
    key = table.__mapper__.primary_key
    position = table.__table__.c.get("position")
    return select(table.__table__).order_by(*(key if position is None else (position, *key)))


_LINKED = _users(FactLink.target_id, FactLink.fact_number)
_WITH_PARTIES = _users(FactParty.entity_id, FactParty.fact_number)
_WITH_TOPICS = _users(FactTopic.topic_id, FactTopic.fact_number)
_WITH_MEASURES = _users(FactFigure.measure_id, FactFigure.fact_number)
_WITH_TYPES = select(Fact.type_id, Fact.review_id).where(Fact.type_id.in_(_IDS))
_NEWEST = select(Release.__table__).order_by(Release.sequence.desc()).limit(1)
_PUBLISHERS = select(Review.publisher_id, Review.id).where(Review.publisher_id.in_(_IDS))
_COUNTRIES = select(Review.country_id, Review.id).where(Review.country_id.in_(_IDS))


class DatabaseState(StoredState):
    """What the database holds before a load, and the seed must respect."""

    def __init__(self, connection: Connection, seed: Seed) -> None:
        self._connection = connection
        in_seed = {review.id for review in seed.reviews}
        reviews = connection.execute(select(Review.sha256, Review.id)).all()
        self.other_texts = {sha256: id_ for sha256, id_ in reviews if id_ not in in_seed}
        self._others = {id_ for _, id_ in reviews} - in_seed
        self._is_empty = connection.scalar(select(Fact.number).limit(1)) is None
        tombstones = connection.execute(select(WithdrawnFact.id, WithdrawnFact.review_id))
        self.withdrawn = dict(tombstones.all())
        entities = {entity.id: str(entity.kind) for entity in collect_entities(seed)}
        types = {type_.record.id: str(type_.record.kind) for type_ in seed.types}
        differing = self._differing(Entity.id, Entity.kind, entities)
        self.entities_in_use = self._in_use(differing, _WITH_PARTIES, _PUBLISHERS, _COUNTRIES)
        differing = self._differing(FactType.id, FactType.kind, types)
        self.types_in_use = self._in_use(differing, _WITH_TYPES)
        topics = {topic.id: topic.id for topic in all_topics(seed)}
        differing = self._differing(Topic.id, Topic.id, topics)
        self.topics_in_use = self._in_use(differing, _WITH_TOPICS)
        measures = {measure.record.id: measure.record.id for measure in seed.measures}
        differing = self._differing(Measure.id, Measure.id, measures)
        self.measures_in_use = self._in_use(differing, _WITH_MEASURES)

    def facts(self, ids: Iterable[str]) -> dict[str, StoredVersion]:
        """Return those of the facts that are stored, by id."""
        parameters = {"ids": () if self._is_empty else tuple(ids)}
        if not parameters["ids"]:
            return {}
        rows = self._connection.execute(_FACTS, parameters)
        return {row.id: StoredVersion(row.number, row.review_id, row.digest) for row in rows}

    def facts_of(self, review_id: str) -> Iterator[str]:
        """Yield the ids of all stored facts of a review."""
        if self._is_empty:
            return iter(())
        return iter(self._connection.scalars(_FACTS_OF, {"review": review_id}))

    def linked_from(self, fact_ids: Collection[str]) -> dict[str, str]:
        """Return, by fact, one of a review outside the seed that links to it."""
        if not self._others or not fact_ids:
            return {}
        sources: dict[str, str] = {}
        for target, review, source in self._connection.execute(_LINKED, {"ids": tuple(fact_ids)}):
            if review in self._others:
                sources.setdefault(target, source)
        return sources

    def reference(self) -> Rows:
        """Return the rows of vocabulary and entities, and the terms of the newest release."""
        rows = {table.table: self._rows(_ordered(table.table)) for table in REFERENCE}
        release = self._connection.execute(_NEWEST).mappings().one_or_none()
        if release is not None:
            terms = {name: release[name] for name in DatasetRecord.model_fields if name in release}
            # As curators write it: each release names itself.
            terms["citation"] = terms["citation"].replace(release["id"], "{release}")
            rows[Release] = [{"id": "", **terms}]
        return rows

    def document(self, review_id: str) -> Rows:
        """Return the rows of a review and of its document."""
        rows = {}
        for table in DOCUMENT:
            columns = table.table.__table__.c
            of_review = columns["id" if table.table is Review else "review_id"] == review_id
            rows[table.table] = self._rows(_ordered(table.table).where(of_review))
        return rows

    def _rows(self, statement: Select[Any]) -> list[Row]:
        rows = self._connection.execute(statement)
        names = tuple(rows.keys())
        return [dict(zip(names, row, strict=True)) for row in rows]

    def _differing(self, key: Any, kind: Any, in_seed: Mapping[str, str]) -> dict[str, str]:
        """Return the ids that the seed has not, or not with the kind that the database has."""
        if not self._others:
            return {}
        stored = self._connection.execute(select(key, kind.label("kind")))
        return {id_: stored for id_, stored in stored if in_seed.get(id_) != stored}

    def _in_use(self, differing: Mapping[str, str], *users: Executable) -> dict[str, str]:
        """Return those of the ids that reviews outside the seed use."""
        if not differing:
            return {}
        ids = {"ids": tuple(differing)}
        used = {
            row[0]
            for statement in users
            for row in self._connection.execute(statement, ids)
            if row[1] in self._others
        }
        return {id_: kind for id_, kind in differing.items() if id_ in used}
