"""How many facts have which combination of values."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from pyroaring import BitMap

from policyfacts.cancellation import check_cancelled
from policyfacts.schemas.params.lists import StatsParams
from policyfacts.search.parse.dimension_values import DimensionValue
from policyfacts.search.parse.query import ParsedQuery, parse_query
from policyfacts.search.results.date_warnings import date_warnings
from policyfacts.search.results.nothing_found import explain_facts
from policyfacts.search.results.own_texts import find_by_sentence, sentence_warnings
from policyfacts.search.snapshot import ReadSession
from policyfacts.vocabulary import Dimension

# Plain tuples: there may be a hundred thousand, and Python's collector, for which all threads wait,
# looks at each other object again and again.
Group: TypeAlias = tuple[tuple[str, ...], int]
"""A combination of values, one of each dimension, and the number of facts that have it."""


@dataclass(frozen=True)
class Stats:
    """The groups, how many facts were counted, and how many of them stand in a group."""

    dimensions: tuple[Dimension, ...]
    groups: list[Group]
    total: int
    grouped: int
    query: ParsedQuery


def count_groups(session: ReadSession, params: StatsParams) -> Stats:
    """Count the facts that match by group, the largest first."""
    snapshot, matcher = session.snapshot, session.matcher
    query = parse_query(params, snapshot.registry)
    matches = matcher.match(query.fact_filter)
    query.warnings += date_warnings(matcher, query.fact_filter, len(matches))
    by_sentence = find_by_sentence(matcher, query.fact_filter, matches)
    query.warnings += sentence_warnings("fact", len(by_sentence), len(matches))
    if not matches:
        query.warnings += explain_facts(session, query).warnings()
    dimensions = tuple(dict.fromkeys(params.group_by))
    values = [snapshot.dimension_values.get(name, query.match_modes) for name in dimensions]
    groups: list[Group] = []
    grouped = BitMap()
    for combination, facts in _combine(matches, values):
        groups.append((combination, len(facts)))
        grouped |= facts
    groups.sort(key=lambda group: (-group[1], group[0]))
    return Stats(dimensions, groups, len(matches), len(grouped), query)


def _combine(
    matches: BitMap, values: Sequence[Sequence[DimensionValue]]
) -> Iterator[tuple[tuple[str, ...], BitMap]]:
    """Yield every combination of values that a fact has, with the facts that have it."""
    if not values:
        yield (), matches
        return
    check_cancelled()
    for value, _, facts in values[0]:
        shared = matches & facts
        if shared:
            for combination, members in _combine(shared, values[1:]):
                yield (value, *combination), members
