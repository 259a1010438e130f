"""From what is asked to a filter: names become ids, ids become sets.

Every fault is gathered before any is raised.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from policyfacts.errors import BadParameters, ParameterFault
from policyfacts.schemas.questions import FactFilters
from policyfacts.selection.catalogue import Catalogue, FactType, Topic
from policyfacts.selection.filters import AnyOf, Condition, FactFilter, InTime, NoneOf
from policyfacts.selection.names import ANY_KIND, NotUnderstood, read_entity, read_word
from policyfacts.selection.sets import SetKey
from policyfacts.vocabulary import (
    DateMatch,
    EntityKind,
    OrganizationMatch,
    RegionMatch,
    Role,
)

_COUNTRY = (EntityKind.COUNTRY,)
_REGION = (EntityKind.REGION,)
_ORGANIZATION = (EntityKind.ORGANIZATION,)
_READINGS = {
    "region_match": ("region", "region_all", "region_not"),
    "organization_match": ("organization", "organization_all", "organization_not"),
    "date_match": ("date_from", "date_to", "year", "year_from", "year_to"),
}
_CLOSED = ("kind", "status", "level", "form")

# Each unknown name costs a search for the nearest one.
_MOST_FAULTS = 10

Canonical = dict[str, list[Any] | str | int]


@dataclass
class ReadQuestion:
    """A question understood: its filter, and its canonical form with ids for names."""

    wanted: FactFilter
    canonical: Canonical
    warnings: list[str]


def read_question(asked: FactFilters, catalogue: Catalogue) -> ReadQuestion:
    """Understand a question; BadParameters holds everything in it that cannot be read."""
    reader = _Reader(asked, catalogue)
    reader.read_all()
    if reader.faults:
        raise BadParameters(reader.faults)
    return ReadQuestion(FactFilter(tuple(reader.conditions)), reader.canonical, reader.warnings)


@dataclass
class _Reader:
    asked: FactFilters
    catalogue: Catalogue
    conditions: list[Condition] = field(default_factory=list)
    canonical: Canonical = field(default_factory=dict)
    faults: list[ParameterFault] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def read_all(self) -> None:
        self.family("country", self._entity(_COUNTRY), lambda id_: [("entity", id_)])
        self.family("region", self._entity(_REGION), self._region_keys)
        self.family("organization", self._entity(_ORGANIZATION), self._organization_keys)
        self.family("topic", self._topic, lambda id_: [("topic", id_)])
        self.any_of("entity", self._entity(ANY_KIND), lambda id_: [("entity", id_)])
        self.any_of("party", self._party, _party_keys)
        self.each_of("party_all", self._party, _party_keys)
        self.any_of("type", self._word(_names(self.catalogue.types), "type"), _keys_of("type"))
        self.any_of(
            "review", self._word(_same(self.catalogue.reviews), "review"), _keys_of("review")
        )
        self.any_of(
            "section", self._word(_same(self.catalogue.sections), "section"), _keys_of("section")
        )
        for parameter in _CLOSED:
            self.any_of(parameter, lambda _, value: str(value), _keys_of(parameter))
        self.times()
        self.matches()

    def family(
        self,
        parameter: str,
        read: Callable[[str, str], str],
        keys: Callable[[str], Iterable[SetKey]],
    ) -> None:
        """`x`, `x_all` and `x_not` read their values in the same way."""
        self.any_of(parameter, read, keys)
        self.each_of(f"{parameter}_all", read, keys)
        excluded = self.values(f"{parameter}_not", read)
        if excluded:
            all_keys = frozenset(key for value in excluded for key in keys(value))
            self.conditions.append(NoneOf(f"{parameter}_not", all_keys))

    def any_of(
        self,
        parameter: str,
        read: Callable[[str, str], str],
        keys: Callable[[str], Iterable[SetKey]],
    ) -> None:
        values = self.values(parameter, read)
        if values:
            all_keys = frozenset(key for value in values for key in keys(value))
            self.conditions.append(AnyOf(parameter, all_keys))

    def each_of(
        self,
        parameter: str,
        read: Callable[[str, str], str],
        keys: Callable[[str], Iterable[SetKey]],
    ) -> None:
        for value in self.values(parameter, read):
            self.conditions.append(AnyOf(parameter, frozenset(keys(value))))

    def values(self, parameter: str, read: Callable[[str, str], str]) -> list[str]:
        """Canonical values of a parameter; what cannot be read becomes a fault."""
        found: dict[str, None] = {}
        for written in getattr(self.asked, parameter):
            try:
                found[read(parameter, written)] = None
            except NotUnderstood as error:
                self.faults.append(error.fault)
            if len(self.faults) >= _MOST_FAULTS:
                raise BadParameters(self.faults)
        if found:
            self.canonical[parameter] = sorted(found)
        return sorted(found)

    def times(self) -> None:
        asked = self.asked
        if asked.year:
            years = sorted(set(asked.year))
            self.canonical["year"] = list(years)
            self.conditions.append(self._years(years))
        years_match = asked.date_match or DateMatch.OVERLAPS
        self.span("year_from", "year_to", asked.year_span(), years_match)
        dates_match = asked.date_match or DateMatch.WITHIN
        self.span("date_from", "date_to", asked.date_span(), dates_match)

    def _years(self, years: list[int]) -> Condition:
        if self.asked.date_match is not DateMatch.WITHIN:
            return AnyOf("year", frozenset(("year", str(year)) for year in years))
        spans = tuple((date(year, 1, 1), date(year, 12, 31)) for year in years)
        return InTime("year", spans, DateMatch.WITHIN)

    def span(self, first: str, last: str, span: tuple[date, date] | None, match: DateMatch) -> None:
        if span is None:
            return
        for parameter in (first, last):
            if getattr(self.asked, parameter) is not None:
                self.canonical[parameter] = getattr(self.asked, parameter)
        if span[1] < span[0]:
            message = f"{first} lies after {last}: no day is in that span."
            self.faults.append(ParameterFault(first, "empty_span", message))
        else:
            self.conditions.append(InTime(first, (span,), match))

    def matches(self) -> None:
        """The readings that were chosen are part of the question, where they read anything."""
        for parameter, filters in _READINGS.items():
            chosen = getattr(self.asked, parameter)
            if chosen == FactFilters.model_fields[parameter].default:
                continue
            if any(getattr(self.asked, it) not in (None, []) for it in filters):
                self.canonical[parameter] = chosen.value
            else:
                self.warnings.append(
                    f"{parameter} changes nothing: none of {', '.join(filters)} is asked for."
                )

    def _entity(self, kinds: Iterable[EntityKind]) -> Callable[[str, str], str]:
        return lambda parameter, written: read_entity(self.catalogue, parameter, written, kinds)

    def _topic(self, parameter: str, written: str) -> str:
        return read_word(parameter, written, _names(self.catalogue.topics), "topic")

    def _word(self, known: dict[str, str], what: str) -> Callable[[str, str], str]:
        return lambda parameter, written: read_word(parameter, written, known, what)

    def _party(self, parameter: str, written: str) -> str:
        name, colon, role = written.rpartition(":")
        if not colon:
            return read_entity(self.catalogue, parameter, written)
        entity = read_entity(self.catalogue, parameter, name)
        if role.casefold() == Role.EXCLUDED:
            message = f"'{written}': what is excluded from a fact is shown there, and never found."
            raise NotUnderstood(ParameterFault(parameter, "role_not_matched", message))
        return f"{entity}:{read_word(parameter, role, _same(_matched_roles()), 'role')}"

    def _region_keys(self, region: str) -> list[SetKey]:
        return {
            RegionMatch.NAMED: [("region_named", region)],
            RegionMatch.MEMBERS: [("region_members", region)],
            RegionMatch.ANY: [("region_named", region), ("region_members", region)],
        }[self.asked.region_match]

    def _organization_keys(self, organization: str) -> list[SetKey]:
        organs, members = (
            ("organization_organs", organization),
            ("organization_members", organization),
        )
        return {
            OrganizationMatch.NAMED: [("entity", organization)],
            OrganizationMatch.ORGANS: [organs],
            OrganizationMatch.MEMBERS: [members],
            OrganizationMatch.ANY: [organs, members],
        }[self.asked.organization_match]


def _keys_of(dimension: str) -> Callable[[str], list[SetKey]]:
    return lambda value: [(dimension, value)]


def _party_keys(party: str) -> list[SetKey]:
    return [("party", party) if ":" in party else ("entity", party)]


def _names(known: Mapping[str, Topic | FactType]) -> dict[str, str]:
    return {id_: it.name for id_, it in known.items()}


def _same(ids: Iterable[str]) -> dict[str, str]:
    return {id_: id_ for id_ in ids}


def _matched_roles() -> list[str]:
    return [role.value for role in Role if role is not Role.EXCLUDED]
