"""What can be named: entities with their names and offices, topics, types, measures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from policyfacts.vocabulary import CodeScheme, EntityKind, FactKind, NameKind, WordSense


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
    """A country in an organization or region; None where the data knows no limit."""

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
    codes: Mapping[CodeScheme, str] = field(compare=False)
    """By which others know it."""


@dataclass(frozen=True)
class Topic:
    """A topic; `parent` is None on the first level."""

    id: str
    name: str
    aliases: tuple[str, ...]
    description: str
    parent: str | None


@dataclass(frozen=True)
class FactType:
    """A type of facts."""

    id: str
    kind: FactKind
    name: str
    aliases: tuple[str, ...]
    description: str


@dataclass(frozen=True)
class Measure:
    """A measure of figures."""

    id: str
    name: str
    aliases: tuple[str, ...]
    description: str
    units: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class QuestionWords:
    """Words by language that do the same in a question in plain language, and what they do."""

    id: str
    sense: WordSense
    reads: Mapping[str, str]
    number: int | None
    origin: str | None
    destination: str | None
    yields_to: str | None
    words: Mapping[str, Sequence[str]]
