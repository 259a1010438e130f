"""Figures as rows: the facts that are asked for, and which of their figures."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from policyfacts.forms.figures import list_figures as list_rows_of
from policyfacts.queries.figures import list_figures as list_rows
from policyfacts.schemas.questions import FigureQuestion
from policyfacts.selection.filters import ANY_FIGURE, AnyOf, FactFilter, HasFigure, InTime
from policyfacts.selection.pages import give_cursor, read_cursor
from policyfacts.selection.questions import ReadQuestion, read_question
from policyfacts.selection.readings import times_of
from policyfacts.selection.searching import figure_parameters, matcher_for
from policyfacts.selection.snapshot import View
from policyfacts.selection.spans import overlap_warning
from policyfacts.vocabulary import DateMatch, Dimension


@dataclass(frozen=True)
class FoundFigures:
    """Where the figures asked for stand: position of the fact, and number in it, from 0."""

    places: Sequence[tuple[int, int]]
    total: int
    next_cursor: str | None
    canonical: Mapping[str, Any]
    warnings: Sequence[str]


def find_figures(view: View, asked: FigureQuestion, *, whole: bool) -> FoundFigures:
    """Figures on the page that is asked for, or all that match.

    Years and dates are those of the figures, not of their facts.
    """
    question = read_question(asked, view.snapshot.catalogue)
    start = read_cursor(view, _asked_of_figures(question), asked.cursor)
    candidates = _list_candidates(view, question)
    times = times_of(asked)
    rows = [row for row in candidates if all(_is_in(row, time) for time in times)]
    end = len(rows) if whole else min(start + asked.limit, len(rows))
    is_last = end == len(rows) or end == start
    return FoundFigures(
        places=[(row["fact"], row["figure"]) for row in rows[start:end]],
        total=len(rows),
        next_cursor=None if is_last else give_cursor(view, _asked_of_figures(question), end),
        canonical=question.canonical,
        warnings=[*question.warnings, *_date_warnings(candidates, times, len(rows))],
    )


def read_figures(view: View, places: Sequence[tuple[int, int]]) -> list[dict[str, Any]]:
    """Figures as rows, each with as much of its fact as is needed to read it."""
    positions = list(dict.fromkeys(fact for fact, _ in places))
    bodies = view.bodies(positions)
    rows = {
        position: list(list_rows_of(json.loads(body)))
        for position, body in zip(positions, bodies, strict=True)
    }
    return [rows[fact][number] for fact, number in places]


def _asked_of_figures(question: ReadQuestion) -> dict[str, Any]:
    """What a cursor is bound to: one of facts is no cursor of figures."""
    return {**question.canonical, "path": "/v1/figures"}


def _list_candidates(view: View, question: ReadQuestion) -> list[Mapping[str, Any]]:
    """Figures as wanted of facts as wanted, whatever their time."""
    wanted = question.wanted
    of_figure = next((it for it in wanted.conditions if isinstance(it, HasFigure)), ANY_FIGURE)
    of_fact = FactFilter(tuple(it for it in wanted.conditions if not _is_of_figure(it)))
    facts = matcher_for(view).match(of_fact)
    rows = list_rows(view.connection, figure_parameters(of_figure))
    positions = view.snapshot.order.positions(row["fact"] for row in rows)
    found = [
        {**row, "fact": position}
        for position, row in zip(positions, rows, strict=True)
        if position in facts
    ]
    return sorted(found, key=lambda row: (row["fact"], row["figure"]))


def _date_warnings(
    candidates: Sequence[Mapping[str, Any]], times: Sequence[InTime], total: int
) -> list[str]:
    """What the other reading of dates would add."""
    wider = [replace(time, match=DateMatch.OVERLAPS) for time in times]
    more = sum(all(_is_in(row, time) for time in wider) for row in candidates) - total
    return [overlap_warning("figure", more)] if more else []


def _is_of_figure(condition: object) -> bool:
    """Whether a condition speaks of the figure itself: what it measures, and when."""
    is_year = isinstance(condition, AnyOf) and condition.parameter == Dimension.YEAR
    return is_year or isinstance(condition, HasFigure | InTime)


def _is_in(figure: Mapping[str, Any], time: InTime) -> bool:
    start, end = figure["start"], figure["end"]
    if time.match is DateMatch.WITHIN:
        return any(first <= start and end <= last for first, last in time.spans)
    return any(start <= last and first <= end for first, last in time.spans)
