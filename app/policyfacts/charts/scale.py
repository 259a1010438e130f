"""Numbers of facts in a few steps, each several times as high as the one before."""

import math
from bisect import bisect_left
from collections.abc import Iterable

MAX_STEPS = 5
# Which of the shades are used where there are fewer steps, so that none is hard to see.
_SHADES = ((), (4,), (2, 5), (2, 3, 5), (2, 3, 4, 5), (1, 2, 3, 4, 5))


class Steps:
    """Steps from 1 to the highest number; where there are few numbers, fewer steps."""

    def __init__(self, counts: Iterable[int]) -> None:
        self._highest = _choose_highest(max(counts, default=0))
        self.shades = _SHADES[len(self._highest)]

    def shade(self, count: int) -> int:
        """The shade of a number, from 1 to `MAX_STEPS`; 0 where there is nothing to count."""
        return 0 if count < 1 else self.shades[bisect_left(self._highest, count)]

    def names(self) -> list[str]:
        """From where to where each step goes."""
        lowest = [1, *(it + 1 for it in self._highest)]
        pairs = zip(lowest, self._highest, strict=False)
        return [f"{low:,}" if low == high else f"{low:,}–{high:,}" for low, high in pairs]


def _choose_highest(most: int) -> list[int]:
    """The highest number of each step: round ones, evenly apart by their ratios."""
    if most <= MAX_STEPS:
        return list(range(1, most + 1))
    even = (most ** (number / MAX_STEPS) for number in range(1, MAX_STEPS))
    return [*sorted({it for it in map(_round, even) if it < most}), most]


def _round(number: float) -> int:
    """The nearest of 1, 2, 5, 10, 20, 50 ..., by ratio."""
    scale = 10 ** math.floor(math.log10(number))
    return int(min((1, 2, 5, 10), key=lambda it: abs(math.log(number / (it * scale)))) * scale)
