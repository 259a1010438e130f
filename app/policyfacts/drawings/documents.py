"""Drawings as files of their own, with their colours inside."""

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


def as_document(inside: Markup, width: int, height: int, title: str, theme: str | None) -> Markup:
    """An SVG file in pixels; `theme` is `light` or `dark`, None leaves it to whoever looks."""
    return element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "width": width,
            "height": height,
            "viewBox": f"0 0 {width} {height}",
            "class": "drawing document",
            "role": "img",
            "data-theme": theme,
        },
        element("title", {}, title),
        element("style", {}, read_stylesheet()),
        inside,
    )
