"""Conditions that take SQL as well, as sets: words and figures."""

from pyroaring import BitMap

from policyfacts.search.results.figure_sets import match_figures
from policyfacts.search.results.text_search import match_text
from policyfacts.search.sets.filters import HasFigure, HasText
from policyfacts.search.sets.matcher import Matcher
from policyfacts.search.snapshot import View


def matcher_for(view: View) -> Matcher:
    """Evaluates any filter over a view."""

    def search(condition: HasText | HasFigure) -> BitMap:
        if isinstance(condition, HasText):
            return match_text(view, condition.query)
        return BitMap.union(BitMap(), *match_figures(view, condition).values())

    return Matcher(view.snapshot.sets, search, view.known)
