"""Properties of entities, to extend rows by and to compare evidence with."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from policyfacts.naming import normalise_name
from policyfacts.reconciliation.exact_names import own_names
from policyfacts.search.names.registry import EntityRegistry
from policyfacts.search.names.terms import Entity
from policyfacts.search.results.counts import count_years
from policyfacts.search.results.profiles import entity_filter
from policyfacts.search.sets.matcher import match
from policyfacts.search.snapshot import Snapshot
from policyfacts.vocabulary import CODE_FORMS, CodeScheme, EntityKind
from policyfacts.wording.dates_and_figures import say_language

_UNDETERMINED = "und"
_COUNTRY = frozenset({EntityKind.COUNTRY})
_CODES = {
    CodeScheme.COW: "COW number",
    CodeScheme.COWC: "COW letters",
    CodeScheme.GW: "GW number",
    CodeScheme.WIKIDATA: "Wikidata item",
    CodeScheme.FIPS: "FIPS code",
}


@dataclass(frozen=True)
class EntityId:
    """A value that is an entity."""

    id: str


Value = str | int | EntityId
ReadValues = Callable[[Entity, Snapshot], Iterable[Value | None]]


@dataclass(frozen=True)
class Property:
    """A property that entities of some kinds have."""

    id: str
    name: str
    description: str
    read: ReadValues = field(repr=False)
    kinds: frozenset[EntityKind] = frozenset(EntityKind)
    # Kind of the values, where they are entities of one kind.
    value_kind: EntityKind | None = None
    # True if no two entities share a value, apart from names that two may have.
    is_identifier: bool = False

    def values(self, entity: Entity, snapshot: Snapshot) -> list[Value]:
        """Return the values of an entity, each once; none where they are not known."""
        if entity.kind not in self.kinds:
            return []
        values = self.read(entity, snapshot)
        return list(dict.fromkeys(value for value in values if value not in (None, "")))

    def comparable_values(self, entity: Entity, snapshot: Snapshot) -> frozenset[str]:
        """Return the values of an entity in the form that `comparable_forms` gives, too."""
        return frozenset(
            _entity_form(value.id) if isinstance(value, EntityId) else normalise_name(str(value))
            for value in self.values(entity, snapshot)
        )


def comparable_forms(text: str, registry: EntityRegistry) -> frozenset[str]:
    """Return all values that a text may stand for: itself, folded, and entities of that name."""
    folded = normalise_name(text)
    # Tables of numbers have lost the leading zeros of M49, others add them to all numbers.
    forms = {folded, folded.zfill(3), folded.lstrip("0")} if folded.isdecimal() else {folded}
    return frozenset({*forms, *map(_entity_form, registry.find(text))} - {""})


def _entity_form(entity_id: str) -> str:
    """Return an id with a sign that no folded text has."""
    return f"={entity_id}"


def properties_of(registry: EntityRegistry) -> dict[str, Property]:
    """Return all properties by id, in the order in which they are proposed."""
    languages = {name.language for names in registry.names.values() for name in names}
    by_language = [_name_in(language) for language in sorted(languages - {_UNDETERMINED})]
    return {property_.id: property_ for property_ in (*_FIXED, *by_language)}


def _name_in(language: str) -> Property:
    def read(entity: Entity, snapshot: Snapshot) -> Iterable[str]:
        names = snapshot.registry.names.get(entity.id, [])
        own = [name for name in names if name.language == language and name.kind.value == "name"]
        return [name.name for name in sorted(own, key=lambda name: name.until is not None)]

    label = say_language(language)
    description = f"The names in {label}, those of now first."
    return Property(f"name_{language}", f"Name in {label}", description, read, is_identifier=True)


def _code_in(scheme: CodeScheme) -> Property:
    def read(entity: Entity, _: Snapshot) -> Iterable[str | None]:
        return [entity.codes.get(scheme)]

    name, description = _CODES[scheme], scheme.description
    return Property(scheme.value, name, description, read, _COUNTRY, is_identifier=True)


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
    for membership in registry.memberships.get(entity.id, []):
        if registry.entities[membership.group].kind is kind:
            yield EntityId(membership.group)


def _regions(entity: Entity, snapshot: Snapshot) -> Iterable[Value]:
    """Yield the regions above an entity, the smallest first, and groupings that it belongs to."""
    above = entity.parent
    while above is not None:
        yield EntityId(above)
        above = snapshot.registry.entities[above].parent
    yield from _groups(entity, snapshot, EntityKind.REGION)


def _member_of(entity: Entity, snapshot: Snapshot) -> Iterable[Value]:
    return _groups(entity, snapshot, EntityKind.ORGANIZATION)


def _offices(entity: Entity, snapshot: Snapshot) -> Iterable[str]:
    return [office.title for office in snapshot.registry.offices.get(entity.id, [])]


def count_facts(entity: Entity, snapshot: Snapshot) -> int:
    """Count the facts that the filter of an entity finds."""
    return len(match(entity_filter(entity), snapshot.sets))


def _years(entity: Entity, snapshot: Snapshot) -> list[int]:
    facts = match(entity_filter(entity), snapshot.sets)
    return [int(count.value) for count in count_years(facts, snapshot)]


_IN_TREE = frozenset({EntityKind.COUNTRY, EntityKind.REGION})
_FIXED = (
    Property("id", "Id", "The id here.", lambda entity, _: [entity.id], is_identifier=True),
    Property("name", "Name", "The name, then its other own names.", _names, is_identifier=True),
    Property(
        "kind", "Kind", "What it is: country, person ...", lambda entity, _: [entity.kind.value]
    ),
    Property("type", "Type", "What sort of its kind it is.", lambda entity, _: [entity.type]),
    Property(
        "alpha2", "Alpha-2 code", "ISO 3166-1 alpha-2.", _country_code, _COUNTRY, is_identifier=True
    ),
    Property(
        "alpha3",
        "Alpha-3 code",
        "ISO 3166-1 alpha-3.",
        lambda entity, _: [entity.alpha3],
        _COUNTRY,
        is_identifier=True,
    ),
    Property(
        "m49",
        "M49 number",
        "UN M49, three digits.",
        lambda entity, _: [entity.m49],
        _IN_TREE,
        None,
        True,
    ),
    *(_code_in(scheme) for scheme in CODE_FORMS),
    Property("acronym", "Acronym", "Initials of the name.", lambda entity, _: [entity.acronym]),
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
        lambda entity, snapshot: [count_facts(entity, snapshot)],
    ),
    Property(
        "first_year",
        "First year",
        "The first year that its facts touch.",
        lambda entity, snapshot: _years(entity, snapshot)[:1],
    ),
    Property(
        "last_year",
        "Last year",
        "The last year that its facts touch.",
        lambda entity, snapshot: _years(entity, snapshot)[-1:],
    ),
)
