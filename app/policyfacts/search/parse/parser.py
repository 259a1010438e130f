"""Parsing parameters one by one: conditions and errors gather, whatever reads them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias

from policyfacts.errors import MAX_ERRORS, ParameterError
from policyfacts.schemas.params.filters import FactFilters
from policyfacts.schemas.params.types import QUOTE
from policyfacts.search.names.listed_names import ListedName, NameReader, join_names
from policyfacts.search.names.refusals import UnresolvedName
from policyfacts.search.names.registry import EntityRegistry
from policyfacts.search.sets.fact_sets import NAMED, UNNAMED, SetKey
from policyfacts.search.sets.filters import Condition, DateRange, InAny, NotInAny
from policyfacts.search.sets.text_query import TextQuery
from policyfacts.vocabulary import (
    DateMatch,
    Dimension,
    EntityKind,
    OrganizationMatch,
    RegionMatch,
)

Canonical: TypeAlias = dict[str, Any]
Keys: TypeAlias = Callable[[str], Iterable[SetKey]]

# Years that whole facts lie in; facts that only overlap them are under `year`.
YEAR_WITHIN = "year_within"
# Dimensions whose values are entities of one kind.
DIMENSION_KINDS = {
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
    """How the values of a query's parameters match facts, and so in which sets they are found."""

    region: RegionMatch
    organization: OrganizationMatch
    date: DateMatch | None
    named: bool | None = None
    """Which parties count: those that are named, or those that are not; all for None."""

    def key(self, dimension: Dimension, value: str) -> SetKey:
        """Return the key of the facts that have a value in a dimension."""
        return self.set_name(dimension), value

    def condition(self, dimension: Dimension, values: Iterable[str]) -> InAny:
        """Make the condition that the dimension's own parameter sets with these values."""
        return InAny(dimension.value, frozenset(self.key(dimension, value) for value in values))

    def set_name(self, dimension: Dimension) -> str:
        """Return the dimension of the sets in which a dimension of queries is looked up."""
        match dimension:
            case Dimension.COUNTRY:
                return self.of_parties("entity")
            case Dimension.REGION:
                return self.of_parties(_REGION_SETS[self.region])
            case Dimension.ORGANIZATION:
                return self.of_parties(_ORGANIZATION_SETS[self.organization])
            case Dimension.YEAR if self.date is DateMatch.WITHIN:
                return YEAR_WITHIN
            case _:
                return dimension.value

    def of_parties(self, set_name: str) -> str:
        """Return the name of the sets of what facts have through the parties that count."""
        return set_name if self.named is None else (NAMED if self.named else UNNAMED) + set_name


def date_ranges(params: FactFilters) -> list[DateRange]:
    """Return the ranges that are asked for: of years, from year to year, from date to date."""
    ranges = []
    if params.year:
        spans = [(date(year, 1, 1), date(year, 12, 31)) for year in sorted(set(params.year))]
        ranges.append(DateRange("year", tuple(spans), params.date_match or DateMatch.OVERLAPS))
    if (years := params.year_span()) is not None:
        ranges.append(DateRange("year_from", (years,), params.date_match or DateMatch.OVERLAPS))
    if (days := params.date_span()) is not None:
        ranges.append(DateRange("date_from", (days,), params.date_match or DateMatch.WITHIN))
    return ranges


class TooManyErrors(Exception):
    """The end of parsing, where there are as many errors as are reported."""


@dataclass
class QueryParser:
    """What has been parsed of a query so far, and the errors in the rest."""

    params: FactFilters
    registry: EntityRegistry
    conditions: list[Condition] = field(default_factory=list)
    canonical: Canonical = field(default_factory=dict)
    errors: list[ParameterError] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    text_query: TextQuery | None = None

    def __post_init__(self) -> None:
        params = self.params
        self.match_modes = MatchModes(
            params.region_match, params.organization_match, params.date_match, params.named
        )

    def parse_family(self, dimension: Dimension, reader: NameReader) -> None:
        """Parse `x`, `x_all` and `x_not`, whose values resolve in the same way."""
        self.parse_dimension(dimension, reader)
        all_of, none_of = f"{dimension}_all", f"{dimension}_not"
        if getattr(self.params, all_of):
            self.parse_all_of(all_of, reader, self._keys(dimension))
        if excluded := self.parse_values(none_of, reader):
            keys = frozenset(self.match_modes.key(dimension, value) for value in excluded)
            self.conditions.append(NotInAny(none_of, keys))

    def parse_dimension(self, dimension: Dimension, reader: NameReader) -> None:
        """Parse the parameter that has the name of its dimension."""
        if getattr(self.params, dimension):
            self.parse_any_of(dimension.value, reader, self._keys(dimension))

    def parse_any_of(self, parameter: str, reader: NameReader, keys: Keys) -> None:
        """Parse a parameter of which at least one value must match."""
        values = self.parse_values(parameter, reader)
        if values:
            all_keys = frozenset(key for value in values for key in keys(value))
            self.conditions.append(InAny(parameter, all_keys))

    def parse_all_of(self, parameter: str, reader: NameReader, keys: Keys) -> None:
        """Parse a parameter of which all values must match."""
        for value in self.parse_values(parameter, reader):
            self.conditions.append(InAny(parameter, frozenset(keys(value))))

    def parse_values(self, parameter: str, reader: NameReader) -> list[str]:
        """Return the canonical values of a parameter; what does not resolve becomes an error."""
        values = getattr(self.params, parameter)
        if not values:
            return []
        ids: dict[str, None] = {}
        # Most parameters have one value, in which nothing is to be joined.
        is_single = len(values) == 1
        names = [ListedName(values[0].strip(QUOTE))] if is_single else join_names(values, reader)
        for name in names:
            try:
                ids[reader.resolve(parameter, name.text)] = None
            except UnresolvedName as error:
                self.add_error(error.error)
            if name.warning is not None:
                self.warnings.append(f"{parameter}: {name.warning}")
        if ids:
            self.canonical[parameter] = sorted(ids)
        return sorted(ids)

    def copy_values(self, *parameters: str) -> None:
        """Take parameters into the canonical form that are canonical as they are written."""
        for parameter in parameters:
            if getattr(self.params, parameter) is not None:
                self.canonical[parameter] = getattr(self.params, parameter)

    def add_error(self, error: ParameterError) -> None:
        """Note an error; raises TooManyErrors where that is enough."""
        self.errors.append(error)
        if len(self.errors) >= MAX_ERRORS:
            raise TooManyErrors

    def _keys(self, dimension: Dimension) -> Keys:
        return lambda value: [self.match_modes.key(dimension, value)]
