"""Charts as SVG files of their own, with their stylesheet inside."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from markupsafe import Markup

from policyfacts.charts.markup import element

_palettes = re.compile("{([^{}]*--paper:[^{}]*)}").findall
_colours = re.compile("(--[a-z0-9-]+): ([^;]+);").findall
_variable = re.compile(r"var\((--[a-z0-9-]+)\)").sub
_weight = re.compile("font-weight: [67][0-9]+").sub


@cache
def read_stylesheet() -> Markup:
    """Read the stylesheet of all charts: colours and fonts."""
    return Markup(_read("colours.css") + _read("drawings.css"))


def _read(name: str) -> str:
    file = files("policyfacts.charts") / "static" / name
    return file.read_text(encoding="utf-8")


@cache
def plain_stylesheet(theme: str | None) -> Markup:
    """Return the same for programs that know no CSS variables, with the colours of one theme.

    It is light unless `theme` is `dark`. Font weights are those that the fonts have.
    """
    light, *_, dark = (dict(_colours(palette)) for palette in _palettes(_read("colours.css")))
    colours = dark if theme == "dark" else light
    css = _variable(lambda match: colours[match[1]], _read("drawings.css"))
    return Markup(_weight("font-weight: 700", css))


@dataclass(frozen=True)
class AltText:
    """The text of an image for those who do not see it: a title, and all that it says."""

    title: str
    description: str


def as_document(
    content: Markup,
    size: tuple[int, int],
    alt_text: AltText,
    theme: str | None,
    stylesheet: Markup | None = None,
) -> Markup:
    """Return an SVG document of a width and height in pixels.

    `theme` is `light`, `dark` or the choice of the reader (None); `stylesheet` replaces that of all
    charts.
    """
    width, height = size
    return element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "width": width,
            "height": height,
            "viewBox": f"0 0 {width} {height}",
            "class": "drawing document",
            "role": "img",
            "aria-labelledby": "title",
            "aria-describedby": "description",
            "data-theme": theme,
        },
        element("title", {"id": "title"}, alt_text.title),
        element("desc", {"id": "description"}, alt_text.description),
        element("style", {}, stylesheet or read_stylesheet()),
        content,
    )
