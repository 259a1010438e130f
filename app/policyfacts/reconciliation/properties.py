"""What is known of an entity, as properties: to extend rows by, and to compare evidence with."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from policyfacts.naming import normalise_name
from policyfacts.reconciliation.exact_names import own_names
from policyfacts.search.names.registry import EntityRegistry
from policyfacts.search.names.resolving import find_bearers
from policyfacts.search.names.terms import Entity
from policyfacts.search.results.counts import count_years
from policyfacts.search.results.profiles import entity_filter
from policyfacts.search.sets.matcher import match
from policyfacts.search.snapshot import Snapshot
from policyfacts.vocabulary import EntityKind
from policyfacts.wording.dates_and_figures import say_language

_UNDETERMINED = "und"


@dataclass(frozen=True)
class EntityId:
    """A value that is an entity itself."""

    id: str


Value = str | int | EntityId
Read = Callable[[Entity, Snapshot], Iterable[Value | None]]


@dataclass(frozen=True)
class Property:
    """Something that can be known of entities; `kinds` is of which."""

    id: str
    name: str
    description: str
    read: Read = field(repr=False)
    kinds: frozenset[EntityKind] = frozenset(EntityKind)
    # The kind that its values have, where they are entities of one kind.
    leads_to: EntityKind | None = None
    # Whether no two entities share a value, but for names that two may bear.
    identifies: bool = False

    def values(self, entity: Entity, snapshot: Snapshot) -> list[Value]:
        """Its values, each once; none where it is not known."""
        if entity.kind not in self.kinds:
            return []
        return list(dict.fromkeys(it for it in self.read(entity, snapshot) if it not in (None, "")))

    def knows(self, entity: Entity, snapshot: Snapshot) -> frozenset[str]:
        """Its values as `meant_by` writes what they are compared with."""
        return frozenset(
            _marked(it.id) if isinstance(it, EntityId) else normalise_name(str(it))
            for it in self.values(entity, snapshot)
        )


def meant_by(written: str, registry: EntityRegistry) -> frozenset[str]:
    """All that somebody may mean: a text without case and accents, or entities so called."""
    text = normalise_name(written)
    # Tables of numbers have lost the zeros before those of M49.
    texts = {text, text.zfill(3)} if text.isdecimal() else {text}
    return frozenset({*texts, *map(_marked, find_bearers(registry, written))} - {""})


def _marked(entity_id: str) -> str:
    """An id as no folded text is written."""
    return f"={entity_id}"


def properties_of(registry: EntityRegistry) -> dict[str, Property]:
    """All properties by id, in the order in which they are proposed."""
    languages = {it.language for names in registry.names.values() for it in names}
    named = [_name_in(it) for it in sorted(languages - {_UNDETERMINED})]
    return {it.id: it for it in (*_FIXED, *named)}


def _name_in(language: str) -> Property:
    def read(entity: Entity, snapshot: Snapshot) -> Iterable[str]:
        names = snapshot.registry.names.get(entity.id, [])
        current = [it for it in names if it.language == language and it.kind.value == "name"]
        return [it.name for it in sorted(current, key=lambda it: it.until is not None)]

    called = say_language(language)
    described = f"The names in {called}, those of now first."
    return Property(f"name_{language}", f"Name in {called}", described, read, identifies=True)


def _names(entity: Entity, snapshot: Snapshot) -> Sequence[str]:
    return own_names(entity, snapshot.registry)


def _country_code(entity: Entity, _: Snapshot) -> Iterable[str]:
    return [entity.id]


def _parent(entity: Entity, _: Snapshot) -> Iterable[Value]:
    return [] if entity.parent is None else [EntityId(entity.parent)]


def _country(entity: Entity, _: Snapshot) -> Iterable[Value]:
    return [] if entity.country is None else [EntityId(entity.country)]


def _groups(entity: Entity, snapshot: Snapshot, kind: EntityKind) -> Iterable[EntityId]:
    registry = snapshot.registry
    for it in registry.memberships.get(entity.id, []):
        if registry.entities[it.group].kind is kind:
            yield EntityId(it.group)


def _regions(entity: Entity, snapshot: Snapshot) -> Iterable[Value]:
    """Those above it, the smallest first, and groupings that it belongs to."""
    above = entity.parent
    while above is not None:
        yield EntityId(above)
        above = snapshot.registry.entities[above].parent
    yield from _groups(entity, snapshot, EntityKind.REGION)


def _member_of(entity: Entity, snapshot: Snapshot) -> Iterable[Value]:
    return _groups(entity, snapshot, EntityKind.ORGANIZATION)


def _offices(entity: Entity, snapshot: Snapshot) -> Iterable[str]:
    return [it.title for it in snapshot.registry.offices.get(entity.id, [])]


def count_facts(entity: Entity, snapshot: Snapshot) -> int:
    """How many facts its own filter finds."""
    return len(match(entity_filter(entity), snapshot.sets))


def _years(entity: Entity, snapshot: Snapshot) -> list[int]:
    found = match(entity_filter(entity), snapshot.sets)
    return [int(it.value) for it in count_years(found, snapshot)]


_COUNTRY = frozenset({EntityKind.COUNTRY})
_IN_TREE = frozenset({EntityKind.COUNTRY, EntityKind.REGION})
_FIXED = (
    Property("id", "Id", "The id here.", lambda it, _: [it.id], identifies=True),
    Property("name", "Name", "The name, then its other own names.", _names, identifies=True),
    Property("kind", "Kind", "What it is: country, person ...", lambda it, _: [it.kind.value]),
    Property("type", "Type", "Sort of organization or text.", lambda it, _: [it.type]),
    Property(
        "alpha2", "Alpha-2 code", "ISO 3166-1 alpha-2.", _country_code, _COUNTRY, identifies=True
    ),
    Property(
        "alpha3",
        "Alpha-3 code",
        "ISO 3166-1 alpha-3.",
        lambda it, _: [it.alpha3],
        _COUNTRY,
        identifies=True,
    ),
    Property(
        "m49", "M49 number", "UN M49, three digits.", lambda it, _: [it.m49], _IN_TREE, None, True
    ),
    Property("acronym", "Acronym", "Initials of the name.", lambda it, _: [it.acronym]),
    Property("parent", "Parent", "The region or organization directly above.", _parent),
    Property(
        "region",
        "Region",
        "Regions that it lies in, the smallest first, and groupings of countries.",
        _regions,
        _IN_TREE,
        EntityKind.REGION,
    ),
    Property(
        "member_of",
        "Member of",
        "Organizations that the country is, or was, a member of.",
        _member_of,
        _COUNTRY,
        EntityKind.ORGANIZATION,
    ),
    Property(
        "country",
        "Country",
        "The state of a national body; where a place lies.",
        _country,
        frozenset({EntityKind.ORGANIZATION, EntityKind.PLACE}),
        EntityKind.COUNTRY,
    ),
    Property(
        "office",
        "Office",
        "Offices that the person held.",
        _offices,
        frozenset({EntityKind.PERSON}),
    ),
    Property(
        "facts",
        "Number of facts",
        "Facts that its own filter finds.",
        lambda it, snapshot: [count_facts(it, snapshot)],
    ),
    Property(
        "first_year",
        "First year",
        "The first year that its facts touch.",
        lambda it, snapshot: _years(it, snapshot)[:1],
    ),
    Property(
        "last_year",
        "Last year",
        "The last year that its facts touch.",
        lambda it, snapshot: _years(it, snapshot)[-1:],
    ),
)
