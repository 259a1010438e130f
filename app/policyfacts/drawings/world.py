"""The world, shaded by number of facts."""

from collections.abc import Sequence

from markupsafe import Markup

from policyfacts.drawings.markup import drawing, label
from policyfacts.drawings.shapes import Counted


def draw_world(countries: Sequence[Counted], title: str, own: str | None = None) -> Markup:
    """A map (Equal Earth); `own` is the reviewing country, which is marked apart and not counted.

    Countries are known by alpha-2 code. Its legend is a drawing by itself, which may stand
    anywhere near.
    """
    return drawing("world", title, {"viewBox": "0 0 960 460"}, label(0, 20, f"{len(countries)}"))


def draw_world_legend(countries: Sequence[Counted], own: str | None = None) -> Markup:
    """What the shades of `draw_world` of the same countries mean, in numbers of facts."""
    return drawing("legend", "Shades of the map", {"width": "100%", "height": 44})
