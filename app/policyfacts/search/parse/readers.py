"""How parameters read the names of entities, of terms, and of parties with their roles."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from policyfacts.search.names.registry import EntityRegistry
from policyfacts.search.names.resolving import ANY_KIND, resolve_entity, resolve_term
from policyfacts.search.parse.listed_names import Find, NameReader
from policyfacts.search.parse.parties import resolve_party, without_role
from policyfacts.vocabulary import EntityKind

V = TypeVar("V")


def read_entities(registry: EntityRegistry, kinds: Iterable[EntityKind]) -> NameReader:
    """Make a reader of entities of these kinds."""
    kinds = frozenset(kinds)

    def of_kinds(find: Find) -> Find:
        return lambda text: [id_ for id_ in find(text) if registry.entities[id_].kind in kinds]

    return NameReader(
        resolve=lambda parameter, text: resolve_entity(registry, parameter, text, kinds),
        is_id=lambda text: text in registry.entities,
        find_exactly=of_kinds(registry.find_exactly),
        find=of_kinds(registry.find),
    )


def read_terms(registry: EntityRegistry, name: str) -> NameReader:
    """Make a reader of the terms of a vocabulary."""
    vocabulary = registry.vocabularies[name]

    def find(text: str) -> list[str]:
        id_ = vocabulary.find(text)
        return [] if id_ is None else [id_]

    return NameReader(
        resolve=lambda parameter, text: resolve_term(parameter, text, vocabulary, registry),
        is_id=lambda text: text in vocabulary.names,
        find_exactly=find,
        find=find,
    )


def read_parties(registry: EntityRegistry) -> NameReader:
    """Make a reader of entities of any kind, each with its role if wanted."""
    entities = read_entities(registry, ANY_KIND)

    def of_name(find: Callable[[str], V]) -> Callable[[str], V]:
        return lambda text: find(without_role(text))

    return NameReader(
        resolve=lambda parameter, text: resolve_party(registry, parameter, text),
        is_id=of_name(entities.is_id),
        find_exactly=of_name(entities.find_exactly),
        find=of_name(entities.find),
    )
