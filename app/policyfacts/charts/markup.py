"""Elements of SVG and HTML, with everything that comes from data escaped."""

import re
from collections.abc import Iterable, Mapping

from markupsafe import Markup, escape

# XML knows no way to write them.
_unwritable = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Attributes = Mapping[str, object]


def element(name: str, attributes: Attributes, *inside: str) -> Markup:
    """An element; attributes that are None or empty are left out, text is escaped."""
    written = "".join(
        f' {it}="{text(_short(value))}"'
        for it, value in attributes.items()
        if value is not None and value != ""
    )
    # Written plainly: a map has hundreds of elements, and Markup's own format is slow.
    return Markup(f"<{name}{written}>{join(text(it) for it in inside)}</{name}>")


def text(words: str) -> Markup:
    """Words from data, escaped, without what XML cannot hold; markup as it is."""
    if isinstance(words, Markup):
        return words
    return escape(_unwritable.sub("\ufffd", words))


def join(pieces: Iterable[Markup]) -> Markup:
    """Pieces one after the other."""
    return Markup("").join(pieces)


def drawing(name: str, title: str, attributes: Attributes, *inside: Markup) -> Markup:
    """A whole drawing, as a group with a title: what is written in it can be read, too."""
    named = {"class": f"drawing {name}", "role": "group", "aria-label": title}
    return element("svg", {**named, **attributes}, *inside)


def link(
    href: str | None, words: str, *inside: Markup, shown: str = "", selected: bool = False
) -> Markup:
    """Marks that stand together and are named by `words`; they lead somewhere if `href`.

    People who speak to their browser say what they see, so what is written among the marks must
    be part of the name. Where it is not, because it was cut, it is given as `shown`. `selected`
    marks are what is looked at.
    """
    title = element("title", {}, words)
    if href is None:
        return element("g", {}, title, *inside)
    name = f"{words}, shown as {shown}" if shown else words
    current = "true" if selected else None
    return element("a", {"href": href, "aria-label": name, "aria-current": current}, title, *inside)


def label(x: object, y: float, words: str, kind: str = "", anchor: str | None = None) -> Markup:
    """Words at a place; `anchor` is `middle` or `end` where they do not begin there."""
    place = {"x": x, "y": y, "class": kind, "text-anchor": anchor}
    return element("text", place, words)


def percent(part: float) -> str:
    """A part of the width; what is given in parts of it fits any screen."""
    return f"{_short(part * 100)}%"


def in_facts(count: int) -> str:
    """A number of facts in words."""
    return "1 fact" if count == 1 else f"{count:,} facts"


def _short(value: object) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
