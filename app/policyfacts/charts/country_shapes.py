"""The shapes of countries, as `scripts/world_map.py` made them."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from itertools import accumulate

_MIN_SIZE = 16  # units; on a wide screen some six pixels
_numbers_of = re.compile(r"-?\d+").findall


@dataclass(frozen=True)
class Atlas:
    """Countries by alpha-2 code: those that can be seen as paths, the smallest as dots."""

    width: int
    height: int
    paths: Mapping[str, str]
    dots: Mapping[str, tuple[int, int]]

    @cached_property
    def small(self) -> Mapping[str, tuple[int, int]]:
        """The centre of each country whose path is too small to be seen well."""
        boxes = {code: _box_of(path) for code, path in self.paths.items()}
        return {
            code: ((left + right) // 2, (top + bottom) // 2)
            for code, (left, top, right, bottom) in boxes.items()
            if max(right - left, bottom - top) < _MIN_SIZE
        }


def _box_of(path: str) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom of a path, whose rings are a point and steps from it."""
    rings = [[int(number) for number in _numbers_of(ring)] for ring in path.split("M")[1:]]
    across = [x for ring in rings for x in accumulate(ring[::2])]
    down = [y for ring in rings for y in accumulate(ring[1::2])]
    return min(across), min(down), max(across), max(down)


@cache
def read_atlas() -> Atlas:
    """Read the map of the package."""
    file = files("policyfacts.charts") / "world.json"
    return Atlas(**json.loads(file.read_text(encoding="utf-8")))
