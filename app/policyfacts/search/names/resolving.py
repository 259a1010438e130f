"""Resolving what people write for entities, topics and types to ids.

Ids, codes and exact names resolve, in any language of the data; where there is none, names whose
words are the same. Similar names are only ever suggested. A name of several entities is refused
with its candidates, and a name of another kind with the parameter that would take it.
"""

from collections.abc import Iterable

from policyfacts.search.names.listed_names import Find, NameReader
from policyfacts.search.names.refusals import (
    IN_PATH,
    ambiguous,
    refuse_code,
    refuse_joined,
    refuse_mixed,
    unknown_entity,
    unknown_term,
    wrong_kind,
)
from policyfacts.search.names.registry import EntityRegistry
from policyfacts.search.names.vocabularies import Vocabulary
from policyfacts.vocabulary import EntityKind

ANY_KIND = frozenset(EntityKind)


def resolve_entity(
    registry: EntityRegistry, parameter: str, text: str, kinds: Iterable[EntityKind] = ANY_KIND
) -> str:
    """Return the id of the one entity of these kinds with this id, code or name.

    Raises UnresolvedName where there is none, or more than one.
    """
    kinds = frozenset(kinds)
    by_id = registry.find_id(text)
    if by_id is not None and registry.entities[by_id].kind in kinds:
        return by_id
    bearers = sorted(registry.find(text))
    of_kind = [id_ for id_ in bearers if registry.entities[id_].kind in kinds]
    if len(of_kind) == 1:
        return of_kind[0]
    if of_kind:
        raise ambiguous(registry, parameter, text, of_kind)
    if bearers:
        raise wrong_kind(registry, parameter, text, bearers)
    _refuse_mixed_name(registry, parameter, text, kinds)
    refuse_code(registry, parameter, text)
    if parameter != IN_PATH:
        refuse_joined(registry.find, parameter, text)
    raise unknown_entity(registry, parameter, text, kinds)


def resolve_term(
    parameter: str, text: str, vocabulary: Vocabulary, registry: EntityRegistry | None = None
) -> str:
    """Return the id of a topic, type, review or section, from its id or name.

    Raises UnresolvedName where there is none; with a registry, names of another kind are told.
    """
    id_ = vocabulary.find(text)
    if id_ is not None:
        return id_
    refuse_mixed(parameter, text, vocabulary.find, lambda id_: vocabulary.names[id_])
    refuse_joined(vocabulary.find, parameter, text)
    raise unknown_term(parameter, text, vocabulary, registry)


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


def _refuse_mixed_name(
    registry: EntityRegistry, parameter: str, text: str, kinds: frozenset[EntityKind]
) -> None:
    def find(spelling: str) -> str | None:
        bearers = registry.find(spelling)
        return next((id_ for id_ in sorted(bearers) if registry.entities[id_].kind in kinds), None)

    refuse_mixed(parameter, text, find, lambda id_: f"{id_} ({registry.entities[id_].name})")
