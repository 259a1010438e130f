"""The sets of one release, and the default order of its facts, as they were stored."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TypeAlias

from pyroaring import BitMap

from policyfacts.models import NO_ORDINAL
from policyfacts.models.ordinals import BLOCK, FILLED

SetKey: TypeAlias = tuple[str, str]
_EVERYTHING: SetKey = ("all", "")
# To look for so few members in each set costs less than to count bits.
_MAX_LISTED = 4000
_YEAR_LENGTH = 4
# Before the name of a set of what facts have through parties: of those parties that are named.
NAMED, UNNAMED = "by_name_", "unnamed_"
_ONLY_UNNAMED = "only_unnamed_"


class FactSets:
    """Ordinals of facts by dimension and value; no set ever changes."""

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
        """Return the ordinals under a key; none where no fact has that value."""
        ordinals = self._find(key)
        return ordinals if ordinals is not None else BitMap()

    def _find(self, key: SetKey) -> BitMap | None:
        dimension, value = key
        if not dimension.startswith(NAMED):
            return self._sets.get(key)
        base = dimension.removeprefix(NAMED)
        return self.get((base, value)) - self.get((_ONLY_UNNAMED + base, value))

    def everything(self) -> BitMap:
        """Return all ordinals."""
        return self.get(_EVERYTHING)

    def values(self, dimension: str) -> Sequence[str]:
        """Return the values that at least one fact has, through whatever parties."""
        base = dimension.removeprefix(NAMED).removeprefix(UNNAMED)
        return self._values.get(base, ())

    def years(self, dimension: str) -> Sequence[str]:
        """Return the years of a dimension of days in which at least one fact's day lies."""
        return self._years.get(dimension, ())

    def union(self, keys: Iterable[SetKey]) -> BitMap:
        """Return the ordinals under any of the keys."""
        # A year, month or day has no set where no fact lies in it.
        sets = [members for key in keys if (members := self._find(key)) is not None]
        return BitMap.union(*sets) if sets else BitMap()

    def as_bits(self, ordinals: BitMap) -> BitMap:
        """Return the same facts as maps of bits: what they share with others is counted soonest."""
        is_some = _MAX_LISTED < len(ordinals) < len(self.everything())
        return ordinals | self._filled if is_some else ordinals

    @cached_property
    def _filled(self) -> BitMap:
        """What fills the gaps between ordinals; no set of facts has any of it."""
        last = self.everything().max() if self.everything() else 0
        blocks = range(0, last + 1, BLOCK)
        return BitMap(array("I", [block + offset for block in blocks for offset in FILLED]))


class FactOrder:
    """The default order of facts: ordinals, of which sets are made, and numbers in the tables."""

    def __init__(self, stored: Mapping[str, Sequence[int]]) -> None:
        self._numbers = stored["facts"]
        self._ordinals = stored["positions"]

    def everything(self) -> Sequence[int]:
        """Return the numbers of all facts in default order."""
        return [number for number in self._numbers if number != NO_ORDINAL]

    def numbers(self, ordinals: Iterable[int]) -> list[int]:
        """Return the numbers of the facts at these ordinals."""
        return list(map(self._numbers.__getitem__, ordinals))

    def ordinals(self, numbers: Iterable[int]) -> list[int]:
        """Return the ordinals of the facts with these numbers, in the same order."""
        return list(map(self._ordinals.__getitem__, numbers))

    def ordinal_set(self, numbers: Iterable[int]) -> BitMap:
        """Return the ordinals of the facts with these numbers, as a set."""
        return BitMap(array("I", map(self._ordinals.__getitem__, numbers)))
