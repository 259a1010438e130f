"""Which facts have a figure as wanted, and at which place: in sets, one for each place.

A figure is known by its fact and its place there, from 0. What is asked of one and the same figure
is met place by place: all first figures have sets of their own, as all second ones have.
"""

from collections.abc import Iterator, Mapping

from pyroaring import BitMap

from policyfacts.queries.figures import list_figures_between
from policyfacts.search.sets.fact_sets import FactSets
from policyfacts.search.sets.filters import LARGEST, DateRange, HasFigure
from policyfacts.search.sets.matcher import meeting
from policyfacts.search.snapshot import ReadSession


def match_figures(session: ReadSession, wanted: HasFigure) -> dict[int, BitMap]:
    """Positions of the facts that have a figure as wanted, by its place."""
    sets, values = session.snapshot.sets, _match_values(session, wanted)
    found = {}
    for place in _places(sets):
        figures = sets.get(("figure", str(place)))
        for what, words in (("measure", wanted.measures), ("unit", wanted.units)):
            if words:
                figures = figures & sets.union((f"figure_{place}_{what}", it) for it in words)
        if values is not None:
            figures = figures & values.get(place, BitMap())
        found[place] = figures
    return found


def figures_in_time(sets: FactSets, place: int, time: DateRange) -> BitMap:
    """Positions of the facts whose figure at this place is of that time.

    A figure without a time of its own has the date of its fact.
    """
    dated = sets.get((f"figure_{place}", "dated"))
    own = (meeting(f"figure_{place}", *span, time.match, sets) for span in time.spans)
    dates = (meeting("date", *span, time.match, sets) for span in time.spans)
    return BitMap.union(BitMap(), *own) & dated | BitMap.union(BitMap(), *dates) - dated


def _places(sets: FactSets) -> Iterator[int]:
    yield from sorted(map(int, sets.values("figure")))


def _match_values(session: ReadSession, wanted: HasFigure) -> Mapping[int, BitMap] | None:
    """Positions by value, place by place; None where any value will do."""
    if wanted.least <= -LARGEST and wanted.most >= LARGEST:
        return None
    numbers = list_figures_between(session.connection, wanted.least, wanted.most, wanted.units)
    return {place: session.snapshot.order.set_of(it) for place, it in numbers.items()}
