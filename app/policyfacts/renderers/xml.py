"""Write XML that every parser accepts."""

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

# XML 1.0 cannot write these, not even escaped.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def replace_forbidden(text: str) -> str:
    """Put U+FFFD in place of the characters that XML forbids."""
    return _FORBIDDEN.sub("\ufffd", text)


def add_element(parent: Element, tag: str, text: str | None = None, **attributes: str) -> Element:
    """Add an element with a text and attributes to another, and return it."""
    element = SubElement(
        parent, tag, {name: replace_forbidden(value) for name, value in attributes.items()}
    )
    element.text = None if text is None else replace_forbidden(text)
    return element


def serialize(root: Element) -> str:
    """Write the document with its declaration, for UTF-8."""
    indent(root)
    body = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'
