"""Reads SVG drawings back: elements by class, texts, titles, attributes."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, fromstring

from markupsafe import Markup


def read(markup: Markup) -> Element:
    """Parse a drawing; fails where it is not well-formed."""
    return fromstring(markup)


def of_class(root: Element, *names: str) -> list[Element]:
    """Return the elements that have all of these classes."""
    return [node for node in root.iter() if set(names) <= set(node.get("class", "").split())]


def texts(root: Element) -> list[str]:
    """Return the content of each <text> element, with all that is inside."""
    return ["".join(text.itertext()) for text in root.iter("text")]


def titles(root: Element) -> list[str]:
    return [title.text or "" for title in root.iter("title")]


def attributes(root: Element) -> Iterator[tuple[str, str]]:
    for element in root.iter():
        yield from element.attrib.items()
