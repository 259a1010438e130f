"""The shapes of countries, as `scripts/world_map.py` made them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Atlas:
    """Countries by alpha-2 code: those that can be seen as paths, the smallest as dots.

    `without_code` holds, by name, what has no code in ISO 3166-1.
    """

    width: int
    height: int
    paths: Mapping[str, str]
    dots: Mapping[str, tuple[int, int]]
    without_code: Mapping[str, str]


@cache
def read_atlas() -> Atlas:
    """The one map of the package."""
    file = files("policyfacts.drawings") / "world.json"
    return Atlas(**json.loads(file.read_text(encoding="utf-8")))
