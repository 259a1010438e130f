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
    draw_ground,
)
from policyfacts.charts.markup import element, join
from policyfacts.charts.svg_files import AltText, as_document

CHART_WIDTH = 288.0
_TOP = 22.0
_GAP, _BELOW, _LEAD = 8.0, 10.0, 2.0


def draw_card(card: Card, theme: str | None) -> str:
    """The card as a file; as high as what it says needs."""
    charts, low = place_charts(draw_charts(card, CHART_WIDTH), CHART_WIDTH)
    head = set_head(card, CHART_WIDTH if charts else None)
    body = Column(INNER, max(head.y, low) + _BELOW)
    _add_statements(body, card)
    body.skip(10)
    body.rule()
    body.skip(4)
    for words in card.sources:
        body.add(words, SOURCE)
    height = round(body.y + 16)
    inside = join([draw_ground(height), charts, *head.pieces, *body.pieces])
    return as_document(inside, (WIDTH, height), AltText(card.summary, _describe(card)), theme)


def set_head(card: Card, beside: float | None, lowest: float = inf) -> Column:
    """What the card is of and how many facts there are, beside pictures so wide or across."""
    head = Column(INNER - beside - 20 if beside else INNER, 12, lowest - _LEAD - NOTE.height)
    head.add(card.kind.upper(), KIND)
    head.skip(4)
    head.add(card.title, TITLE)
    head.skip(_LEAD)
    head.lowest = lowest
    head.add(card.note, NOTE)
    return head


def place_charts(charts: list[Chart], width: float) -> tuple[Markup, float]:
    """Pictures of a width at the right, below each other, and how far down they reach."""
    y, pieces = _TOP, []
    for it in charts:
        place = {"x": WIDTH - EDGE - width, "y": y, "width": width, "height": it.height}
        pieces.append(element("svg", place, it.drawing))
        y += it.height + _GAP
    return join(pieces), y - _GAP


def _add_statements(body: Column, card: Card) -> None:
    for statement in card.statements:
        body.skip(8)
        body.rule()
        body.skip(4)
        body.add(statement.words, STATEMENT)
        if not card.is_single:
            body.add(statement.when, WHEN)


def _describe(card: Card) -> str:
    """All that the card says below its title."""
    told = (f"{it.words} ({it.when})" for it in card.statements)
    return " ".join((*told, *card.sources))
