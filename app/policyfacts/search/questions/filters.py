"""From what a question names to parameters: which filter takes each name, and how they join."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from policyfacts.search.questions.readings import Readings
from policyfacts.vocabulary import EntityKind

# Filters of which facts can have all values, and those whose values can be left out.
FAMILIES = ("country", "region", "organization", "topic")
_OF_KIND = {
    EntityKind.COUNTRY: "country",
    EntityKind.REGION: "region",
    EntityKind.ORGANIZATION: "organization",
}
_ENTITY = "entity"
_PARTY = "party"
_SEVERAL_LISTS = (
    "Only one list of which any will do can be asked for by a filter; this one is not applied."
)


@dataclass(frozen=True)
class FilterValue:
    """A value for a filter, from tokens from `first` to before `last`."""

    first: int
    last: int
    parameter: str
    value: str


def parameter_of(kind: EntityKind) -> str:
    """Return the filter that takes entities of a kind."""
    return _OF_KIND.get(kind, _ENTITY)


@dataclass
class FilterBuilder:
    """Gathers what must hold, one by one or any of a list, and chooses the parameters at the end.

    One value is `country`, several that must all hold are `country_all`, and of a list any is
    `country`; an entity with a role is a `party`.
    """

    readings: Readings
    _all: dict[str, list[FilterValue]] = field(default_factory=lambda: defaultdict(list))
    _any: dict[str, list[list[FilterValue]]] = field(default_factory=lambda: defaultdict(list))

    def add_all(self, values: Iterable[FilterValue]) -> None:
        """Add values of which each must hold."""
        for value in values:
            self._all[value.parameter].append(value)

    def add_any(self, values: Sequence[FilterValue]) -> None:
        """Add values of which any is enough."""
        parameters = {value.parameter for value in values}
        parameter = parameters.pop() if len(parameters) == 1 else _ENTITY
        as_one = [FilterValue(each.first, each.last, parameter, each.value) for each in values]
        self._any[parameter].append(as_one)

    def build(self) -> None:
        """Hand everything to the readings, each value with its parameter."""
        for parameter in (*FAMILIES, _ENTITY, _PARTY):
            lists, singles = self._any.get(parameter, []), self._all.get(parameter, [])
            for each in lists[:1]:
                self._understand(each, parameter)
            for each in lists[1:]:
                self._offer(each, parameter)
            is_alone = not lists and len({value.value for value in singles}) == 1
            self._understand(singles, parameter if is_alone else _all_of(parameter))
        for parameter, values in (*self._all.items(), *self._flat_lists()):
            if parameter not in (*FAMILIES, _ENTITY, _PARTY):
                self._understand(values, parameter)

    def _flat_lists(self) -> list[tuple[str, list[FilterValue]]]:
        return [(name, each) for name, lists in self._any.items() for each in lists]

    def _understand(self, values: Iterable[FilterValue], parameter: str) -> None:
        for value in values:
            self.readings.understand(value.first, value.last, parameter, value.value)

    def _offer(self, values: Sequence[FilterValue], parameter: str) -> None:
        candidates = [{parameter: value.value} for value in values]
        self.readings.offer(values[0].first, values[-1].last, candidates, _SEVERAL_LISTS)


def _all_of(parameter: str) -> str:
    """Return the parameter whose values must all hold: parties take entities of every kind."""
    return f"{_PARTY}_all" if parameter in (_ENTITY, _PARTY) else f"{parameter}_all"
