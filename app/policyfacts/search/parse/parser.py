"""Reading the parameters of a question one by one, gathering conditions and faults."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from policyfacts.errors import MAX_ERRORS, ParameterError
from policyfacts.schemas.params import FactFilters
from policyfacts.search.names.registry import EntityRegistry
from policyfacts.search.names.resolving import UnresolvedName
from policyfacts.search.parse.match_modes import MatchModes
from policyfacts.search.sets.fact_sets import SetKey
from policyfacts.search.sets.filters import Condition, InAny, NotInAny
from policyfacts.search.sets.text_query import TextQuery
from policyfacts.vocabulary import Dimension

Canonical: TypeAlias = dict[str, Any]
Read: TypeAlias = Callable[[str, str], str]
Keys: TypeAlias = Callable[[str], Iterable[SetKey]]


class TooManyErrors(Exception):
    """Enough is wrong to say so."""


@dataclass
class QueryParser:
    """What has been understood of a question so far, and what has not."""

    asked: FactFilters
    registry: EntityRegistry
    conditions: list[Condition] = field(default_factory=list)
    canonical: Canonical = field(default_factory=dict)
    errors: list[ParameterError] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    text: TextQuery | None = None

    def __post_init__(self) -> None:
        self.readings = MatchModes.of(self.asked)

    def family(self, dimension: Dimension, read: Read) -> None:
        """`x`, `x_all` and `x_not` read their values in the same way."""
        self.dimension(dimension, read)
        every, none = f"{dimension}_all", f"{dimension}_not"
        if getattr(self.asked, every):
            self.each_of(every, read, self._keys(dimension))
        if excluded := self.values(none, read):
            keys = frozenset(self.readings.key(dimension, it) for it in excluded)
            self.conditions.append(NotInAny(none, keys))

    def dimension(self, dimension: Dimension, read: Read) -> None:
        """A parameter that has the name of its dimension."""
        if getattr(self.asked, dimension):
            self.any_of(dimension.value, read, self._keys(dimension))

    def any_of(self, parameter: str, read: Read, keys: Keys) -> None:
        """At least one of the values must hold."""
        values = self.values(parameter, read)
        if values:
            all_keys = frozenset(key for value in values for key in keys(value))
            self.conditions.append(InAny(parameter, all_keys))

    def each_of(self, parameter: str, read: Read, keys: Keys) -> None:
        """All of the values must hold."""
        for value in self.values(parameter, read):
            self.conditions.append(InAny(parameter, frozenset(keys(value))))

    def values(self, parameter: str, read: Read) -> list[str]:
        """Canonical values of a parameter; what cannot be read becomes a fault."""
        asked = getattr(self.asked, parameter)
        if not asked:
            return []
        found: dict[str, None] = {}
        for written in asked:
            try:
                found[read(parameter, written)] = None
            except UnresolvedName as error:
                self.refuse(error.error)
        if found:
            self.canonical[parameter] = sorted(found)
        return sorted(found)

    def keep(self, *parameters: str) -> None:
        """What is asked as it is written is canonical already."""
        for parameter in parameters:
            if getattr(self.asked, parameter) is not None:
                self.canonical[parameter] = getattr(self.asked, parameter)

    def refuse(self, fault: ParameterError) -> None:
        """Note what cannot be read; TooManyFaults where that is enough."""
        self.errors.append(fault)
        if len(self.errors) >= MAX_ERRORS:
            raise TooManyErrors

    def _keys(self, dimension: Dimension) -> Keys:
        return lambda value: [self.readings.key(dimension, value)]
