"""Entities of all kinds as one class, with all their names."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from policyfacts.loader.seed.contents import Located, Seed
from policyfacts.loader.seed.records import CountryRecord, RegionRecord
from policyfacts.vocabulary import EntityKind, NameKind

ENGLISH = "en"
ANY_LANGUAGE = "und"
LANGUAGES = ("ru", "be", "fr", "es", "zh")


@dataclass(frozen=True)
class EntityName:
    """A name, its language (ISO 639, or `und`), and the first and last day of its use."""

    name: str
    language: str
    kind: NameKind
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class SeedEntity:
    """An entity of any kind; `located` is the record that it comes from."""

    id: str
    kind: EntityKind
    name: str
    located: Located[Any]
    names: tuple[EntityName, ...]
    parent: str | None = None
    country: str | None = None
    type: str | None = None
    acronym: str | None = None
    alpha3: str | None = None
    m49: str | None = None
    scheme: str | None = None


def collect_entities(seed: Seed) -> list[SeedEntity]:
    """List all entities of the seed in the order of the files; ids may still repeat."""
    former = _former_names(seed)
    return [
        *(_country(located, former) for located in seed.countries),
        *(_region(located, former) for located in seed.regions),
        *_others(seed.organizations, EntityKind.ORGANIZATION, former),
        *_others(seed.people, EntityKind.PERSON, former),
        *_others(seed.places, EntityKind.PLACE, former),
        *_others(seed.instruments, EntityKind.INSTRUMENT, former),
        *_others(seed.projects, EntityKind.PROJECT, former),
    ]


def _former_names(seed: Seed) -> dict[str, list[EntityName]]:
    names: dict[str, list[EntityName]] = {}
    for located in seed.former_names:
        record = located.record
        name = EntityName(record.name, record.language, NameKind.NAME, record.since, record.until)
        names.setdefault(record.entity, []).append(name)
    return names


def _country(located: Located[CountryRecord], former: dict[str, list[EntityName]]) -> SeedEntity:
    record = located.record
    return SeedEntity(
        id=record.id,
        kind=EntityKind.COUNTRY,
        name=record.name,
        located=located,
        names=(*_names_of_area(record), *former.get(record.id, ())),
        parent=record.region,
        type=record.type,
        alpha3=record.alpha3,
        m49=record.numeric,
    )


def _region(located: Located[RegionRecord], former: dict[str, list[EntityName]]) -> SeedEntity:
    record = located.record
    return SeedEntity(
        id=record.id,
        kind=EntityKind.REGION,
        name=record.name,
        located=located,
        names=(*_names_of_area(record), *former.get(record.id, ())),
        parent=record.parent,
        m49=record.m49,
        scheme=record.scheme,
    )


def _names_of_area(record: CountryRecord | RegionRecord) -> Iterator[EntityName]:
    yield EntityName(record.name, ENGLISH, NameKind.NAME)
    for language in LANGUAGES:
        name = getattr(record, language)
        if name is not None:
            yield EntityName(name, language, NameKind.NAME)
    yield from (EntityName(name, ENGLISH, NameKind.ADJECTIVE) for name in record.adjectives)
    yield from (EntityName(name, ANY_LANGUAGE, NameKind.ALIAS) for name in record.aliases)


def _others(
    rows: Iterable[Located[Any]],
    kind: EntityKind,
    former: dict[str, list[EntityName]],
) -> Iterator[SeedEntity]:
    for located in rows:
        record = located.record
        acronym = getattr(record, "acronym", None)
        names = [EntityName(record.name, ENGLISH, NameKind.NAME)]
        if acronym:
            names.append(EntityName(acronym, ENGLISH, NameKind.ACRONYM))
        names += [EntityName(alias, ANY_LANGUAGE, NameKind.ALIAS) for alias in record.aliases]
        related = getattr(record, "related", ())
        names += [EntityName(name, ANY_LANGUAGE, NameKind.RELATED) for name in related]
        yield SeedEntity(
            id=record.id,
            kind=kind,
            name=record.name,
            located=located,
            names=(*names, *former.get(record.id, ())),
            parent=getattr(record, "parent", None),
            country=getattr(record, "country", None),
            type=getattr(record, "type", None),
            acronym=acronym,
        )
