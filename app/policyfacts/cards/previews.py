"""A card as a PNG image: what networks and messengers show of an address that somebody shares.

They take no SVG, and cut what is not 1.91 times as wide as high.
"""

from functools import cache, lru_cache
from importlib.resources import files
from threading import Lock
from time import sleep

import resvg_py

from policyfacts.cards.content import Card
from policyfacts.cards.images import PICTURE, place_pictures, set_head
from policyfacts.cards.pictures import draw_pictures
from policyfacts.cards.typesetting import INNER, LONG_STATEMENT, SOURCE, WHEN, WIDTH, Column
from policyfacts.drawings.documents import Told, as_document, plain_stylesheet
from policyfacts.drawings.markup import element, join
from policyfacts.routers.embedding import PREVIEW_HEIGHT, PREVIEW_WIDTH

_HEIGHT = WIDTH * PREVIEW_HEIGHT // PREVIEW_WIDTH
_FOOT, _ABOVE = 238.0, 12.0
_FAMILY = "Noto Sans"
_KEPT = 64
_PAUSE = 0.01  # seconds
_turn = Lock()


def draw_preview(card: Card, theme: str | None) -> bytes:
    """The card as a PNG file, with the first of its facts; light unless `theme` is `dark`."""
    # A legend is too small to be read where previews are shown.
    first = draw_pictures(card, PICTURE)[:1]
    pictures, low = place_pictures(first)
    head = set_head(card, has_pictures=bool(first))
    body = _set_statement(card, max(head.y, low) + 14)
    foot = _set_sources(card)
    # Wider than the file: whoever shows it makes an edge.
    ground = {"class": "card-ground", "x": -1, "y": -1, "width": WIDTH + 2, "height": _HEIGHT + 2}
    paper = element("rect", ground)
    inside = join([paper, pictures, *head.pieces, *body.pieces, *foot.pieces])
    told = Told(card.summary, "")
    document = as_document(inside, (WIDTH, _HEIGHT), told, None, plain_stylesheet(theme))
    # What was asked may hold half a character, which no file can.
    return _render_in_turn(document.encode("utf-8", "replace").decode("utf-8"))


def _set_statement(card: Card, y: float) -> Column:
    """The first fact, cut where there is too little room, and when it was."""
    body = Column(INNER, y, _FOOT - _ABOVE - WHEN.height)
    for statement in card.statements[:1]:
        body.rule()
        body.skip(4)
        body.add(statement.words, LONG_STATEMENT)
        if not card.is_single:
            body.lowest = _FOOT
            body.add(statement.when, WHEN)
    return body


def _set_sources(card: Card) -> Column:
    foot = Column(INNER, _FOOT)
    for words in filter(None, (card.source, card.citation)):
        if not foot.pieces:
            foot.rule()
            foot.skip(4)
        foot.add(words, SOURCE)
    return foot


def _render_in_turn(document: str) -> bytes:
    """One after the other: whoever waits for the same image finds it made."""
    with _turn:
        return _render(document)


@lru_cache(_KEPT)
def _render(document: str) -> bytes:
    """It takes about a tenth of a second, in which Python does nothing else: once is enough.

    The pause after it, which the next image waits for as well, is for all other requests.
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
