"""What a query may name, in memory: entities by all names, topics, types, measures, reviews."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import TypeVar

from sqlalchemy import Connection

from policyfacts.naming import normalise_name
from policyfacts.queries import registry as queries
from policyfacts.search.names.codes import CodeIndex, prefixed_codes, read_code
from policyfacts.search.names.entity_hints import EntityHints
from policyfacts.search.names.name_index import IndexedName, NameIndex
from policyfacts.search.names.readings import NameReadings
from policyfacts.search.names.rows import (
    entity_of,
    measure_of,
    membership_of,
    name_of,
    question_words_of,
    topic_of,
    type_of,
)
from policyfacts.search.names.similarity import SimilarityIndex
from policyfacts.search.names.terms import (
    Entity,
    Name,
    Office,
)
from policyfacts.search.names.vocabularies import Vocabulary, list_units
from policyfacts.vocabulary import EntityKind, NameKind

V = TypeVar("V")
# Terms that are suggested beside entities.
TERM_KINDS = ("topic", "type")


class EntityRegistry:
    """Everything that can be named, looked up by id and by any name."""

    def __init__(self, connection: Connection) -> None:
        self.entities = {entity.id: entity for entity in _entities(connection)}
        self.names, self._related = _names_and_related(connection)
        memberships = list(map(membership_of, queries.list_memberships(connection)))
        self.members = _grouped((each.group, each) for each in memberships)
        self.memberships = _grouped((each.country, each) for each in memberships)
        self.offices = _grouped(
            (row["person_id"], Office(row["title"], row["of_id"], row["since"], row["until"]))
            for row in queries.list_offices(connection)
        )
        self.topics = {row["id"]: topic_of(row) for row in queries.list_topics(connection)}
        self.types = {row["id"]: type_of(row) for row in queries.list_types(connection)}
        self.measures = {row["id"]: measure_of(row) for row in queries.list_measures(connection)}
        self.question_words = list(map(question_words_of, queries.list_question_words(connection)))
        review_years = queries.list_review_years(connection)
        self.reviews = {row["id"]: int(row["year"]) for row in review_years}
        self.vocabularies = {
            "topic": Vocabulary.of_terms("topic", self.topics),
            "type": Vocabulary.of_terms("type", self.types),
            "measure": Vocabulary.of_terms("measure", self.measures),
            "unit": Vocabulary.of_ids("unit", list_units(self.measures.values())),
            "review": Vocabulary.of_ids("review", self.reviews),
            "section": Vocabulary.of_ids("section", queries.list_section_ids(connection)),
        }
        self.parts = _grouped(
            (each.parent, each.id) for each in self.entities.values() if each.parent
        )
        self.former_ids = dict(queries.list_former_ids(connection))
        self._by_id = {former.casefold(): id_ for former, id_ in self.former_ids.items()}
        self._by_id |= {id_.casefold(): id_ for id_ in self.entities}
        self._by_name = self._index_names()

    def find_id(self, text: str) -> str | None:
        """Return the id of the entity whose id is, or was, written so, ignoring case."""
        return self._by_id.get(text.strip().casefold())

    def is_outdated(self, entity_id: str, text: str, day: date) -> bool:
        """Return True where an entity bore this id or name once, and no longer does on the day.

        Aliases do not count: they are other spellings, whatever the time.
        """
        by_id = self.find_id(text)
        if by_id is not None:
            return by_id.casefold() != text.strip().casefold()
        folded = normalise_name(text)
        dated = [
            name.until is not None and name.until < day
            for name in self.names.get(entity_id, [])
            if name.kind is not NameKind.ALIAS and normalise_name(name.name) == folded
        ]
        return bool(dated) and all(dated)

    def find(self, text: str) -> set[str]:
        """Return the ids of entities of any kind with this id, code or name.

        Where there is none, of those whose names have the same words.
        """
        return self.find_exactly(text) or self.readings.read(text)

    def find_exactly(self, text: str) -> set[str]:
        """Return the ids of entities of any kind with this very id, code or name.

        A code may stand behind its scheme.
        """
        by_id = self.find_id(text)
        by_name = self._by_name.get(normalise_name(_padded(text)), set())
        code = read_code(text) if not by_name else None
        by_code = self.codes.find(code) if code is not None else None
        return by_name | {id_ for id_ in (by_id, by_code) if id_ is not None}

    def countries_below(self, region: str) -> set[str]:
        """Return the countries of a region of the tree, at any depth."""
        countries: set[str] = set()
        for part in self.parts.get(region, []):
            is_country = self.entities[part].kind is EntityKind.COUNTRY
            countries |= {part} if is_country else self.countries_below(part)
        return countries

    @cached_property
    def codes(self) -> CodeIndex:
        """Entities by the codes of other lists."""
        return CodeIndex(self.entities.values())

    @cached_property
    def readings(self) -> NameReadings:
        """All names of entities, by their words."""
        pairs = ((id_, name.name) for id_, names in self.names.items() for name in names)
        return NameReadings(self.entities, list(dict.fromkeys(pairs)))

    @cached_property
    def hints(self) -> EntityHints:
        """Entities that may be meant by what is no name."""
        return EntityHints(self.entities, self.names, self._related, self.offices, self.readings)

    @cached_property
    def name_index(self) -> NameIndex:
        """Everything that can be named, by the beginnings of its names."""
        return NameIndex(self._indexed_names())

    @cached_property
    def similarity_index(self) -> SimilarityIndex:
        """Everything that can be named, by how it is spelt."""
        return SimilarityIndex(self._indexed_names())

    def _indexed_names(self) -> Iterator[IndexedName]:
        for entity in self.entities.values():
            key = (entity.kind.value, entity.id)
            names = (name.name for name in self.names.get(entity.id, []))
            yield from (IndexedName(key, name) for name in dict.fromkeys([entity.name, *names]))
            codes = [entity.id, entity.alpha3, entity.m49, (entity.m49 or "").lstrip("0")]
            codes += prefixed_codes(entity)
            yield from (IndexedName(key, code, is_code=True) for code in codes if code)
        for former, id_ in self.former_ids.items():
            yield IndexedName((self.entities[id_].kind.value, id_), former, is_code=True)
        for kind in TERM_KINDS:
            vocabulary = self.vocabularies[kind]
            for id_ in vocabulary.names:
                spellings = dict.fromkeys(vocabulary.written_names(id_))
                yield from (IndexedName((kind, id_), name) for name in spellings)
                yield IndexedName((kind, id_), id_, is_code=True)

    def _index_names(self) -> dict[str, set[str]]:
        by_name: dict[str, set[str]] = defaultdict(set)
        for entity_id, names in self.names.items():
            for name in names:
                by_name[normalise_name(name.name)].add(entity_id)
        for entity in self.entities.values():
            for code in (entity.alpha3, entity.m49):
                if code is not None:
                    by_name[normalise_name(code)].add(entity.id)
        return dict(by_name)


def _padded(text: str) -> str:
    """Fill up M49 numbers to their three digits."""
    plain = text.strip()
    return plain.zfill(3) if plain.isascii() and plain.isdigit() else plain


def _names_and_related(
    connection: Connection,
) -> tuple[dict[str, list[Name]], dict[str, list[Name]]]:
    """Return the names of each entity, and the words for something near."""
    pairs = [(row["entity_id"], name_of(row)) for row in queries.list_names(connection)]
    return (
        _grouped(pair for pair in pairs if pair[1].kind is not NameKind.RELATED),
        _grouped(pair for pair in pairs if pair[1].kind is NameKind.RELATED),
    )


def _entities(connection: Connection) -> Iterator[Entity]:
    codes = _grouped((row["entity_id"], row) for row in queries.list_codes(connection))
    for row in queries.list_entities(connection):
        yield entity_of(row, codes.get(row["id"], ()))


def _grouped(pairs: Iterable[tuple[str, V]]) -> dict[str, list[V]]:
    groups: dict[str, list[V]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups
