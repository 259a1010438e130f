"""How the values of a dimension are read: as which sets, which condition, with which labels."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from policyfacts.schemas.params import FactFilters
from policyfacts.search.names.registry import EntityRegistry
from policyfacts.search.sets.fact_sets import SetKey
from policyfacts.search.sets.filters import DateRange, InAny
from policyfacts.vocabulary import (
    DateMatch,
    Dimension,
    EntityKind,
    OrganizationMatch,
    RegionMatch,
)

# Years that whole facts lie in; facts that only overlap them are under `year`.
YEAR_WITHIN = "year_within"
# Dimensions whose values are entities of one kind.
KINDS = {
    Dimension.COUNTRY: EntityKind.COUNTRY,
    Dimension.REGION: EntityKind.REGION,
    Dimension.ORGANIZATION: EntityKind.ORGANIZATION,
}
_REGION_SETS = {
    RegionMatch.NAMED: "region_named",
    RegionMatch.MEMBERS: "region_members",
    RegionMatch.ANY: "region_any",
}
_ORGANIZATION_SETS = {
    OrganizationMatch.NAMED: "entity",
    OrganizationMatch.ORGANS: "organization_organs",
    OrganizationMatch.MEMBERS: "organization_members",
    OrganizationMatch.ANY: "organization_any",
}


@dataclass(frozen=True)
class MatchModes:
    """The readings that a question chose."""

    region: RegionMatch
    organization: OrganizationMatch
    date: DateMatch | None

    @staticmethod
    def of(asked: FactFilters) -> "MatchModes":
        """Those of a question."""
        return MatchModes(asked.region_match, asked.organization_match, asked.date_match)

    def key(self, dimension: Dimension, value: str) -> SetKey:
        """The set of the facts that have a value in a dimension."""
        return self.set_name(dimension), value

    def condition(self, dimension: Dimension, values: Iterable[str]) -> InAny:
        """The condition that the dimension's own parameter sets with these values."""
        return InAny(dimension.value, frozenset(self.key(dimension, it) for it in values))

    def set_name(self, dimension: Dimension) -> str:
        """The dimension of the sets from which a dimension of questions is read."""
        match dimension:
            case Dimension.COUNTRY:
                return "entity"
            case Dimension.REGION:
                return _REGION_SETS[self.region]
            case Dimension.ORGANIZATION:
                return _ORGANIZATION_SETS[self.organization]
            case Dimension.YEAR if self.date is DateMatch.WITHIN:
                return YEAR_WITHIN
            case _:
                return dimension.value


def times_of(asked: FactFilters) -> list[DateRange]:
    """The spans of days that a question names: years, from year to year, from date to date."""
    found = []
    if asked.year:
        spans = [(date(year, 1, 1), date(year, 12, 31)) for year in sorted(set(asked.year))]
        found.append(DateRange("year", tuple(spans), asked.date_match or DateMatch.OVERLAPS))
    if (years := asked.year_span()) is not None:
        found.append(DateRange("year_from", (years,), asked.date_match or DateMatch.OVERLAPS))
    if (days := asked.date_span()) is not None:
        found.append(DateRange("date_from", (days,), asked.date_match or DateMatch.WITHIN))
    return found


def label_of(dimension: Dimension, value: str, registry: EntityRegistry) -> str:
    """What people call a value."""
    match dimension:
        case Dimension.COUNTRY | Dimension.REGION | Dimension.ORGANIZATION:
            return registry.entities[value].name
        case Dimension.TOPIC:
            return registry.topics[value].name
        case Dimension.TYPE:
            return registry.types[value].name
        case _:
            return value


def label_in(registry: EntityRegistry) -> Callable[[str, str], str]:
    """Names values of filters: `label("country", "CN")` is China; `entity` is of any kind."""

    def label(name: str, value: str) -> str:
        if name == "entity":
            return registry.entities[value].name
        if name == "measure":
            return registry.measures[value].name
        return label_of(Dimension(name), value, registry) if name in set(Dimension) else value

    return label
