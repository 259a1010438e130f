"""Facets: how many facts there would be with each value of a parameter in place of its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from pyroaring import BitMap

from policyfacts.search.parse.match_modes import label_of
from policyfacts.search.parse.query import ParsedQuery
from policyfacts.search.sets.filters import FactFilter
from policyfacts.search.sets.matcher import Matcher
from policyfacts.search.snapshot import Snapshot
from policyfacts.vocabulary import Dimension


@dataclass(slots=True)
class FacetCount:
    """A value of a facet; `selected` where the question asks for it."""

    value: str
    label: str
    count: int
    selected: bool


def count_facets(
    matcher: Matcher, question: ParsedQuery, dimensions: Sequence[Dimension], snapshot: Snapshot
) -> dict[str, list[FacetCount]]:
    """Each facet with its values, the most frequent first; years in order of time."""
    # Most dimensions are not filtered by: they count the same facts.
    bases: dict[FactFilter, BitMap] = {}
    found = {}
    for dimension in dimensions:
        wanted = question.wanted.without(dimension.value)
        if wanted not in bases:
            bases[wanted] = snapshot.sets.as_bits(matcher.match(wanted))
        found[dimension.value] = _count_facet(bases[wanted], question, dimension, snapshot)
    return found


def _count_facet(
    base: BitMap, question: ParsedQuery, dimension: Dimension, snapshot: Snapshot
) -> list[FacetCount]:
    selected = {str(it) for it in question.canonical.get(dimension.value, ())}
    count_shared = base.intersection_cardinality
    counted = [
        FacetCount(value, label, count, value in selected)
        for value, label, facts in snapshot.values.get(dimension, question.readings)
        if (count := count_shared(facts)) or value in selected
    ]
    # What is asked for is shown even where no fact at all has it.
    for value in sorted(selected - {it.value for it in counted}):
        label = label_of(dimension, value, snapshot.registry)
        counted.append(FacetCount(value, label, 0, selected=True))
    if dimension is Dimension.YEAR:
        return sorted(counted, key=lambda it: int(it.value))
    return sorted(counted, key=lambda it: (-it.count, it.value))
