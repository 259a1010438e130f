"""Names and codes that are an entity's own, so that a match may rest on them.

Others find it in the API as well, but may mean something else in a table: adjectives and names of
peoples, short forms, a number that has lost its zeros.
"""

from collections.abc import Collection

from policyfacts.naming import normalise_name
from policyfacts.search.names.codes import read_code
from policyfacts.search.names.registry import EntityRegistry
from policyfacts.search.names.terms import Entity, Name
from policyfacts.vocabulary import CodeScheme, EntityKind, NameKind, OrganizationType

_TYPES_WITH_CODES = frozenset({EntityKind.COUNTRY.value, EntityKind.REGION.value})
# Bodies of something larger, whose short names others often share.
_SUBORDINATE_TYPES = frozenset({OrganizationType.ORGAN.value, OrganizationType.MINISTRY.value})
# Letters of an abbreviation that may be a word: US, CAR, LAS.
_MAX_ABBREVIATION = 4
_STANDARDS = (CodeScheme.ALPHA2, CodeScheme.ALPHA3, CodeScheme.M49)
_ABBREVIATIONS = {
    "dem": "democratic",
    "e": "east",
    "fed": "federation",
    "is": "islands",
    "n": "north",
    "rep": "republic",
    "s": "south",
    "st": "saint",
    "w": "west",
}


def own_names(entity: Entity, registry: EntityRegistry) -> list[str]:
    """Return the name of an entity, then its other names that mean nothing else."""
    names = registry.names.get(entity.id, [])
    own = (name.name for name in names if not _may_be_shared(name, entity, names))
    return list(dict.fromkeys([entity.name, *own]))


def codes_of(entity: Entity) -> list[str]:
    """List the codes of an entity that stand for it alone: alpha-2, alpha-3, M49."""
    return [entity.codes[scheme] for scheme in _STANDARDS if scheme in entity.codes]


def is_own_name(
    entity: Entity, text: str, registry: EntityRegistry, types: Collection[str]
) -> bool:
    """Return True for an own name or id; for a code only where all types of the query have codes.

    In a table of anything, NO and 100 may be no codes at all.
    """
    if types and _TYPES_WITH_CODES.issuperset(types) and text.strip() in codes_of(entity):
        return True
    if entity.kind is not EntityKind.COUNTRY and registry.find_id(text) == entity.id:
        return True
    code = read_code(text)
    if code is not None and registry.codes.find(code) == entity.id:
        return True
    folded = normalise_name(text)
    return any(
        normalise_name(name) == folded and _has_same_case(name, text)
        for name in own_names(entity, registry)
    )


def expand_abbreviations(text: str) -> str:
    """Spell out what tables abbreviate: `S. Korea`, `Congo, Dem. Rep.`; return others unchanged."""
    words = normalise_name(text).split()
    expanded = [_ABBREVIATIONS.get(word, word) for word in words]
    return " ".join(expanded) if expanded != words else text


def _may_be_shared(name: Name, entity: Entity, names: Collection[Name]) -> bool:
    """Return True if others may have the name: a people, another ministry, another council."""
    match name.kind:
        case NameKind.ADJECTIVE:
            return True
        case NameKind.ACRONYM:
            return entity.country is not None
        case NameKind.ALIAS if (
            entity.kind is EntityKind.PERSON or entity.type in _SUBORDINATE_TYPES
        ):
            # `Security Council` of `UN Security Council`, a family name of a full one.
            short = f" {normalise_name(name.name)} "
            others = (f" {normalise_name(other.name)} " for other in names)
            return any(short != other and short in other for other in others)
        case _:
            return False


def _has_same_case(name: str, text: str) -> bool:
    """Return False if a short abbreviation lacks its capitals; case matters nowhere else."""
    letters = _alphanumeric(name)
    is_abbreviation = letters.isupper() and len(letters) <= _MAX_ABBREVIATION
    return not is_abbreviation or letters == _alphanumeric(text)


def _alphanumeric(text: str) -> str:
    return "".join(char for char in text if char.isalnum())
