"""Conditions that take SQL as well, as sets: words and figures."""

from pyroaring import BitMap

from policyfacts.selection.figure_sets import match_figures
from policyfacts.selection.filters import HasFigure, HasText
from policyfacts.selection.matching import Matcher
from policyfacts.selection.snapshot import View
from policyfacts.selection.text_search import match_text


def matcher_for(view: View) -> Matcher:
    """Evaluates any filter over a view."""

    def search(condition: HasText | HasFigure) -> BitMap:
        if isinstance(condition, HasText):
            return match_text(view, condition.query)
        return BitMap.union(BitMap(), *match_figures(view, condition).values())

    return Matcher(view.snapshot.sets, search, view.known)
