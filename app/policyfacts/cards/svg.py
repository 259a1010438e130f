"""A card as an SVG image."""

from math import inf

from markupsafe import Markup

from policyfacts.cards.charts import Chart, draw_charts
from policyfacts.cards.content import Card
from policyfacts.cards.typesetting import (
    EDGE,
    INNER,
    KIND,
    NOTE,
    SOURCE,
    STATEMENT,
    TITLE,
    WHEN,
    WIDTH,
    Column,
    draw_background,
)
from policyfacts.charts.markup import element, join
from policyfacts.charts.svg_files import AltText, as_document

CHART_WIDTH = 288.0
_TOP = 22.0
_CHART_GAP, _HEAD_GAP, _LEADING = 8.0, 10.0, 2.0


def draw_card(card: Card, theme: str | None) -> str:
    """Return the card as an SVG document, as high as its content needs."""
    charts, low = place_charts(draw_charts(card, CHART_WIDTH), CHART_WIDTH)
    head = set_head(card, CHART_WIDTH if charts else None)
    body = Column(INNER, max(head.y, low) + _HEAD_GAP)
    _add_statements(body, card)
    body.skip(10)
    body.rule()
    body.skip(4)
    for words in card.sources:
        body.add(words, SOURCE)
    height = round(body.y + 16)
    inside = join([draw_background(height), charts, *head.pieces, *body.pieces])
    return as_document(inside, (WIDTH, height), AltText(card.summary, _describe(card)), theme)


def set_head(card: Card, beside: float | None, lowest: float = inf) -> Column:
    """Set kind, title and note beside charts of a width, or across; down to `lowest` at most."""
    head = Column(INNER - beside - 20 if beside else INNER, 12, lowest - _LEADING - NOTE.height)
    head.add(card.kind.upper(), KIND)
    head.skip(4)
    head.add(card.title, TITLE)
    head.skip(_LEADING)
    head.lowest = lowest
    head.add(card.note, NOTE)
    return head


def place_charts(charts: list[Chart], width: float) -> tuple[Markup, float]:
    """Place charts of a width at the right, below each other; return them and their lower edge."""
    y, pieces = _TOP, []
    for chart in charts:
        place = {"x": WIDTH - EDGE - width, "y": y, "width": width, "height": chart.height}
        pieces.append(element("svg", place, chart.markup))
        y += chart.height + _CHART_GAP
    return join(pieces), y - _CHART_GAP


def _add_statements(body: Column, card: Card) -> None:
    for statement in card.statements:
        body.skip(8)
        body.rule()
        body.skip(4)
        body.add(statement.words, STATEMENT)
        if not card.is_single:
            body.add(statement.when, WHEN)


def _describe(card: Card) -> str:
    """Return all text of the card below its title."""
    statements = (f"{statement.words} ({statement.when})" for statement in card.statements)
    return " ".join((*statements, *card.sources))
