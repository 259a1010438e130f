"""A card as an SVG image. Letters have a size in pixels, and lines are broken here."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from markupsafe import Markup

from policyfacts.cards.content import Card
from policyfacts.drawings.atlas import read_atlas
from policyfacts.drawings.documents import Told, as_document
from policyfacts.drawings.letters import BOLD, wrap
from policyfacts.drawings.markup import element, join, label
from policyfacts.drawings.world import draw_world, draw_world_legend

WIDTH = 600
_EDGE, _MAP = 24.0, 288.0
_INNER = WIDTH - 2 * _EDGE


@dataclass(frozen=True)
class _Style:
    """How words are set: class, size in pixels, line height, the most lines, and how wide letters
    are beside usual ones.
    """

    name: str
    size: float
    height: float
    lines: int
    weight: float = 1.0


_KIND = _Style("card-kind", 12, 20, 1, BOLD)
_TITLE = _Style("card-title", 20, 25, 4, BOLD)
_NOTE = _Style("card-note", 15, 22, 2, BOLD)
_STATEMENT = _Style("card-statement", 14, 20, 5)
_LONG_STATEMENT = _Style("card-statement", 15, 22, 7)
_WHEN = _Style("quiet", 12, 17, 1)
_SOURCE = _Style("card-source", 11, 15, 3)


@dataclass
class _Column:
    """Words set below each other, down to `y`."""

    width: float
    y: float
    pieces: list[Markup] = field(default_factory=list)

    def add(self, words: str, style: _Style, x: float = _EDGE) -> None:
        """Set words in lines of this width, no more than the style allows."""
        for line in wrap(words, self.width / (style.size * style.weight), style.lines):
            self.y += style.height
            self.pieces.append(label(x, self.y, line, style.name))

    def skip(self, height: float) -> None:
        """Leave room."""
        self.y += height


def draw_card(card: Card, theme: str | None) -> str:
    """The card as a file; as high as what it says needs."""
    head = _Column(_INNER - _MAP - 20 if card.has_map else _INNER, 12)
    head.add(card.kind.upper(), _KIND)
    head.skip(4)
    head.add(card.title, _TITLE)
    head.skip(2)
    head.add(card.note, _NOTE)
    pictures, low = _draw_map(card) if card.has_map else (Markup(""), 0.0)
    body = _Column(_INNER, max(head.y, low) + 10)
    rules = list(_add_statements(body, card))
    body.skip(10)
    rules.append(_rule(body.y))
    body.skip(4)
    for words in filter(None, (card.source, card.citation)):
        body.add(words, _SOURCE)
    height = round(body.y + 16)
    inside = join([_ground(height), pictures, *rules, *head.pieces, *body.pieces])
    return as_document(inside, (WIDTH, height), Told(_title_of(card), _describe(card)), theme)


def _draw_map(card: Card) -> tuple[Markup, float]:
    """The map, its legend below it, and how far down they reach."""
    atlas = read_atlas()
    height = _MAP * atlas.height / atlas.width
    left = WIDTH - _EDGE - _MAP
    world = _place(draw_world(card.countries, "Countries", card.own), left, 22, height)
    if card.is_single:
        return world, 22 + height
    legend = draw_world_legend(card.countries, card.own)
    return join([world, _place(legend, left, 22 + height + 8, 52)]), 22 + height + 62


def _place(drawing: Markup, x: float, y: float, height: float) -> Markup:
    return element("svg", {"x": x, "y": y, "width": _MAP, "height": height}, drawing)


def _add_statements(body: _Column, card: Card) -> Iterator[Markup]:
    style = _LONG_STATEMENT if card.is_single else _STATEMENT
    for statement in card.statements:
        body.skip(8)
        yield _rule(body.y)
        body.skip(4)
        body.add(statement.words, style)
        if not card.is_single:
            body.add(statement.when, _WHEN)


def _rule(y: float) -> Markup:
    return element("line", {"class": "axis", "x1": _EDGE, "x2": WIDTH - _EDGE, "y1": y, "y2": y})


def _ground(height: float) -> Markup:
    size = {"x": 0.5, "y": 0.5, "width": WIDTH - 1, "height": height - 1, "rx": 6}
    return element("rect", {"class": "card-ground", **size})


def _title_of(card: Card) -> str:
    first = card.statements[0].words if card.is_single and card.statements else card.title
    return ": ".join(filter(None, (first, card.note or card.source)))


def _describe(card: Card) -> str:
    """All that the card says below its title."""
    told = (f"{it.words} ({it.when})" for it in card.statements)
    return " ".join(filter(None, (*told, card.source, card.citation)))
