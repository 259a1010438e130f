"""Conditions that SQL answers, as sets: words and figures."""

from pyroaring import BitMap

from policyfacts.queries.figures import list_numbers_with
from policyfacts.selection.filters import HasFigure, HasText
from policyfacts.selection.matching import Matcher
from policyfacts.selection.snapshot import View
from policyfacts.selection.text_search import match_text


def matcher_for(view: View) -> Matcher:
    """Evaluates any filter over a view."""

    def search(condition: HasText | HasFigure) -> BitMap:
        if isinstance(condition, HasText):
            return match_text(view, condition.query)
        numbers = list_numbers_with(view.connection, figure_parameters(condition))
        return view.snapshot.order.set_of(numbers)

    return Matcher(view.snapshot.sets, search)


def figure_parameters(wanted: HasFigure) -> dict[str, object]:
    """A condition on figures as parameters of a statement."""
    return {
        "measures": sorted(wanted.measures),
        "units": sorted(wanted.units),
        "least": wanted.least,
        "most": wanted.most,
    }
