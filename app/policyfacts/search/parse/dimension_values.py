"""The values of each dimension, each with its label and the facts that have it."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from pyroaring import BitMap

from policyfacts.search.names.registry import EntityRegistry
from policyfacts.search.parse.parser import DIMENSION_KINDS, MatchModes
from policyfacts.search.sets.fact_sets import FactSets
from policyfacts.vocabulary import Dimension


class DimensionValue(NamedTuple):
    """A value, its label, and the ordinals of its facts."""

    value: str
    label: str
    facts: BitMap


class DimensionValues:
    """The values that facts of one release have; listed on first use, and then kept."""

    def __init__(self, sets: FactSets, registry: EntityRegistry) -> None:
        self._sets = sets
        self._registry = registry
        self._lists: dict[tuple[Dimension, str], Sequence[DimensionValue]] = {}

    def get(self, dimension: Dimension, match_modes: MatchModes) -> Sequence[DimensionValue]:
        """Return the values of a dimension under the match modes of a query."""
        key = dimension, match_modes.set_name(dimension)
        values = self._lists.get(key)
        if values is None:
            values = self._lists[key] = self._list(*key)
        return values

    def _list(self, dimension: Dimension, set_name: str) -> list[DimensionValue]:
        kind, registry = DIMENSION_KINDS.get(dimension), self._registry
        return [
            DimensionValue(
                value, label_of(dimension, value, registry), self._sets.get((set_name, value))
            )
            for value in self._sets.values(set_name)
            if kind is None or registry.entities[value].kind is kind
        ]


def label_of(dimension: Dimension, value: str, registry: EntityRegistry) -> str:
    """Return the label of a value: the name behind its id, else the value itself."""
    match dimension:
        case Dimension.COUNTRY | Dimension.REGION | Dimension.ORGANIZATION:
            return registry.entities[value].name
        case Dimension.TOPIC:
            return registry.topics[value].name
        case Dimension.TYPE:
            return registry.types[value].name
        case _:
            return value


def make_labeller(registry: EntityRegistry) -> Callable[[str, str], str]:
    """Make a function that labels values of filters: `label("country", "CN")` is China."""

    def label(name: str, value: str) -> str:
        if name == "entity":
            return registry.entities[value].name
        if name == "measure":
            return registry.measures[value].name
        return label_of(Dimension(name), value, registry) if name in set(Dimension) else value

    return label
