"""Random choice that is the same on every machine.

Of Python's generator only `random()` is promised to stay as it is, so every choice is made by it;
weights are sums and quotients, which are exact to the bit everywhere.
"""

from bisect import bisect
from collections.abc import Collection, Iterable, Sequence
from itertools import accumulate, chain, islice
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")


class Ranking(Generic[T]):
    """Items by how common they are: the n-th is drawn 1/n as often as the first (Zipf)."""

    def __init__(self, items: Iterable[T]) -> None:
        self._items = tuple(items)
        self._sums = tuple(accumulate(1 / rank for rank in range(1, len(self._items) + 1)))

    def draw(self, random: Random) -> T:
        """Draw an item."""
        return self._items[bisect(self._sums, random.random() * self._sums[-1])]

    def draw_other(self, random: Random, excluded: Collection[object]) -> T | None:
        """Draw an item, or the next one down that is not excluded; None where all are."""
        first = bisect(self._sums, random.random() * self._sums[-1])
        candidates = chain(islice(self._items, first, None), islice(self._items, first))
        return next((item for item in candidates if item not in excluded), None)


def shuffled(items: Iterable[T], random: Random) -> list[T]:
    """Return the items in random order."""
    keyed = sorted((random.random(), index, item) for index, item in enumerate(items))
    return [item for _, _, item in keyed]


def pick(items: Sequence[T], random: Random) -> T:
    """Pick an item, each with the same probability."""
    return items[int(random.random() * len(items))]
