"""A scale of numbers of facts in a few steps, each several times as high as the one before."""

import math
from bisect import bisect_left
from collections.abc import Iterable

MAX_STEPS = 5
# Which of the shades are used where there are fewer steps, so that none is hard to see.
_SHADES = ((), (4,), (2, 5), (2, 3, 5), (2, 3, 4, 5), (1, 2, 3, 4, 5))


class Steps:
    """Steps from 1 to the highest number; fewer of them where there are few numbers."""

    def __init__(self, counts: Iterable[int]) -> None:
        self._highest = _choose_highest(max(counts, default=0))
        self.shades = _SHADES[len(self._highest)]

    def shade(self, count: int) -> int:
        """Return the shade of a number, from 1 to `MAX_STEPS`; 0 for the number 0."""
        return 0 if count < 1 else self.shades[bisect_left(self._highest, count)]

    def names(self) -> list[str]:
        """Return each step as people read it, such as `3–10`."""
        lowest = [1, *(highest + 1 for highest in self._highest)]
        pairs = zip(lowest, self._highest, strict=False)
        return [f"{low:,}" if low == high else f"{low:,}–{high:,}" for low, high in pairs]


def _choose_highest(maximum: int) -> list[int]:
    """Choose the highest number of each step: round ones, evenly apart by their ratios."""
    if maximum <= MAX_STEPS:
        return list(range(1, maximum + 1))
    even = (maximum ** (number / MAX_STEPS) for number in range(1, MAX_STEPS))
    return [*sorted({highest for highest in map(_round, even) if highest < maximum}), maximum]


def _round(number: float) -> int:
    """Return the nearest of 1, 2, 5, 10, 20, 50 ..., by ratio."""
    scale = 10 ** math.floor(math.log10(number))
    digit = min((1, 2, 5, 10), key=lambda digit: abs(math.log(number / (digit * scale))))
    return int(digit * scale)
