"""The values of each dimension, each with what people call it and the facts that have it."""

from collections.abc import Sequence
from typing import NamedTuple

from pyroaring import BitMap

from policyfacts.search.names.registry import EntityRegistry
from policyfacts.search.parse.match_modes import KINDS, MatchModes, label_of
from policyfacts.search.sets.fact_sets import FactSets
from policyfacts.vocabulary import Dimension


class Valued(NamedTuple):
    """A value, its label, and the ordinals of its facts."""

    value: str
    label: str
    facts: BitMap


class ValueLists:
    """The values that facts of one release have; made when first asked for, and then kept."""

    def __init__(self, sets: FactSets, registry: EntityRegistry) -> None:
        self._sets = sets
        self._catalogue = registry
        self._lists: dict[tuple[Dimension, str], Sequence[Valued]] = {}

    def get(self, dimension: Dimension, readings: MatchModes) -> Sequence[Valued]:
        """The values of a dimension under the readings of a question."""
        key = dimension, readings.set_name(dimension)
        found = self._lists.get(key)
        if found is None:
            found = self._lists[key] = self._list(*key)
        return found

    def _list(self, dimension: Dimension, set_name: str) -> list[Valued]:
        kind, entities = KINDS.get(dimension), self._catalogue.entities
        return [
            Valued(it, label_of(dimension, it, self._catalogue), self._sets.get((set_name, it)))
            for it in self._sets.values(set_name)
            if kind is None or entities[it].kind is kind
        ]
