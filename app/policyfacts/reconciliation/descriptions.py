"""What tells an entity from its namesakes, in a few words."""

from policyfacts.naming import normalise_name
from policyfacts.reconciliation.exact_names import codes_of
from policyfacts.search.names.registry import EntityRegistry
from policyfacts.search.names.terms import Entity, Name
from policyfacts.vocabulary import NameKind


def describe(entity: Entity, registry: EntityRegistry, matched: str = "") -> str:
    """Its kind, codes and what it belongs to; then the name that was looked for, if it has another.

    A former name is said with its days.
    """
    kind = entity.type.replace("-", " ") if entity.type else entity.kind.value
    parts = [kind, *codes_and_acronym(entity)]
    above = entity.country or entity.parent
    if above is not None:
        parts.append(f"of {registry.entities[above].name}")
    other = _other_name(entity, registry, matched)
    return f"{', '.join(parts)}{f'; {other}' if other else ''}"


def codes_and_acronym(entity: Entity) -> list[str]:
    """Codes and acronym, those that it has."""
    return [*codes_of(entity), *([entity.acronym] if entity.acronym else [])]


def _other_name(entity: Entity, registry: EntityRegistry, matched: str) -> str:
    folded = normalise_name(matched)
    same = [it for it in registry.names.get(entity.id, []) if normalise_name(it.name) == folded]
    if not same or folded in map(normalise_name, (entity.name, *codes_and_acronym(entity))):
        return ""
    # Aliases say nothing of days: they hold other writings, whatever the time.
    it = next((it for it in same if it.kind is not NameKind.ALIAS), same[0])
    return f"{_days(it)}{it.name}"


def _days(it: Name) -> str:
    since = f"since {it.since} " if it.since is not None else ""
    until = f"until {it.until}" if it.until is not None else ""
    days = f"{since}{until}".strip()
    return f"{days}: " if days else "also "
