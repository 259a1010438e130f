"""What can be named: entities with their names and offices, topics, types, measures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from policyfacts.naming import normalise_name
from policyfacts.vocabulary import EntityKind, FactKind, NameKind


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


@dataclass(frozen=True)
class WordList:
    """Ids of one sort of thing (`what`, as messages call it), each with its name."""

    what: str
    names: Mapping[str, str]

    @classmethod
    def of_ids(cls, what: str, ids: Iterable[str]) -> "WordList":
        """Things that have no name beside their id."""
        return cls(what, {id_: id_ for id_ in ids})

    def find(self, written: str) -> str | None:
        """The id that is meant by an id or a name."""
        return written if written in self.names else self.ids.get(normalise_name(written))

    @cached_property
    def ids(self) -> dict[str, str]:
        """Ids by folded id or name; of two things written alike, the first."""
        found: dict[str, str] = {}
        for id_, name in self.names.items():
            found.setdefault(normalise_name(id_), id_)
            found.setdefault(normalise_name(name), id_)
        return found
