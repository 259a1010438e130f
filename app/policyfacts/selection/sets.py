"""The sets of one release, opened as they are asked for."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from pyroaring import BitMap

SetKey: TypeAlias = tuple[str, str]
_EVERYTHING: SetKey = ("all", "")


class FactSets:
    """Positions of facts by dimension and value; a set never changes once it is open."""

    def __init__(self, stored: Mapping[SetKey, bytes]) -> None:
        self._stored = stored
        self._open: dict[SetKey, BitMap] = {}
        self._values: dict[str, list[str]] = {}
        for dimension, value in stored:
            self._values.setdefault(dimension, []).append(value)

    def get(self, key: SetKey) -> BitMap:
        """The positions under a key; empty where no fact has that value."""
        found = self._open.get(key)
        if found is None:
            stored = self._stored.get(key)
            found = BitMap.deserialize(stored) if stored is not None else BitMap()
            if stored is not None:
                self._open[key] = found
        return found

    def everything(self) -> BitMap:
        """All positions."""
        return self.get(_EVERYTHING)

    def values(self, dimension: str) -> list[str]:
        """Values that at least one fact has."""
        return self._values.get(dimension, [])

    def union(self, keys: Iterator[SetKey]) -> BitMap:
        """Positions under any of the keys."""
        return BitMap.union(BitMap(), *(self.get(key) for key in keys))
