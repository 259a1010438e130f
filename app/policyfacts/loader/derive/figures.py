"""In which sets a fact is for its figures.

Figures are counted within their fact, from 0, and all first figures have sets of their own, as all
second ones have: so that conditions on one and the same figure are met by sets.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeAlias

Key: TypeAlias = tuple[str, str]


def keys_of_figures(figures: Iterable[tuple[str, str, date | None, date | None]]) -> Iterator[Key]:
    """Sets of a fact by its figures in their order: measure, unit, first and last day of each.

    A figure without days has those of its fact, which have sets already.
    """
    for place, (measure, unit, start, end) in enumerate(figures):
        yield "figure", str(place)
        yield f"figure_{place}_measure", measure
        yield f"figure_{place}_unit", unit
        if start is not None and end is not None:
            yield f"figure_{place}", "dated"
            yield from ((f"figure_{place}_start", part) for part in parts_of_day(start))
            yield from ((f"figure_{place}_end", part) for part in parts_of_day(end))


def parts_of_day(day: date) -> tuple[str, str, str]:
    """Its year, its month, and its day of the month (as in `---17`, ISO 8601)."""
    text = day.isoformat()
    return text[:4], text[:7], f"---{text[8:]}"
