"""Facets: how many facts there would be with each value of a parameter in place of its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from pyroaring import BitMap

from policyfacts.cancellation import check_cancelled
from policyfacts.search.parse.dimension_values import label_of
from policyfacts.search.parse.query import ParsedQuery
from policyfacts.search.sets.filters import FactFilter
from policyfacts.search.snapshot import ReadSession, Snapshot
from policyfacts.vocabulary import Dimension


@dataclass(slots=True)
class FacetCount:
    """A value of a facet; `selected` where the query asks for it."""

    value: str
    label: str
    count: int
    selected: bool


def count_facets(
    session: ReadSession, query: ParsedQuery, dimensions: Sequence[Dimension]
) -> dict[str, list[FacetCount]]:
    """Return each facet with its values, the most frequent first; years in order of time."""
    snapshot = session.snapshot
    # Most dimensions are not filtered by: they count the same facts.
    bases: dict[FactFilter, BitMap] = {}
    facets = {}
    for dimension in dimensions:
        check_cancelled()
        others = query.fact_filter.without(dimension.value)
        if others not in bases:
            bases[others] = snapshot.sets.as_bits(session.matcher.match(others))
        facets[dimension.value] = _count_facet(bases[others], query, dimension, snapshot)
    return facets


def _count_facet(
    base: BitMap, query: ParsedQuery, dimension: Dimension, snapshot: Snapshot
) -> list[FacetCount]:
    selected = {str(value) for value in query.canonical.get(dimension.value, ())}
    count_shared = base.intersection_cardinality
    counts = [
        FacetCount(value, label, count, value in selected)
        for value, label, facts in snapshot.dimension_values.get(dimension, query.match_modes)
        if (count := count_shared(facts)) or value in selected
    ]
    # A selected value is shown even where no fact at all has it.
    for value in sorted(selected - {count.value for count in counts}):
        label = label_of(dimension, value, snapshot.registry)
        counts.append(FacetCount(value, label, 0, selected=True))
    if dimension is Dimension.YEAR:
        return sorted(counts, key=lambda count: int(count.value))
    return sorted(counts, key=lambda count: (-count.count, count.value))
