"""XML that every reader takes."""

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

# XML 1.0 has no way to write these, not even escaped.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def allowed(text: str) -> str:
    """The text with U+FFFD in place of characters that XML forbids."""
    return _FORBIDDEN.sub("\ufffd", text)


def add_element(parent: Element, tag: str, text: str | None = None, **attributes: str) -> Element:
    """Put an element with a text and attributes below another."""
    element = SubElement(parent, tag, {name: allowed(it) for name, it in attributes.items()})
    element.text = None if text is None else allowed(text)
    return element


def serialize(root: Element) -> str:
    """The document with its declaration; its encoding is UTF-8."""
    indent(root)
    body = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'
