"""How many facts have which combination of values."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pyroaring import BitMap

from policyfacts.schemas.params import StatsParams
from policyfacts.search.parse.query import ParsedQuery, parse_query
from policyfacts.search.results.conditions import matcher_for
from policyfacts.search.results.spans import date_warnings
from policyfacts.search.snapshot import ReadSession, Snapshot
from policyfacts.vocabulary import Dimension


@dataclass(frozen=True)
class Group:
    """A combination of values, one of each dimension, and the number of facts that have it."""

    values: tuple[str, ...]
    count: int


@dataclass(frozen=True)
class Stats:
    """The groups, how many facts were counted, and how many of them stand in a group."""

    dimensions: tuple[Dimension, ...]
    groups: list[Group]
    total: int
    grouped: int
    question: ParsedQuery


def count_groups(session: ReadSession, asked: StatsParams) -> Stats:
    """Groups of the facts that are asked for, the largest first."""
    question = parse_query(asked, session.snapshot.registry)
    matcher = matcher_for(session)
    found = matcher.match(question.wanted)
    question.warnings += date_warnings(matcher, question.wanted, len(found))
    dimensions = tuple(dict.fromkeys(asked.group_by))
    values = [_sets_of(question, it, session.snapshot) for it in dimensions]
    groups, grouped = [], BitMap()
    for combination, facts in _combine(found, values):
        groups.append(Group(combination, len(facts)))
        grouped |= facts
    groups.sort(key=lambda it: (-it.count, it.values))
    return Stats(dimensions, groups, len(found), len(grouped), question)


def _sets_of(
    question: ParsedQuery, dimension: Dimension, snapshot: Snapshot
) -> list[tuple[str, BitMap]]:
    return [(it.value, it.facts) for it in snapshot.values.get(dimension, question.readings)]


def _combine(
    found: BitMap, values: Sequence[Sequence[tuple[str, BitMap]]]
) -> Iterator[tuple[tuple[str, ...], BitMap]]:
    """Every combination that a fact has, with the facts that have it."""
    if not values:
        yield (), found
        return
    for value, facts in values[0]:
        shared = found & facts
        if shared:
            for combination, members in _combine(shared, values[1:]):
                yield (value, *combination), members
