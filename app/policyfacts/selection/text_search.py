"""Which facts hold the words asked for, and which fit best."""

from pyroaring import BitMap

from policyfacts.queries.texts import find_numbers, rate_numbers
from policyfacts.selection.snapshot import View
from policyfacts.selection.texts import TextQuery


def match_text(view: View, query: TextQuery) -> BitMap:
    """Positions of the facts that hold every phrase."""
    return view.snapshot.order.set_of(find_numbers(view.connection, query.spelled()))


def rank_text(view: View, query: TextQuery) -> list[int]:
    """Positions of the same facts, those that fit best first.

    Where the words asked for stand side by side, a fact fits better than where they do not.
    """
    ratings = rate_numbers(view.connection, query.spelled())
    words = [term for phrase in query.spelled() for term in phrase]
    together = set(find_numbers(view.connection, [words])) if len(query.phrases) > 1 else set()
    positions = view.snapshot.order.positions(ratings)
    ranked = sorted(
        (number not in together, rating, position)
        for (number, rating), position in zip(ratings.items(), positions, strict=True)
    )
    return [position for _, _, position in ranked]


def list_unknown(view: View, query: TextQuery) -> list[str]:
    """Words and phrases that no fact at all holds, as they were asked for."""
    asked = zip(query.spelled(), query.written, strict=True)
    return [written for phrase, written in asked if not find_numbers(view.connection, [phrase])]
