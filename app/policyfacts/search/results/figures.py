"""Figures as rows: the facts that match, and which of their figures."""

import json
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, reduce
from itertools import islice
from operator import and_
from typing import Any

from pyroaring import BitMap

from policyfacts.schemas.params.lists import FactRowParams
from policyfacts.search.parse.parser import date_ranges
from policyfacts.search.parse.query import ParsedQuery, parse_query
from policyfacts.search.results.date_warnings import overlap_warning
from policyfacts.search.results.figure_rows import list_figures
from policyfacts.search.results.nothing_found import NothingFound, explain_nothing
from policyfacts.search.results.own_texts import sentence_warnings
from policyfacts.search.results.paging import make_cursor, read_cursor
from policyfacts.search.sets.fact_sets import FactSets
from policyfacts.search.sets.figure_sets import figures_in_range, match_figures
from policyfacts.search.sets.filters import (
    ANY_FIGURE,
    DateRange,
    FactFilter,
    HasFigure,
    InAny,
    in_own_texts,
)
from policyfacts.search.snapshot import ReadSession
from policyfacts.vocabulary import DateMatch, Dimension


@dataclass(frozen=True)
class FigureHits:
    """The figures on a page: each the ordinal of its fact, and its index there, from 0."""

    figures: Sequence[tuple[int, int]]
    total: int
    next_cursor: str | None
    canonical: Mapping[str, Any]
    warnings: Sequence[str]


def find_figures(session: ReadSession, params: FactRowParams, *, unlimited: bool) -> FigureHits:
    """Find the figures on a page, or all that match.

    Years and dates are those of the figures, not of their facts.
    """
    query = parse_query(params, session.snapshot.registry)
    # A cursor of facts is no cursor of figures.
    bound_to = {**query.canonical, "path": "/v1/figures"}
    start = read_cursor(session, bound_to, params.cursor)
    candidates = _find_candidates(session, query)
    ranges = date_ranges(params)
    matches = _restrict(candidates, ranges, session.snapshot.sets)
    total = _count(matches)
    nothing_found = None if total else _explain_nothing(session, query, ranges)
    end = total if unlimited else min(start + params.limit, total)
    is_last = end in (total, start)
    return FigureHits(
        figures=list(islice(_figures_from(matches, start), max(end - start, 0))),
        total=total,
        next_cursor=None if is_last else make_cursor(session, bound_to, end),
        canonical=query.canonical,
        warnings=[
            *query.warnings,
            *_date_warnings(session, candidates, ranges, total),
            *_sentence_warnings(session, query, ranges, total),
            *(nothing_found.warnings("figure") if nothing_found else ()),
        ],
    )


def read_figures(session: ReadSession, figures: Sequence[tuple[int, int]]) -> list[dict[str, Any]]:
    """Read figures as rows, each with as much of its fact as is needed to read it."""
    ordinals = list(dict.fromkeys(ordinal for ordinal, _ in figures))
    bodies = session.bodies(ordinals)
    rows = {
        ordinal: list(list_figures(json.loads(body)))
        for ordinal, body in zip(ordinals, bodies, strict=True)
    }
    return [rows[ordinal][index] for ordinal, index in figures]


def _find_candidates(session: ReadSession, query: ParsedQuery) -> dict[int, BitMap]:
    """Return the facts that have such a figure, whatever their dates, by the figure's index."""
    of_figure, of_fact = _split(query.fact_filter)
    facts = session.matcher.match(of_fact)
    return {index: having & facts for index, having in _match(session, of_figure).items()}


def _split(fact_filter: FactFilter) -> tuple[HasFigure, FactFilter]:
    """Return what a filter wants of figures, whatever their dates, and of their facts."""
    conditions = fact_filter.conditions
    of_figure = next((each for each in conditions if isinstance(each, HasFigure)), ANY_FIGURE)
    return of_figure, FactFilter(tuple(each for each in conditions if not _is_of_figure(each)))


def _match(session: ReadSession, of_figure: HasFigure) -> dict[int, BitMap]:
    snapshot = session.snapshot
    return match_figures(session.connection, snapshot.sets, snapshot.order, of_figure)


def _restrict(
    candidates: Mapping[int, BitMap], ranges: Sequence[DateRange], sets: FactSets
) -> dict[int, BitMap]:
    """Return those of the figures that are of all these dates."""
    return {
        index: reduce(and_, (figures_in_range(sets, index, dates) for dates in ranges), facts)
        for index, facts in candidates.items()
    }


def _count(figures: Mapping[int, BitMap]) -> int:
    return sum(map(len, figures.values()))


def _figures_from(figures: Mapping[int, BitMap], start: int) -> Iterator[tuple[int, int]]:
    """Yield ordinals with indexes of figures, in order of both, after the first `start`."""
    facts = BitMap.union(BitMap(), *figures.values())
    if start >= _count(figures):
        return

    def count_up_to(ordinal: int) -> int:
        return sum(having.rank(ordinal) for having in figures.values())

    first = bisect_right(range(facts.max() + 1), start, key=count_up_to)
    passed = start - (count_up_to(first - 1) if first else 0)
    rest = (
        (ordinal, index)
        for ordinal in facts.iter_equal_or_larger(first)
        for index, having in figures.items()
        if ordinal in having
    )
    yield from islice(rest, passed, None)


def _date_warnings(
    session: ReadSession, candidates: Mapping[int, BitMap], ranges: Sequence[DateRange], total: int
) -> list[str]:
    """Return a warning where more figures overlap the dates than lie within them."""
    wider = [replace(dates, match=DateMatch.OVERLAPS) for dates in ranges]
    if wider == list(ranges):
        return []
    more = _count(_restrict(candidates, wider, session.snapshot.sets)) - total
    return [overlap_warning("figure", more)] if more else []


def _sentence_warnings(
    session: ReadSession, query: ParsedQuery, ranges: Sequence[DateRange], total: int
) -> list[str]:
    """Return a warning where figures are found by words of their facts' sentences."""
    own = in_own_texts(query.fact_filter)
    if own == query.fact_filter:
        return []
    candidates = _find_candidates(session, replace(query, fact_filter=own))
    own_total = _count(_restrict(candidates, ranges, session.snapshot.sets))
    return sentence_warnings("figure", total - own_total, total)


def _explain_nothing(
    session: ReadSession, query: ParsedQuery, ranges: Sequence[DateRange]
) -> NothingFound:
    """Explain why a query finds no figures of these dates."""

    @cache
    def dated(of_figure: HasFigure) -> dict[int, BitMap]:
        return _restrict(_match(session, of_figure), ranges, session.snapshot.sets)

    def count(fact_filter: FactFilter) -> int:
        of_figure, of_fact = _split(fact_filter)
        facts = session.matcher.match(of_fact)
        return sum(having.intersection_cardinality(facts) for having in dated(of_figure).values())

    return explain_nothing(session, query, count)


def _is_of_figure(condition: object) -> bool:
    """Return True where a condition is on the figure itself: what it measures, and when."""
    is_year = isinstance(condition, InAny) and condition.parameter == Dimension.YEAR
    return is_year or isinstance(condition, HasFigure | DateRange)
