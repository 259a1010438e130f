"""The default order of facts: ordinals, of which sets speak, and numbers, of which tables do."""

from array import array
from collections.abc import Iterable, Mapping, Sequence

from pyroaring import BitMap

from policyfacts.models import NOWHERE


class FactOrder:
    """Leads from the ordinal of a fact to its number in the tables, and back."""

    def __init__(self, stored: Mapping[str, Sequence[int]]) -> None:
        self._numbers = stored["facts"]
        self._ordinals = stored["positions"]

    def everything(self) -> Sequence[int]:
        """Numbers of all facts in default order."""
        return [number for number in self._numbers if number != NOWHERE]

    def numbers(self, ordinals: Iterable[int]) -> list[int]:
        """Numbers of the facts at these ordinals."""
        return list(map(self._numbers.__getitem__, ordinals))

    def ordinals(self, numbers: Iterable[int]) -> list[int]:
        """Positions of the facts with these numbers."""
        return list(map(self._ordinals.__getitem__, numbers))

    def set_of(self, numbers: Iterable[int]) -> BitMap:
        """The ordinals of the facts with these numbers, as a set."""
        return BitMap(array("I", map(self._ordinals.__getitem__, numbers)))
