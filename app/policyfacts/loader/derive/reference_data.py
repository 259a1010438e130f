"""Entities, vocabulary and reviews out of the tables, ready to be looked up."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from typing import Any

from sqlalchemy import Connection, bindparam, select

from policyfacts.loader.seed.entities import ENGLISH
from policyfacts.loader.seed.records import PloverRecord
from policyfacts.models import (
    Base,
    Entity,
    EntityName,
    FactType,
    Membership,
    Office,
    Review,
    Sentence,
    Topic,
)
from policyfacts.vocabulary import EntityKind, NameKind

Row = Mapping[str, Any]


@dataclass(frozen=True)
class DatedValue:
    """A value that holds from one day to another, both included."""

    value: str
    since: date
    until: date

    def touches(self, start: date, end: date) -> bool:
        """Return whether it holds on a day of the span."""
        return self.since <= end and start <= self.until


@dataclass(frozen=True)
class TypeRule:
    """The PLOVER code of a type of facts."""

    plover: PloverRecord | None
    setting: bool


@dataclass(frozen=True)
class TopicInfo:
    """A topic's name, the topic above it, and the PLOVER context that it adds."""

    name: str
    parent: str | None
    plover: str | None


@dataclass(frozen=True)
class ReviewInfo:
    """A review's country and publisher; of its sentences section, quote and words, by locator."""

    country: str
    publisher: str
    sentences: Mapping[str, tuple[str, str | None]]
    words: Mapping[str, Sequence[str]]


_REVIEW = select(Review.country_id, Review.publisher_id).where(Review.id == bindparam("id"))
_SENTENCES = select(Sentence.locator, Sentence.section_id, Sentence.quote, Sentence.words).where(
    Sentence.review_id == bindparam("id")
)


class ReferenceData:
    """Everything that facts refer to."""

    def __init__(self, connection: Connection) -> None:
        entities = list(_rows(connection, Entity))
        self.kinds = {row["id"]: EntityKind(row["kind"]) for row in entities}
        self.countries = frozenset(
            id_ for id_, kind in self.kinds.items() if kind is EntityKind.COUNTRY
        )
        self.parents = {row["id"]: row["parent_id"] for row in entities if row["parent_id"]}
        self.countries_of_places = {
            row["id"]: row["country_id"] for row in entities if row["country_id"]
        }
        self.international_bodies = frozenset(
            id_
            for id_, kind in self.kinds.items()
            if kind is EntityKind.ORGANIZATION and id_ not in self.countries_of_places
        )
        self._names = {row["id"]: row["name"] for row in entities}
        self._codes = {row["id"]: row["alpha3"] for row in entities if row["alpha3"]}
        self._written_names = _all_names(_rows(connection, EntityName))
        self._dated_names = _dated_values(
            row for row in _rows(connection, EntityName) if _is_dated_english_name(row)
        )
        self._offices = _dated_values(_rows(connection, Office), owner="person_id", value="title")
        self.groups = _dated_values(
            _rows(connection, Membership), owner="country_id", value="group_id"
        )
        self._members = _dated_values(
            _rows(connection, Membership), owner="group_id", value="country_id"
        )
        self.topics = {
            row["id"]: TopicInfo(row["name"], row["parent_id"], row["plover"])
            for row in _rows(connection, Topic)
        }
        self.types = {row["id"]: _type_rule(row) for row in _rows(connection, FactType)}
        # Facts come review by review: a few reviews at a time are enough.
        self.review = lru_cache(maxsize=8)(partial(_review_info, connection))

    def name_on(self, entity_id: str, day: date) -> str:
        """Return the English name that the entity bore on a day."""
        for name in self._dated_names.get(entity_id, ()):
            if name.touches(day, day):
                return name.value
        return str(self._names[entity_id])

    def written_names(self, entity_id: str) -> list[str]:
        """List the entity's names of every time and language, and its id or code."""
        # A country's other codes are common words (BY, IN, NO) and numbers.
        return [*self.names(entity_id), self._codes.get(entity_id, entity_id)]

    def names(self, entity_id: str) -> Sequence[str]:
        """List the entity's names of every time and language."""
        return self._written_names.get(entity_id, ())

    def office_on(self, person_id: str, start: date, end: date) -> str | None:
        """Return the office that a person held on a day of the span."""
        offices = self._offices.get(person_id, ())
        return next((office.value for office in offices if office.touches(start, end)), None)

    def above(self, entity_id: str) -> Iterator[str]:
        """Yield the entity and all those above it in its tree."""
        current: str | None = entity_id
        while current is not None:
            yield current
            current = self.parents.get(current)

    def members(self, body: str, start: date, end: date) -> frozenset[str]:
        """Return the countries that were members of a body, or of the one above it, on some day."""
        for above in self.above(body):
            if above in self._members:
                return frozenset(
                    member.value for member in self._members[above] if member.touches(start, end)
                )
        return frozenset()

    def topics_above(self, topic_id: str) -> Iterator[str]:
        """Yield the topic and the one that it is part of."""
        current: str | None = topic_id
        while current is not None:
            yield current
            current = self.topics[current].parent


def _review_info(connection: Connection, review_id: str) -> ReviewInfo:
    review = connection.execute(_REVIEW, {"id": review_id}).one()
    sentences = connection.execute(_SENTENCES, {"id": review_id}).all()
    return ReviewInfo(
        review.country_id,
        review.publisher_id,
        {row.locator: (row.section_id, row.quote) for row in sentences},
        {row.locator: (row.words or "").split() for row in sentences},
    )


def _rows(connection: Connection, table: type[Base]) -> Iterator[Row]:
    ordered = select(table.__table__).order_by(*table.__mapper__.primary_key)
    for row in connection.execute(ordered).mappings():
        yield {str(name): value for name, value in row.items()}


def _all_names(name_rows: Iterable[Row]) -> dict[str, list[str]]:
    names_by_id: dict[str, list[str]] = defaultdict(list)
    for row in name_rows:
        if row["kind"] != NameKind.RELATED:
            names_by_id[row["entity_id"]].append(row["name"])
    return names_by_id


def _dated_values(
    rows: Iterator[Row], owner: str = "entity_id", value: str = "name"
) -> dict[str, list[DatedValue]]:
    values: dict[str, list[DatedValue]] = defaultdict(list)
    for row in rows:
        span = (row["since"] or date.min, row["until"] or date.max)
        values[row[owner]].append(DatedValue(row[value], *span))
    return values


def _is_dated_english_name(row: Row) -> bool:
    is_dated = row["since"] is not None or row["until"] is not None
    return is_dated and row["language"] == ENGLISH and row["kind"] == NameKind.NAME


def _type_rule(row: Row) -> TypeRule:
    code = row["plover"]
    if code is None:
        return TypeRule(None, setting=False)
    rule = PloverRecord(type=code["type"], modes=code["modes"], contexts=code["contexts"])
    return TypeRule(rule, setting=code["setting"])
