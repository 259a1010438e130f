"""How parameters read the names of entities, of terms, and of parties with their roles."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

from policyfacts.errors import ParameterError, quote
from policyfacts.search.names.refusals import UnresolvedName
from policyfacts.search.names.registry import EntityRegistry
from policyfacts.search.names.resolving import ANY_KIND, resolve_entity, resolve_term
from policyfacts.search.names.vocabularies import Vocabulary
from policyfacts.search.parse.listed_names import Find, NameReader
from policyfacts.suggestions import did_you_mean_text
from policyfacts.vocabulary import EntityKind, Role

V = TypeVar("V")
_ROLES = Vocabulary.of_ids("role", [role.value for role in Role if role is not Role.EXCLUDED])


def read_entities(registry: EntityRegistry, kinds: Iterable[EntityKind]) -> NameReader:
    """Make a reader of entities of these kinds."""
    kinds = frozenset(kinds)

    def of_kinds(find: Find) -> Find:
        return lambda text: [id_ for id_ in find(text) if registry.entities[id_].kind in kinds]

    return NameReader(
        resolve=lambda parameter, text: resolve_entity(registry, parameter, text, kinds),
        is_id=lambda text: registry.find_id(text) is not None,
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

    def without_role(find: Callable[[str], V]) -> Callable[[str], V]:
        return lambda text: find(_without_role(text))

    return NameReader(
        resolve=lambda parameter, text: _resolve_party(registry, parameter, text),
        is_id=without_role(entities.is_id),
        find_exactly=without_role(entities.find_exactly),
        find=without_role(entities.find),
    )


def _without_role(text: str) -> str:
    """Return the name of a party; of several, each may have its role, and they stay as they are."""
    name, colon, role = text.rpartition(":")
    return name if colon and "," not in role else text


def _resolve_party(registry: EntityRegistry, parameter: str, text: str) -> str:
    name, colon, role = text.rpartition(":")
    if not colon:
        return resolve_entity(registry, parameter, text)
    try:
        entity = resolve_entity(registry, parameter, name)
    except UnresolvedName as error:
        raise UnresolvedName(replace(error.error, value=text)) from None
    return f"{entity}:{_resolve_role(parameter, name, role)}"


def _resolve_role(parameter: str, name: str, role: str) -> str:
    """Return the role of a party; raises UnresolvedName that suggests the party with others."""
    text = f"{name}:{role}"
    if role.casefold() == Role.EXCLUDED:
        message = f"{quote(text)}: what is excluded from a fact is shown there, and never found."
        raise UnresolvedName(ParameterError(parameter, "role_not_matched", message))
    try:
        return resolve_term(parameter, role, _ROLES)
    except UnresolvedName as error:
        near = tuple(f"{name}:{other}" for other in error.error.did_you_mean)
        message = f"There is no role {quote(role)}.{did_you_mean_text(near)}"
        raise UnresolvedName(
            replace(error.error, message=message, did_you_mean=near, value=text)
        ) from None
