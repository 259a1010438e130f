"""Parties as queries name them: an entity, with its role behind a colon where it matters."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from policyfacts.errors import ParameterError, quote
from policyfacts.search.names.codes import read_code
from policyfacts.search.names.listed_names import NameReader
from policyfacts.search.names.refusals import UnresolvedName
from policyfacts.search.names.registry import EntityRegistry
from policyfacts.search.names.resolving import ANY_KIND, read_entities, resolve_entity, resolve_term
from policyfacts.search.names.vocabularies import Vocabulary
from policyfacts.search.parse.parser import MatchModes
from policyfacts.search.sets.fact_sets import SetKey
from policyfacts.suggestions import did_you_mean_text
from policyfacts.vocabulary import Role

V = TypeVar("V")
_ROLES = Vocabulary.of_ids("role", [role.value for role in Role if role is not Role.EXCLUDED])


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


def resolve_party(registry: EntityRegistry, parameter: str, text: str) -> str:
    """Return an entity with its role, `BY:host`, or without one; or raise UnresolvedName."""
    name, colon, role = text.rpartition(":")
    if not colon or _is_code(text):
        return resolve_entity(registry, parameter, text)
    try:
        entity = resolve_entity(registry, parameter, name)
    except UnresolvedName as error:
        raise UnresolvedName(replace(error.error, value=text)) from None
    return f"{entity}:{_resolve_role(parameter, name, role)}"


def without_role(text: str) -> str:
    """Return the name of a party; of several, each may have its role, and they stay as they are."""
    name, colon, role = text.rpartition(":")
    return name if colon and "," not in role and not _is_code(text) else text


def _is_code(text: str) -> bool:
    """Return whether a code stands behind the colon; GW is a scheme, and a country with roles."""
    code = read_code(text)
    return code is not None and bool(code.schemes) and _ROLES.find(code.text) is None


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


def party_keys(match_modes: MatchModes, party: str) -> list[SetKey]:
    """Return the keys of the facts that have a party, in its role where one is given."""
    return [(match_modes.of_parties("party" if ":" in party else "entity"), party)]
