"""How high a card in a frame becomes at a width: a frame does not fit itself to what it holds.

Sizes are those of `static/cards.css`, in pixels, for letters as wide as usual ones can be.
"""

from policyfacts.cards.charts import draw_charts
from policyfacts.cards.content import Card
from policyfacts.charts.text_width import BOLD, wrap

_AROUND, _LETTER, _LINE = 50.0, 15.0, 21.75
_SIDE_BY_SIDE = 480  # from here on pictures stand beside the name
_GAP, _BELOW = 20.0, 8.0


def frame_height(card: Card, width: int) -> int:
    """The height in which all of the card can be seen."""
    inner = max(width - _AROUND, _LETTER)
    statements = sum(
        17
        + _LINE * _lines(it.words, inner, _LETTER)
        + (0 if card.is_single else 18.85 * _lines(it.when, inner, 13))
        for it in card.statements
    )
    source = sum(17.4 * _lines(it, inner, 12) for it in card.sources)
    return round(_head(card, width, inner) + 16 + statements + 9 + source + 50)


def _head(card: Card, width: int, inner: float) -> float:
    if width < _SIDE_BY_SIDE:
        charts = _charts_height(card, inner)
        return _name(card, inner) + (16 + charts if charts else 0)
    share = (inner - _GAP) / 2.15
    charts = _charts_height(card, share * 1.15)
    return max(_name(card, share), charts) if charts else _name(card, inner)


def _name(card: Card, width: float) -> float:
    note = _LINE * _lines(card.note, width, _LETTER * BOLD) if card.note else 0
    return 17.4 + 26 * _lines(card.title, width, 20.8 * BOLD) + 10 + note


def _charts_height(card: Card, width: float) -> float:
    heights = [it.height for it in draw_charts(card, width)]
    return sum(heights) + _BELOW * (len(heights) - 1) if heights else 0


def _lines(words: str, width: float, size: float) -> int:
    return len(wrap(words, width / size, len(words)))
