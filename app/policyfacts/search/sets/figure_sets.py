"""Which facts have a figure as wanted, and which of their figures it is: a set for each index.

A figure is known by its fact and its index there, from 0. Conditions on one and the same figure are
met index by index: all first figures have sets of their own, as all second ones have.
"""

from collections.abc import Mapping

from pyroaring import BitMap
from sqlalchemy import Connection

from policyfacts.queries.figures import list_figures_between
from policyfacts.search.sets.days import match_days
from policyfacts.search.sets.fact_sets import FactOrder, FactSets
from policyfacts.search.sets.filters import MAX_VALUE, DateRange, HasFigure


def match_figures(
    connection: Connection, sets: FactSets, order: FactOrder, condition: HasFigure
) -> dict[int, BitMap]:
    """Return the ordinals of the facts that have a figure as wanted, by the figure's index."""
    with_value = _match_values(connection, order, condition)
    matches = {}
    for index in sorted(map(int, sets.values("figure"))):
        facts = sets.get(("figure", str(index)))
        for member, words in (("measure", condition.measures), ("unit", condition.units)):
            if words:
                facts = facts & sets.union((f"figure_{index}_{member}", word) for word in words)
        if with_value is not None:
            facts = facts & with_value.get(index, BitMap())
        matches[index] = facts
    return matches


def figures_in_range(sets: FactSets, index: int, dates: DateRange) -> BitMap:
    """Return the ordinals of the facts whose figure at this index is of these dates.

    A figure without a period of its own has the date of its fact.
    """
    dated = sets.get((f"figure_{index}", "dated"))
    own = (match_days(sets, f"figure_{index}", *span, dates.match) for span in dates.spans)
    of_fact = (match_days(sets, "date", *span, dates.match) for span in dates.spans)
    return BitMap.union(BitMap(), *own) & dated | BitMap.union(BitMap(), *of_fact) - dated


def _match_values(
    connection: Connection, order: FactOrder, condition: HasFigure
) -> Mapping[int, BitMap] | None:
    """Return the ordinals by value, index by index; None where any value will do."""
    least, most = condition.min_value, condition.max_value
    if least <= -MAX_VALUE and most >= MAX_VALUE:
        return None
    numbers = list_figures_between(connection, least, most, condition.units)
    return {index: order.ordinal_set(of_index) for index, of_index in numbers.items()}
