"""Sets that follow from others: so that each value has one set under each reading of it."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from pyroaring import BitMap

Key: TypeAlias = tuple[str, str]

# A region is meant where it is named, or a country of it; an organization where it or an organ is.
_EITHER = {
    "region_any": ("region_named", "region_members"),
    "organization_any": ("organization_organs", "organization_members"),
}


def join_sets(sets: Mapping[Key, BitMap]) -> Iterator[tuple[Key, BitMap]]:
    """The sets that questions for any of two readings, or for whole years, are answered from."""
    for joined, parts in _EITHER.items():
        for value in sorted({value for dimension, value in sets if dimension in parts}):
            found = (sets.get((part, value), BitMap()) for part in parts)
            yield (joined, value), BitMap.union(*found)
    for year in sorted({value for dimension, value in sets if dimension == "year"}):
        within = _from_to(sets, "date", year) | _from_to(sets, "term", year)
        if within:
            yield ("year_within", year), within


def _from_to(sets: Mapping[Key, BitMap], span: str, year: str) -> BitMap:
    """Facts whose date, or term, begins and ends in a year."""
    start, end = (sets.get((f"{span}_{side}", year), BitMap()) for side in ("start", "end"))
    return start & end
