"""Entities of all kinds in one shape, with all their names."""

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
    """A name, its language (ISO 639, `und` where not recorded), and the days on which it held."""

    name: str
    language: str
    kind: NameKind
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class SeedEntity:
    """An entity of any kind; `place` is the record that it comes from."""

    id: str
    kind: EntityKind
    name: str
    place: Located[Any]
    names: tuple[EntityName, ...]
    parent: str | None = None
    country: str | None = None
    type: str | None = None
    acronym: str | None = None
    alpha3: str | None = None
    m49: str | None = None
    scheme: str | None = None


def collect_entities(seed: Seed) -> list[SeedEntity]:
    """All entities of the seed in the order of the files; ids may still repeat."""
    former = _former_names(seed)
    return [
        *(_country(place, former) for place in seed.countries),
        *(_region(place, former) for place in seed.regions),
        *_others(seed.organizations, EntityKind.ORGANIZATION, former),
        *_others(seed.people, EntityKind.PERSON, former),
        *_others(seed.places, EntityKind.PLACE, former),
        *_others(seed.instruments, EntityKind.INSTRUMENT, former),
        *_others(seed.projects, EntityKind.PROJECT, former),
    ]


def _former_names(seed: Seed) -> dict[str, list[EntityName]]:
    found: dict[str, list[EntityName]] = {}
    for place in seed.former_names:
        it = place.record
        name = EntityName(it.name, it.language, NameKind.NAME, it.since, it.until)
        found.setdefault(it.entity, []).append(name)
    return found


def _country(place: Located[CountryRecord], former: dict[str, list[EntityName]]) -> SeedEntity:
    it = place.record
    return SeedEntity(
        id=it.id,
        kind=EntityKind.COUNTRY,
        name=it.name,
        place=place,
        names=(*_names_of_area(it), *former.get(it.id, ())),
        parent=it.region,
        alpha3=it.alpha3,
        m49=it.numeric,
    )


def _region(place: Located[RegionRecord], former: dict[str, list[EntityName]]) -> SeedEntity:
    it = place.record
    return SeedEntity(
        id=it.id,
        kind=EntityKind.REGION,
        name=it.name,
        place=place,
        names=(*_names_of_area(it), *former.get(it.id, ())),
        parent=it.parent,
        m49=it.m49,
        scheme=it.scheme,
    )


def _names_of_area(it: CountryRecord | RegionRecord) -> Iterator[EntityName]:
    yield EntityName(it.name, ENGLISH, NameKind.NAME)
    for language in LANGUAGES:
        name = getattr(it, language)
        if name is not None:
            yield EntityName(name, language, NameKind.NAME)
    yield from (EntityName(name, ENGLISH, NameKind.ADJECTIVE) for name in it.adjectives)
    yield from (EntityName(name, ANY_LANGUAGE, NameKind.ALIAS) for name in it.aliases)


def _others(
    places: Iterable[Located[Any]],
    kind: EntityKind,
    former: dict[str, list[EntityName]],
) -> Iterator[SeedEntity]:
    for place in places:
        it = place.record
        acronym = getattr(it, "acronym", None)
        names = [EntityName(it.name, ENGLISH, NameKind.NAME)]
        if acronym:
            names.append(EntityName(acronym, ENGLISH, NameKind.ACRONYM))
        names += [EntityName(alias, ANY_LANGUAGE, NameKind.ALIAS) for alias in it.aliases]
        yield SeedEntity(
            id=it.id,
            kind=kind,
            name=it.name,
            place=place,
            names=(*names, *former.get(it.id, ())),
            parent=getattr(it, "parent", None),
            country=getattr(it, "country", None),
            type=getattr(it, "type", None),
            acronym=acronym,
        )
