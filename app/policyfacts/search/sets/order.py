"""The default order of facts: positions, of which sets speak, and numbers, of which tables do."""

from array import array
from collections.abc import Iterable, Mapping, Sequence

from pyroaring import BitMap

from policyfacts.models import NOWHERE


class FactOrder:
    """Leads from the position of a fact to its number in the tables, and back."""

    def __init__(self, stored: Mapping[str, Sequence[int]]) -> None:
        self._numbers = stored["facts"]
        self._positions = stored["positions"]

    def everything(self) -> Sequence[int]:
        """Numbers of all facts in default order."""
        return [number for number in self._numbers if number != NOWHERE]

    def numbers(self, positions: Iterable[int]) -> list[int]:
        """Numbers of the facts at these positions."""
        return list(map(self._numbers.__getitem__, positions))

    def positions(self, numbers: Iterable[int]) -> list[int]:
        """Positions of the facts with these numbers."""
        return list(map(self._positions.__getitem__, numbers))

    def set_of(self, numbers: Iterable[int]) -> BitMap:
        """The positions of the facts with these numbers, as a set."""
        return BitMap(array("I", map(self._positions.__getitem__, numbers)))
