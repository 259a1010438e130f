"""Drawings as files of their own, with their colours inside."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from markupsafe import Markup

from policyfacts.drawings.markup import element

STYLESHEET = "drawings.css"


@cache
def read_stylesheet() -> Markup:
    """Colours and letters of all drawings."""
    file = files("policyfacts.drawings") / "static" / STYLESHEET
    return Markup(file.read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Told:
    """What an image says to those who do not see it: a title, and all that is written in it."""

    title: str
    description: str


def as_document(inside: Markup, size: tuple[int, int], told: Told, theme: str | None) -> Markup:
    """An SVG file, width and height in pixels; `theme` is `light` or `dark`, or whoever looks has
    it (None).
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
        element("style", {}, read_stylesheet()),
        inside,
    )
