"""Which writings are an entity's own, so that a match may rest on them.

Others lead to it as well, in questions of the API too, but may mean something else in a table:
adjectives and names of peoples, short forms, a number that has lost its zeros.
"""

from collections.abc import Collection

from policyfacts.naming import normalise_name
from policyfacts.search.names.registry import EntityRegistry
from policyfacts.search.names.terms import Entity, Name
from policyfacts.vocabulary import EntityKind, NameKind, OrganizationType

_WITH_CODES = frozenset({EntityKind.COUNTRY, EntityKind.REGION})
_WITH_CODES_ALONE = frozenset(it.value for it in _WITH_CODES)
# Bodies of something larger, which are often called by words that others have, too.
_OF_ANOTHER = frozenset({OrganizationType.ORGAN.value, OrganizationType.MINISTRY.value})
# An abbreviation of so few letters may be a word: US, CAR, LAS.
_MOST_LETTERS = 4
_SPELT_OUT = {
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
    """Its name, then all others held that mean nothing but it."""
    held = registry.names.get(entity.id, [])
    own = (it.name for it in held if not _is_shared(it, entity, held))
    return list(dict.fromkeys([entity.name, *own]))


def codes_of(entity: Entity) -> list[str]:
    """Its codes as their lists write them: alpha-2, alpha-3, M49."""
    alpha2 = entity.id if entity.kind is EntityKind.COUNTRY else None
    return [it for it in (alpha2, entity.alpha3, entity.m49) if it]


def is_own(entity: Entity, written: str, registry: EntityRegistry, types: Collection[str]) -> bool:
    """Whether this is a name or id of its own; or its code, where only types with codes are asked.

    In a table of anything, NO and 100 may be no codes at all.
    """
    if types and _WITH_CODES_ALONE.issuperset(types) and written.strip() in codes_of(entity):
        return True
    if entity.kind is not EntityKind.COUNTRY and registry.find_id(written) == entity.id:
        return True
    folded = normalise_name(written)
    return any(
        normalise_name(it) == folded and _is_written_so(it, written)
        for it in own_names(entity, registry)
    )


def spell_out(written: str) -> str:
    """The name with what tables abbreviate spelt out: `S. Korea`, `Congo, Dem. Rep.`.

    It is as it was where nothing is abbreviated.
    """
    words = normalise_name(written).split()
    full = [_SPELT_OUT.get(it, it) for it in words]
    return " ".join(full) if full != words else written


def _is_shared(name: Name, entity: Entity, held: Collection[Name]) -> bool:
    """Whether something else may well be called so: a people, another ministry, another council."""
    match name.kind:
        case NameKind.ADJECTIVE:
            return True
        case NameKind.ACRONYM:
            return entity.country is not None
        case NameKind.ALIAS if entity.kind is EntityKind.PERSON or entity.type in _OF_ANOTHER:
            # `Security Council` of `UN Security Council`, a family name of a full one.
            short = f" {normalise_name(name.name)} "
            longer = (f" {normalise_name(it.name)} " for it in held)
            return any(short != it and short in it for it in longer)
        case _:
            return False


def _is_written_so(name: str, written: str) -> bool:
    """Whether the capitals of a short abbreviation are there; case does not matter elsewhere."""
    letters = _letters(name)
    is_abbreviation = letters.isupper() and len(letters) <= _MOST_LETTERS
    return not is_abbreviation or letters == _letters(written)


def _letters(text: str) -> str:
    return "".join(it for it in text if it.isalnum())
