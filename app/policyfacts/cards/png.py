"""Cards as PNG images, the previews that networks and messengers show of a shared URL.

They take no SVG, and cut what is not 1.91 times as wide as high.
"""

from functools import cache, lru_cache
from importlib.resources import files
from threading import Lock
from time import sleep

import resvg_py
from markupsafe import Markup

from policyfacts.cards.charts import draw_charts
from policyfacts.cards.content import Card
from policyfacts.cards.svg import CHART_WIDTH, place_charts, set_head
from policyfacts.cards.typesetting import INNER, SOURCE, STATEMENT, WHEN, WIDTH, Column
from policyfacts.charts.markup import element, join
from policyfacts.charts.svg_files import AltText, as_document, plain_stylesheet
from policyfacts.http.embed_urls import PREVIEW_HEIGHT, PREVIEW_WIDTH

_HEIGHT = WIDTH * PREVIEW_HEIGHT // PREVIEW_WIDTH
_CHART_WIDTHS = (CHART_WIDTH, 216.0, 168.0, 0.0)
_SOURCE_GAP, _MARGIN = 12.0, 13.0
_FAMILY = "Noto Sans"
_CACHE_SIZE = 64
_PAUSE = 0.01  # seconds
_render_lock = Lock()


def draw_preview(card: Card, theme: str | None) -> bytes:
    """Return the card as a PNG with the first of its facts; light unless `theme` is `dark`."""
    # Wider than the image: whoever shows it draws a border.
    box = {"x": -1, "y": -1, "width": WIDTH + 2, "height": _HEIGHT + 2}
    inside = join([element("rect", {"class": "card-ground", **box}), *_layout(card)])
    alt_text = AltText(card.summary, "")
    document = as_document(inside, (WIDTH, _HEIGHT), alt_text, None, plain_stylesheet(theme))
    # A query may hold a lone surrogate, which UTF-8 cannot.
    return _render_locked(document.encode("utf-8", "replace").decode("utf-8"))


def _layout(card: Card) -> list[Markup]:
    """Return all elements of the preview.

    A statement without its end may say something else: charts become smaller, and in the end are
    left out, where it needs their room.
    """
    sources, top = _set_sources(card)
    for width in _CHART_WIDTHS:
        # A legend is too small to be read where previews are shown.
        first = draw_charts(card, width)[:1] if width else []
        charts, low = place_charts(first, width)
        head = set_head(card, width if first else None, top - _SOURCE_GAP)
        body = _set_statement(card, max(head.y, low) + 14, top)
        if head.is_whole and body.is_whole:
            break
    return [charts, *head.pieces, *body.pieces, sources]


def _set_statement(card: Card, y: float, foot: float) -> Column:
    """Set the first fact, cut where there is too little room above `foot`, and when it was."""
    lowest = foot - _SOURCE_GAP
    body = Column(INNER, y, lowest if card.is_single else lowest - WHEN.height)
    for statement in card.statements[:1]:
        body.rule()
        body.skip(4)
        body.add(statement.words, STATEMENT)
        if not card.is_single:
            body.lowest = foot
            body.add(statement.when, WHEN)
    return body


def _set_sources(card: Card) -> tuple[Markup, float]:
    """Set the source and the release at the lower edge; return them and their upper edge."""
    foot = Column(INNER, 0)
    if card.sources:
        foot.rule()
        foot.skip(4)
    for words in card.sources:
        foot.add(words, SOURCE)
    top = _HEIGHT - _MARGIN - foot.y
    return element("g", {"transform": f"translate(0 {top:g})"}, *foot.pieces), top


def _render_locked(document: str) -> bytes:
    """Render one image at a time: who waits for the same one gets it from the cache."""
    with _render_lock:
        return _render(document)


@lru_cache(_CACHE_SIZE)
def _render(document: str) -> bytes:
    """Render an SVG document, which holds the GIL for about a tenth of a second.

    The pause after it, which the next image waits for as well, lets other requests run.
    """
    image = resvg_py.svg_to_bytes(
        svg_string=document,
        width=PREVIEW_WIDTH,
        height=PREVIEW_HEIGHT,
        skip_system_fonts=True,
        font_files=_fonts(),
        font_family=_FAMILY,
        sans_serif_family=_FAMILY,
    )
    sleep(_PAUSE)
    return image


@cache
def _fonts() -> list[str]:
    folder = files("policyfacts.cards") / "fonts"
    return [str(folder / f"NotoSans-{weight}.ttf") for weight in ("Regular", "Bold")]
