"""Drawing by chance, the same on every machine.

Of Python's generator only `random()` is promised to stay as it is, so everything is drawn with it;
weights are sums and quotients, which are exact to the bit everywhere.
"""

from bisect import bisect
from collections.abc import Collection, Iterable, Sequence
from itertools import accumulate, chain, islice
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")


class Ranking(Generic[T]):
    """Things by how common they are: the n-th is drawn 1/n as often as the first (Zipf)."""

    def __init__(self, things: Iterable[T]) -> None:
        self._things = tuple(things)
        self._sums = tuple(accumulate(1 / rank for rank in range(1, len(self._things) + 1)))

    def draw(self, random: Random) -> T:
        """One of the things."""
        return self._things[bisect(self._sums, random.random() * self._sums[-1])]

    def draw_other(self, random: Random, taken: Collection[object]) -> T | None:
        """One that is not taken: the one drawn or the next one down; None where all are taken."""
        first = bisect(self._sums, random.random() * self._sums[-1])
        below = chain(islice(self._things, first, None), islice(self._things, first))
        return next((thing for thing in below if thing not in taken), None)


def shuffled(things: Iterable[T], random: Random) -> list[T]:
    """The things in an order left to chance."""
    return [
        thing for _, _, thing in sorted((random.random(), at, it) for at, it in enumerate(things))
    ]


def pick(things: Sequence[T], random: Random) -> T:
    """One of the things, each as likely."""
    return things[int(random.random() * len(things))]
