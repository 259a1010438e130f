"""Checks on names: within a kind, each leads to one entity."""

from collections.abc import Iterable, Iterator

from policyfacts.errors import SeedError
from policyfacts.loader.seed.entities import SeedEntity
from policyfacts.naming import normalise_name
from policyfacts.vocabulary import EntityKind

# Adjectives and short names of areas lead to several rightly: Congo, Korea, Guinea.
_AREAS = (EntityKind.COUNTRY, EntityKind.REGION)
_Path = tuple[str | int, ...]


def check_names(entities: Iterable[SeedEntity]) -> Iterator[SeedError]:
    """Names, acronyms and aliases that another entity of the same kind bears."""
    first: dict[tuple[EntityKind, str], tuple[SeedEntity, _Path]] = {}
    for entity in entities:
        for name, path in _names(entity):
            key = (entity.kind, normalise_name(name))
            earlier, its_path = first.setdefault(key, (entity, path))
            if earlier.id != entity.id:
                where = _where(earlier, its_path)
                message = f"'{name}' is a name of '{earlier.id}' already ({where})"
                yield entity.place.at(message, *path)


def _names(entity: SeedEntity) -> Iterator[tuple[str, _Path]]:
    yield entity.name, ("name",)
    if entity.kind in _AREAS:
        return
    if entity.acronym is not None:
        yield entity.acronym, ("acronym",)
    for index, alias in enumerate(entity.place.record.aliases):
        yield alias, ("aliases", index)


def _where(entity: SeedEntity, path: _Path) -> str:
    document = entity.place.document
    return f"{document.file}:{document.line((*entity.place.path, *path))}"
