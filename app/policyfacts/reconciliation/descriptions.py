"""Descriptions that tell an entity from its namesakes in a few words."""

from policyfacts.naming import normalise_name
from policyfacts.reconciliation.exact_names import codes_of
from policyfacts.search.names.registry import EntityRegistry
from policyfacts.search.names.terms import Entity, Name
from policyfacts.vocabulary import EntityKind, NameKind


def describe(entity: Entity, registry: EntityRegistry, matched: str = "") -> str:
    """Return kind, codes and what the entity belongs to, then the matched name if it is another.

    A former name comes with the days of its use.
    """
    parts = [noun_for(entity), *codes_and_acronym(entity)]
    above = entity.country or entity.parent
    if above is not None:
        parts.append(f"of {registry.entities[above].name}")
    other = _other_name(entity, registry, matched)
    return f"{', '.join(parts)}{f'; {other}' if other else ''}"


def noun_for(entity: Entity) -> str:
    """Return what an entity is: its type, and of a country, which has none of that sort, its kind.

    What a country is to the United Nations tells it from no namesake.
    """
    is_sort = entity.type is not None and entity.kind is not EntityKind.COUNTRY
    return str(entity.type).replace("-", " ") if is_sort else entity.kind.value


def codes_and_acronym(entity: Entity) -> list[str]:
    """List the codes and the acronym that the entity has."""
    return [*codes_of(entity), *([entity.acronym] if entity.acronym else [])]


def _other_name(entity: Entity, registry: EntityRegistry, matched: str) -> str:
    folded = normalise_name(matched)
    names = registry.names.get(entity.id, [])
    same = [name for name in names if normalise_name(name.name) == folded]
    if not same or folded in map(normalise_name, (entity.name, *codes_and_acronym(entity))):
        return ""
    # Aliases have no days: they are other spellings, whatever the time.
    other = next((name for name in same if name.kind is not NameKind.ALIAS), same[0])
    return f"{_days(other)}{other.name}"


def _days(name: Name) -> str:
    since = f"since {name.since} " if name.since is not None else ""
    until = f"until {name.until}" if name.until is not None else ""
    days = f"{since}{until}".strip()
    return f"{days}: " if days else "also "
