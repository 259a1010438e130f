"""What a question may name, in memory: entities by all names, topics, types, measures, reviews."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import TypeVar

from sqlalchemy import Connection, RowMapping

from policyfacts.currencies import CURRENCIES
from policyfacts.naming import normalise_name
from policyfacts.queries import registry as queries
from policyfacts.search.names.name_index import NameIndex, Writing
from policyfacts.search.names.similarity import LikenessIndex
from policyfacts.search.names.terms import (
    Entity,
    FactType,
    Measure,
    Membership,
    Name,
    Office,
    Topic,
    WordList,
)
from policyfacts.vocabulary import EntityKind, FactKind, NameKind

V = TypeVar("V")
_MONEY = "currency"


class EntityRegistry:
    """Everything that can be named, looked up by id and by any name."""

    def __init__(self, connection: Connection) -> None:
        self.entities = {row["id"]: _entity(row) for row in queries.list_entities(connection)}
        self.names = _grouped(
            (row["entity_id"], _name(row)) for row in queries.list_names(connection)
        )
        self.members: dict[str, list[Membership]] = defaultdict(list)
        self.memberships: dict[str, list[Membership]] = defaultdict(list)
        for row in queries.list_memberships(connection):
            it = Membership(row["country_id"], row["group_id"], row["since"], row["until"])
            self.members[it.group].append(it)
            self.memberships[it.country].append(it)
        self.offices = _grouped(
            (row["person_id"], Office(row["title"], row["of_id"], row["since"], row["until"]))
            for row in queries.list_offices(connection)
        )
        self.topics = {row["id"]: _topic(row) for row in queries.list_topics(connection)}
        self.types = {row["id"]: _type(row) for row in queries.list_types(connection)}
        self.measures = {row["id"]: _measure(row) for row in queries.list_measures(connection)}
        self.reviews = {
            row["id"]: int(row["year"]) for row in queries.list_review_years(connection)
        }
        self.words = {
            "topic": WordList("topic", {id_: it.name for id_, it in self.topics.items()}),
            "type": WordList("type", {id_: it.name for id_, it in self.types.items()}),
            "measure": WordList("measure", {id_: it.name for id_, it in self.measures.items()}),
            "unit": WordList.of_ids("unit", _units(self.measures.values())),
            "review": WordList.of_ids("review", self.reviews),
            "section": WordList.of_ids("section", queries.list_section_ids(connection)),
        }
        self.parts: dict[str, list[str]] = defaultdict(list)
        for entity in self.entities.values():
            if entity.parent is not None:
                self.parts[entity.parent].append(entity.id)
        self.former_ids = dict(queries.list_former_ids(connection))
        self._by_id = {it.casefold(): id_ for it, id_ in self.former_ids.items()}
        self._by_id |= {it.casefold(): it for it in self.entities}
        self._by_name = self._index_names()

    def find_id(self, written: str) -> str | None:
        """The entity whose id is, or was, written so, ignoring case."""
        return self._by_id.get(written.strip().casefold())

    def is_outdated(self, entity_id: str, written: str, day: date) -> bool:
        """Whether an entity went by this id or name once, and no longer does on the day.

        Aliases do not count: they hold other writings, whatever the time.
        """
        by_id = self.find_id(written)
        if by_id is not None:
            return by_id.casefold() != written.strip().casefold()
        folded = normalise_name(written)
        dated = [
            it.until is not None and it.until < day
            for it in self.names.get(entity_id, [])
            if it.kind is not NameKind.ALIAS and normalise_name(it.name) == folded
        ]
        return bool(dated) and all(dated)

    def find_by_name(self, written: str) -> set[str]:
        """Entities of any kind that bear the name or code."""
        return self._by_name.get(normalise_name(written), set())

    def countries_below(self, region: str) -> set[str]:
        """Countries of a region of the tree, at any depth."""
        found: set[str] = set()
        for part in self.parts.get(region, []):
            is_country = self.entities[part].kind is EntityKind.COUNTRY
            found |= {part} if is_country else self.countries_below(part)
        return found

    def written_names(self, kinds: Iterable[EntityKind]) -> dict[str, str]:
        """Folded names of entities of these kinds, with ids: what a misspelling is compared to."""
        wanted = set(kinds)
        return {
            name: entity_id
            for name, ids in self._by_name.items()
            for entity_id in ids
            if self.entities[entity_id].kind in wanted
        }

    @cached_property
    def name_index(self) -> NameIndex:
        """Everything that can be named, by the beginnings of its names."""
        return NameIndex(self._writings())

    @cached_property
    def likeness(self) -> LikenessIndex:
        """Everything that can be named, by how it is spelt."""
        return LikenessIndex(self._writings())

    def _writings(self) -> Iterator[Writing]:
        for entity in self.entities.values():
            key = (entity.kind.value, entity.id)
            names = (it.name for it in self.names.get(entity.id, []))
            yield from (Writing(key, name) for name in dict.fromkeys([entity.name, *names]))
            codes = (entity.id, entity.alpha3, entity.m49, (entity.m49 or "").lstrip("0"))
            yield from (Writing(key, code, is_code=True) for code in codes if code)
        for former, id_ in self.former_ids.items():
            yield Writing((self.entities[id_].kind.value, id_), former, is_code=True)
        for kind, named in (("topic", self.topics), ("type", self.types)):
            for it in named.values():
                yield Writing((kind, it.id), it.name)
                yield Writing((kind, it.id), it.id, is_code=True)

    def _index_names(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for entity_id, names in self.names.items():
            for name in names:
                found[normalise_name(name.name)].add(entity_id)
        for entity in self.entities.values():
            for code in (entity.alpha3, entity.m49):
                if code is not None:
                    found[normalise_name(code)].add(entity.id)
        return dict(found)


def _grouped(pairs: Iterable[tuple[str, V]]) -> dict[str, list[V]]:
    found: dict[str, list[V]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found


def _entity(row: RowMapping) -> Entity:
    return Entity(
        id=row["id"],
        kind=EntityKind(row["kind"]),
        name=row["name"],
        parent=row["parent_id"],
        country=row["country_id"],
        type=row["type"],
        acronym=row["acronym"],
        alpha3=row["alpha3"],
        m49=row["m49"],
        scheme=row["scheme"],
    )


def _name(row: RowMapping) -> Name:
    return Name(row["name"], row["language"], NameKind(row["kind"]), row["since"], row["until"])


def _topic(row: RowMapping) -> Topic:
    return Topic(row["id"], row["name"], row["description"], row["parent_id"])


def _type(row: RowMapping) -> FactType:
    return FactType(row["id"], FactKind(row["kind"]), row["name"], row["description"])


def _units(measures: Iterable[Measure]) -> list[str]:
    """What figures may be counted in: nouns, and every currency where a measure takes money."""
    named = {unit for it in measures for unit in it.units}
    return sorted(named - {_MONEY} | (CURRENCIES if _MONEY in named else frozenset()))


def _measure(row: RowMapping) -> Measure:
    return Measure(row["id"], row["name"], row["description"], tuple(row["units"]))
