"""Conditions that take SQL as well, as sets: words and figures."""

from pyroaring import BitMap

from policyfacts.search.results.figure_sets import match_figures
from policyfacts.search.results.text_search import match_text
from policyfacts.search.sets.filters import HasFigure, TextMatch
from policyfacts.search.sets.matcher import Matcher
from policyfacts.search.snapshot import ReadSession


def matcher_for(session: ReadSession) -> Matcher:
    """Evaluates any filter over a view."""

    def search(condition: TextMatch | HasFigure) -> BitMap:
        if isinstance(condition, TextMatch):
            return match_text(session, condition.query)
        return BitMap.union(BitMap(), *match_figures(session, condition).values())

    return Matcher(session.snapshot.sets, search, session.condition_cache)
