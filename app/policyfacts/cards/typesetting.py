"""Text in images: SVG does not break lines, so they are broken here, by sizes in pixels."""

from dataclasses import dataclass, field
from math import inf

from markupsafe import Markup

from policyfacts.charts.markup import element, label
from policyfacts.charts.text_width import BOLD, wrap

WIDTH = 600
EDGE = 24.0
INNER = WIDTH - 2 * EDGE


@dataclass(frozen=True)
class TextStyle:
    """How text is set: CSS class, font and line height in pixels, the most lines, and how wide
    letters are beside usual ones.
    """

    name: str
    size: float
    height: float
    max_lines: int
    weight: float = 1.0


KIND = TextStyle("card-kind", 12, 20, 1, BOLD)
TITLE = TextStyle("card-title", 20, 25, 8, BOLD)
NOTE = TextStyle("card-note", 15, 22, 2, BOLD)
STATEMENT = TextStyle("card-statement", 14, 20, 8)
WHEN = TextStyle("quiet", 12, 17, 1)
SOURCE = TextStyle("card-source", 11, 15, 3)


@dataclass
class Column:
    """Lines of text below each other, down to `y`; `lowest` is how far down they may reach.

    `is_whole` says whether nothing had to be cut.
    """

    width: float
    y: float
    lowest: float = inf
    pieces: list[Markup] = field(default_factory=list)
    is_whole: bool = True

    def add(self, words: str, style: TextStyle) -> None:
        """Set words in lines of this width, no more than the style allows or there is room for."""
        lines = int(min(style.max_lines, max(self.lowest - self.y, 0) // style.height))
        width = self.width / (style.size * style.weight)
        if len(wrap(words, width, lines + 1)) > lines:
            self.is_whole = False
        for line in wrap(words, width, lines) if lines else []:
            self.y += style.height
            self.pieces.append(label(EDGE, self.y, line, style.name))

    def rule(self) -> None:
        """Draw a line across."""
        across = {"x1": EDGE, "x2": EDGE + self.width, "y1": self.y, "y2": self.y}
        self.pieces.append(element("line", {"class": "axis", **across}))

    def skip(self, height: float) -> None:
        """Leave room."""
        self.y += height


def draw_background(height: float) -> Markup:
    """Draw the background of a card and its border."""
    size = {"x": 0.5, "y": 0.5, "width": WIDTH - 1, "height": height - 1, "rx": 6}
    return element("rect", {"class": "card-ground", **size})
