"""Figures as rows: the facts that are asked for, and which of their figures."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from policyfacts.queries.facts import list_bodies
from policyfacts.queries.figures import list_figures as list_rows
from policyfacts.schemas.questions import FigureQuestion
from policyfacts.selection.filters import AnyOf, FactFilter, HasFigure, InTime
from policyfacts.selection.pages import give_cursor, read_cursor
from policyfacts.selection.questions import ReadQuestion, read_question
from policyfacts.selection.readings import times_of
from policyfacts.selection.searching import figure_parameters, matcher_for
from policyfacts.selection.snapshot import View
from policyfacts.vocabulary import DateMatch, Dimension

_ANY_FIGURE = HasFigure("measure", frozenset(), frozenset(), -1.7e308, 1.7e308)


@dataclass(frozen=True)
class FoundFigure:
    """One figure: its fact, and its number among the fact's figures, from 0."""

    fact: Mapping[str, Any]
    number: int


@dataclass(frozen=True)
class FigurePage:
    """Figures on one page."""

    figures: Sequence[FoundFigure]
    total: int
    next_cursor: str | None
    canonical: Mapping[str, Any]
    warnings: Sequence[str]


def list_figures(view: View, asked: FigureQuestion, *, is_whole: bool = False) -> FigurePage:
    """The page that is asked for, or all that match.

    Years and dates are those of the figures, not of their facts.
    """
    question = read_question(asked, view.snapshot.catalogue)
    start = read_cursor(view, _asked_of_figures(question), asked.cursor)
    rows = _matching_rows(view, asked, question)
    end = len(rows) if is_whole else min(start + asked.limit, len(rows))
    is_last = end == len(rows) or end == start
    return FigurePage(
        figures=_with_facts(view, rows[start:end]),
        total=len(rows),
        next_cursor=None if is_last else give_cursor(view, _asked_of_figures(question), end),
        canonical=question.canonical,
        warnings=question.warnings,
    )


def _asked_of_figures(question: ReadQuestion) -> dict[str, Any]:
    """What a cursor is bound to: one of facts is no cursor of figures."""
    return {**question.canonical, "path": "/v1/figures"}


def _matching_rows(
    view: View, asked: FigureQuestion, question: ReadQuestion
) -> list[Mapping[str, Any]]:
    wanted = question.wanted
    of_figure = next((it for it in wanted.conditions if isinstance(it, HasFigure)), _ANY_FIGURE)
    of_fact = FactFilter(tuple(it for it in wanted.conditions if not _is_of_figure(it)))
    facts = matcher_for(view).match(of_fact)
    times = times_of(asked)
    return [
        {str(name): value for name, value in row.items()}
        for row in list_rows(view.connection, figure_parameters(of_figure))
        if row["fact"] in facts and all(_is_in(row["start"], row["end"], it) for it in times)
    ]


def _is_of_figure(condition: object) -> bool:
    """Whether a condition speaks of the figure itself: what it measures, and when."""
    is_year = isinstance(condition, AnyOf) and condition.parameter == Dimension.YEAR
    return is_year or isinstance(condition, HasFigure | InTime)


def _is_in(start: date, end: date, time: InTime) -> bool:
    if time.match is DateMatch.WITHIN:
        return any(first <= start and end <= last for first, last in time.spans)
    return any(start <= last and first <= end for first, last in time.spans)


def _with_facts(view: View, rows: Sequence[Mapping[str, Any]]) -> list[FoundFigure]:
    positions = list(dict.fromkeys(row["fact"] for row in rows))
    bodies = list_bodies(view.connection, positions)
    facts = {at: json.loads(body) for at, body in zip(positions, bodies, strict=True)}
    return [FoundFigure(facts[row["fact"]], row["figure"]) for row in rows]
