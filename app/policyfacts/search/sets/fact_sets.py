"""The sets of one release, as they were stored."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TypeAlias

from pyroaring import BitMap

from policyfacts.models.ordinals import BLOCK, FILLED

SetKey: TypeAlias = tuple[str, str]
_EVERYTHING: SetKey = ("all", "")
# To look for so few members in each set costs less than to count bits.
_FEW = 4000
_YEAR_LENGTH = 4


class FactSets:
    """Positions of facts by dimension and value; no set ever changes."""

    def __init__(self, stored: Mapping[SetKey, bytes]) -> None:
        self._sets = {key: BitMap.deserialize(members) for key, members in stored.items()}
        self._values: dict[str, list[str]] = {}
        for dimension, value in stored:
            self._values.setdefault(dimension, []).append(value)
        self._years = {
            dimension: [value for value in values if len(value) == _YEAR_LENGTH]
            for dimension, values in self._values.items()
        }

    def get(self, key: SetKey) -> BitMap:
        """The ordinals under a key; empty where no fact has that value."""
        found = self._sets.get(key)
        return found if found is not None else BitMap()

    def everything(self) -> BitMap:
        """All ordinals."""
        return self.get(_EVERYTHING)

    def values(self, dimension: str) -> Sequence[str]:
        """Values that at least one fact has."""
        return self._values.get(dimension, ())

    def as_bits(self, found: BitMap) -> BitMap:
        """The same facts as maps of bits, which cost least to count what others share with them."""
        is_some = _FEW < len(found) < len(self.everything())
        return found | self._filled if is_some else found

    @cached_property
    def _filled(self) -> BitMap:
        """What fills the gaps between ordinals; no set of facts has any of it."""
        last = self.everything().max() if self.everything() else 0
        blocks = range(0, last + 1, BLOCK)
        return BitMap(array("I", [block + it for block in blocks for it in FILLED]))

    def years(self, dimension: str) -> Sequence[str]:
        """Years in which at least one fact's day lies, of a dimension of days."""
        return self._years.get(dimension, ())

    def union(self, keys: Iterable[SetKey]) -> BitMap:
        """Positions under any of the keys."""
        # A year, month or day has no set where no fact lies in it.
        found = [members for key in keys if (members := self._sets.get(key)) is not None]
        return BitMap.union(*found) if found else BitMap()
