"""What a question may name, in memory: entities by all names, topics, types, measures, reviews."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import Connection, RowMapping

from policyfacts.naming import normalise_name
from policyfacts.queries import catalogue as queries
from policyfacts.vocabulary import EntityKind, FactKind, NameKind

V = TypeVar("V")


@dataclass(frozen=True)
class Name:
    """A name of an entity, with the days on which it held."""

    name: str
    language: str
    kind: NameKind
    since: date | None
    until: date | None


@dataclass(frozen=True)
class Membership:
    """A country in an organization or region; null where the data knows no limit."""

    country: str
    group: str
    since: date | None
    until: date | None


@dataclass(frozen=True)
class Office:
    """An office that a person held."""

    title: str
    of: str
    since: date | None
    until: date | None


@dataclass(frozen=True)
class Entity:
    """Anything that can be party to a fact."""

    id: str
    kind: EntityKind
    name: str
    parent: str | None
    country: str | None
    type: str | None
    acronym: str | None
    alpha3: str | None
    m49: str | None
    scheme: str | None


@dataclass(frozen=True)
class Topic:
    """A topic; `parent` is null on the first level."""

    id: str
    name: str
    description: str
    parent: str | None


@dataclass(frozen=True)
class FactType:
    """A type of facts."""

    id: str
    kind: FactKind
    name: str
    description: str


@dataclass(frozen=True)
class Measure:
    """A measure of figures."""

    id: str
    name: str
    description: str
    units: tuple[str, ...]


class Catalogue:
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
        self.sections = list(queries.list_section_ids(connection))
        self.parts: dict[str, list[str]] = defaultdict(list)
        for entity in self.entities.values():
            if entity.parent is not None:
                self.parts[entity.parent].append(entity.id)
        self._by_id = {it.casefold(): it for it in self.entities}
        self._by_name = self._index_names()

    def find_id(self, written: str) -> str | None:
        """The entity whose id or code is written so, ignoring case."""
        return self._by_id.get(written.strip().casefold())

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


def _measure(row: RowMapping) -> Measure:
    return Measure(row["id"], row["name"], row["description"], tuple(row["units"]))
