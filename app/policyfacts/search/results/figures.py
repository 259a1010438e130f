"""Figures as rows: the facts that are asked for, and which of their figures."""

import json
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import islice
from operator import and_
from typing import Any

from pyroaring import BitMap

from policyfacts.schemas.params import FigureParams
from policyfacts.search.parse.match_modes import times_of
from policyfacts.search.parse.query import ParsedQuery, parse_query
from policyfacts.search.results.conditions import matcher_for
from policyfacts.search.results.figure_rows import list_figures
from policyfacts.search.results.figure_sets import figures_in_time, match_figures
from policyfacts.search.results.paging import give_cursor, read_cursor
from policyfacts.search.results.spans import overlap_warning
from policyfacts.search.sets.fact_sets import FactSets
from policyfacts.search.sets.filters import ANY_FIGURE, DateRange, FactFilter, HasFigure, InAny
from policyfacts.search.snapshot import ReadSession
from policyfacts.vocabulary import DateMatch, Dimension


@dataclass(frozen=True)
class FoundFigures:
    """Where the figures asked for stand: ordinal of the fact, and number in it, from 0."""

    places: Sequence[tuple[int, int]]
    total: int
    next_cursor: str | None
    canonical: Mapping[str, Any]
    warnings: Sequence[str]


def find_figures(session: ReadSession, asked: FigureParams, *, whole: bool) -> FoundFigures:
    """Figures on the page that is asked for, or all that match.

    Years and dates are those of the figures, not of their facts.
    """
    question = parse_query(asked, session.snapshot.registry)
    start = read_cursor(session, _asked_of_figures(question), asked.cursor)
    candidates = _find_candidates(session, question)
    times = times_of(asked)
    found = _restrict(candidates, times, session.snapshot.sets)
    total = _count(found)
    end = total if whole else min(start + asked.limit, total)
    is_last = end in (total, start)
    return FoundFigures(
        places=list(islice(_places_from(found, start), max(end - start, 0))),
        total=total,
        next_cursor=None if is_last else give_cursor(session, _asked_of_figures(question), end),
        canonical=question.canonical,
        warnings=[*question.warnings, *_date_warnings(session, candidates, times, total)],
    )


def read_figures(session: ReadSession, places: Sequence[tuple[int, int]]) -> list[dict[str, Any]]:
    """Figures as rows, each with as much of its fact as is needed to read it."""
    ordinals = list(dict.fromkeys(fact for fact, _ in places))
    bodies = session.bodies(ordinals)
    rows = {
        ordinal: list(list_figures(json.loads(body)))
        for ordinal, body in zip(ordinals, bodies, strict=True)
    }
    return [rows[fact][number] for fact, number in places]


def _asked_of_figures(question: ParsedQuery) -> dict[str, Any]:
    """What a cursor is bound to: one of facts is no cursor of figures."""
    return {**question.canonical, "path": "/v1/figures"}


def _find_candidates(session: ReadSession, question: ParsedQuery) -> dict[int, BitMap]:
    """Figures as wanted of facts as wanted, whatever their time: facts by place of the figure."""
    wanted = question.wanted
    of_figure = next((it for it in wanted.conditions if isinstance(it, HasFigure)), ANY_FIGURE)
    of_fact = FactFilter(tuple(it for it in wanted.conditions if not _is_of_figure(it)))
    facts = matcher_for(session).match(of_fact)
    return {place: it & facts for place, it in match_figures(session, of_figure).items()}


def _restrict(
    candidates: Mapping[int, BitMap], times: Sequence[DateRange], sets: FactSets
) -> dict[int, BitMap]:
    """Those of the figures that are of these times."""
    return {
        place: reduce(and_, (figures_in_time(sets, place, time) for time in times), facts)
        for place, facts in candidates.items()
    }


def _count(figures: Mapping[int, BitMap]) -> int:
    return sum(map(len, figures.values()))


def _places_from(figures: Mapping[int, BitMap], start: int) -> Iterator[tuple[int, int]]:
    """Facts with places of their figures, in order of both, after the first `start`."""
    facts = BitMap.union(BitMap(), *figures.values())
    if start >= _count(figures):
        return

    def count_up_to(ordinal: int) -> int:
        return sum(it.rank(ordinal) for it in figures.values())

    first = bisect_right(range(facts.max() + 1), start, key=count_up_to)
    passed = start - (count_up_to(first - 1) if first else 0)
    rest = (
        (ordinal, place)
        for ordinal in facts.iter_equal_or_larger(first)
        for place, having in figures.items()
        if ordinal in having
    )
    yield from islice(rest, passed, None)


def _date_warnings(
    session: ReadSession, candidates: Mapping[int, BitMap], times: Sequence[DateRange], total: int
) -> list[str]:
    """What the other reading of dates would add."""
    wider = [replace(time, match=DateMatch.OVERLAPS) for time in times]
    if wider == list(times):
        return []
    more = _count(_restrict(candidates, wider, session.snapshot.sets)) - total
    return [overlap_warning("figure", more)] if more else []


def _is_of_figure(condition: object) -> bool:
    """Whether a condition speaks of the figure itself: what it measures, and when."""
    is_year = isinstance(condition, InAny) and condition.parameter == Dimension.YEAR
    return is_year or isinstance(condition, HasFigure | DateRange)
