"""What is drawn, read back as a browser would."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, fromstring

from markupsafe import Markup


def read(markup: Markup) -> Element:
    """The drawing as a tree; fails where it is not well-formed."""
    return fromstring(markup)


def of_class(root: Element, *names: str) -> list[Element]:
    """Elements that have all of these classes."""
    return [it for it in root.iter() if set(names) <= set(it.get("class", "").split())]


def texts(root: Element) -> list[str]:
    """What stands in each text, with all that is inside."""
    return ["".join(it.itertext()) for it in root.iter("text")]


def titles(root: Element) -> list[str]:
    return [it.text or "" for it in root.iter("title")]


def attributes(root: Element) -> Iterator[tuple[str, str]]:
    for one in root.iter():
        yield from one.attrib.items()
