"""The height of a card in a frame of a width: a frame does not fit itself to its content.

Sizes are those of `static/cards.css`, in pixels, for letters as wide as usual ones can be.
"""

from policyfacts.cards.charts import draw_charts
from policyfacts.cards.content import Card
from policyfacts.charts.text_width import BOLD, wrap

_PADDING, _FONT_SIZE, _LINE_HEIGHT = 50.0, 15.0, 21.75
_MIN_SIDE_BY_SIDE = 480  # from this width on charts stand beside the name
_GAP, _CHART_GAP = 20.0, 8.0


def frame_height(card: Card, width: int) -> int:
    """Return the height in pixels in which all of the card can be seen."""
    inner = max(width - _PADDING, _FONT_SIZE)
    statements = sum(
        17
        + _LINE_HEIGHT * _lines(statement.words, inner, _FONT_SIZE)
        + (0 if card.is_single else 18.85 * _lines(statement.when, inner, 13))
        for statement in card.statements
    )
    source = sum(17.4 * _lines(line, inner, 12) for line in card.sources)
    return round(_header_height(card, width, inner) + 16 + statements + 9 + source + 50)


def _header_height(card: Card, width: int, inner: float) -> float:
    if width < _MIN_SIDE_BY_SIDE:
        charts = _charts_height(card, inner)
        return _name_height(card, inner) + (16 + charts if charts else 0)
    share = (inner - _GAP) / 2.15
    charts = _charts_height(card, share * 1.15)
    return max(_name_height(card, share), charts) if charts else _name_height(card, inner)


def _name_height(card: Card, width: float) -> float:
    note = _LINE_HEIGHT * _lines(card.note, width, _FONT_SIZE * BOLD) if card.note else 0
    return 17.4 + 26 * _lines(card.title, width, 20.8 * BOLD) + 10 + note


def _charts_height(card: Card, width: float) -> float:
    heights = [chart.height for chart in draw_charts(card, width)]
    return sum(heights) + _CHART_GAP * (len(heights) - 1) if heights else 0


def _lines(words: str, width: float, size: float) -> int:
    return len(wrap(words, width / size, len(words)))
