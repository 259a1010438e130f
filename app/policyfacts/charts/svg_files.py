"""Drawings as files of their own, with their colours inside."""

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
    """Colours and letters of all drawings."""
    return Markup(_read("colours.css") + _read("drawings.css"))


def _read(name: str) -> str:
    file = files("policyfacts.charts") / "static" / name
    return file.read_text(encoding="utf-8")


@cache
def plain_stylesheet(theme: str | None) -> Markup:
    """The same for programs that know no variables: each colour of a theme is written out.

    It is light unless `theme` is `dark`. Weights are those that fonts have.
    """
    light, *_, dark = (dict(_colours(it)) for it in _palettes(_read("colours.css")))
    colours = dark if theme == "dark" else light
    written = _variable(lambda it: colours[it[1]], _read("drawings.css"))
    return Markup(_weight("font-weight: 700", written))


@dataclass(frozen=True)
class AltText:
    """What an image says to those who do not see it: a title, and all that is written in it."""

    title: str
    description: str


def as_document(
    inside: Markup,
    size: tuple[int, int],
    told: AltText,
    theme: str | None,
    stylesheet: Markup | None = None,
) -> Markup:
    """An SVG file, width and height in pixels; `theme` is `light` or `dark`, or whoever looks has
    it (None). `stylesheet` stands in place of that of all drawings.
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
        element("title", {"id": "title"}, told.title),
        element("desc", {"id": "description"}, told.description),
        element("style", {}, stylesheet or read_stylesheet()),
        inside,
    )
