"""The sets of one release, as they were stored."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from pyroaring import BitMap

SetKey: TypeAlias = tuple[str, str]
_EVERYTHING: SetKey = ("all", "")


class FactSets:
    """Positions of facts by dimension and value; no set ever changes."""

    def __init__(self, stored: Mapping[SetKey, bytes]) -> None:
        self._sets = {key: BitMap.deserialize(members) for key, members in stored.items()}
        self._values: dict[str, list[str]] = {}
        for dimension, value in stored:
            self._values.setdefault(dimension, []).append(value)

    def get(self, key: SetKey) -> BitMap:
        """The positions under a key; empty where no fact has that value."""
        found = self._sets.get(key)
        return found if found is not None else BitMap()

    def everything(self) -> BitMap:
        """All positions."""
        return self.get(_EVERYTHING)

    def values(self, dimension: str) -> Sequence[str]:
        """Values that at least one fact has."""
        return self._values.get(dimension, ())

    def union(self, keys: Iterable[SetKey]) -> BitMap:
        """Positions under any of the keys."""
        return BitMap.union(BitMap(), *(self.get(key) for key in keys))
