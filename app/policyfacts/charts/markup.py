"""Elements of SVG and HTML, with all data escaped."""

import re
from collections.abc import Iterable, Mapping

from markupsafe import Markup, escape

# Characters that XML does not allow, even escaped.
_forbidden = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Attributes = Mapping[str, object]


def element(name: str, attributes: Attributes, *children: str) -> Markup:
    """Return an element; attributes that are None or empty are left out, text is escaped."""
    pairs = "".join(
        f' {attribute}="{text(_number(value))}"'
        for attribute, value in attributes.items()
        if value is not None and value != ""
    )
    # A plain f-string: a map has hundreds of elements, and formatting of Markup is slow.
    return Markup(f"<{name}{pairs}>{join(text(child) for child in children)}</{name}>")


def text(words: str) -> Markup:
    """Return text escaped, without characters that XML does not allow; markup as it is."""
    if isinstance(words, Markup):
        return words
    return escape(_forbidden.sub("\ufffd", words))


def join(pieces: Iterable[Markup]) -> Markup:
    """Join pieces of markup."""
    return Markup("").join(pieces)


def drawing(name: str, title: str, attributes: Attributes, *children: Markup) -> Markup:
    """Return the root of a chart: a group with a title, for the text in it can be read, too."""
    named = {"class": f"drawing {name}", "role": "group", "aria-label": title}
    return element("svg", {**named, **attributes}, *children)


def link(
    href: str | None, words: str, *children: Markup, visible: str = "", selected: bool = False
) -> Markup:
    """Return a group of marks named by `words`, a link where there is an `href`.

    People who speak to their browser say what they see, so the visible text of the marks must be
    part of the name. Where it is not, because it was cut, it is passed as `visible`. `selected`
    marks are those that the page is about.
    """
    title = element("title", {}, words)
    if href is None:
        return element("g", {}, title, *children)
    name = f"{words}, shown as {visible}" if visible else words
    current = "true" if selected else None
    attributes = {"href": href, "aria-label": name, "aria-current": current}
    return element("a", attributes, title, *children)


def label(
    x: object, y: float, words: str, css_class: str = "", anchor: str | None = None
) -> Markup:
    """Return text at a position; `anchor` is `middle` or `end` where it does not begin there."""
    place = {"x": x, "y": y, "class": css_class, "text-anchor": anchor}
    return element("text", place, words)


def percent(share: float) -> str:
    """Return a part of the width as a percentage, which fits any screen."""
    return f"{_number(share * 100)}%"


def say_facts(count: int) -> str:
    """Return a number of facts in words."""
    return "1 fact" if count == 1 else f"{count:,} facts"


def _number(value: object) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
