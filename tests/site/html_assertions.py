"""HTML pages parsed into elements with attributes and texts, and a check of rules for all pages."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

from httpx2 import Response
from starlette.testclient import TestClient

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
HEADINGS = ("h1", "h2", "h3", "h4")
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


@dataclass
class Element:
    """Element of a page with its attributes and children."""

    tag: str
    attributes: dict[str, str]
    children: list["Element | str"] = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        return self.attributes[name]

    def get(self, name: str) -> str | None:
        return self.attributes.get(name)

    @property
    def text(self) -> str:
        """Text of the element and its descendants, with single spaces."""
        return " ".join("".join(self._pieces()).split())

    def _pieces(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif child.tag not in ("script", "style"):
                yield from child._pieces()

    def iter(self) -> Iterator["Element"]:
        """Yield the element and all its descendants, in document order."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.iter()

    def all(self, tag: str, **attributes: str) -> list["Element"]:
        """Find descendants by tag and attributes; `class_` is one of the classes."""
        return [node for node in self.iter() if node.tag == tag and _matches(node, attributes)]

    def one(self, tag: str, **attributes: str) -> "Element":
        """Find the only descendant of that tag and these attributes."""
        [element] = self.all(tag, **attributes)
        return element

    def by_id(self, id_: str) -> "Element":
        """Find the descendant with this id; fails where there is none."""
        [element] = [element for element in self.iter() if element.get("id") == id_]
        return element


def _matches(element: Element, criteria: dict[str, str]) -> bool:
    return all(
        value in element.attributes.get("class", "").split()
        if name == "class_"
        else element.attributes.get(name.replace("_", "-")) == value
        for name, value in criteria.items()
    )


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("", {})
        self.open = [self.root]
        self.errors: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = Counter(name for name, _ in attrs)
        self.errors += [f"<{tag}> has {name} twice" for name, count in names.items() if count > 1]
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if self.open[-1].tag != tag:
            self.errors.append(f"</{tag}> closes <{self.open[-1].tag}>")
            return
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(response: Response) -> Element:
    """Parse the page of a response; fails where tags are not closed or attributes stand twice."""
    parser = _Parser()
    parser.feed(response.text)
    parser.close()
    assert parser.errors == []
    assert [element.tag for element in parser.open] == [""]
    return parser.root


def visit(client: TestClient, url: str, status: int = 200) -> Element:
    """Request a page as browsers do and parse it."""
    response = client.get(url, headers=BROWSER, follow_redirects=False)
    assert response.status_code == status, (url, response.status_code)
    assert response.headers["Content-Type"] == "text/html; charset=utf-8", url
    return parse(response)


def faults_of(page: Element) -> list[str]:
    """List what breaks the rules that hold for every page."""
    elements, links = list(page.iter()), page.all("a")
    ids = Counter(element["id"] for element in elements if "id" in element.attributes)
    levels = [int(element.tag[1]) for element in elements if element.tag in HEADINGS]
    jumps = [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1]
    attributes = [(element.tag, name) for element in elements for name in element.attributes]
    referenced_ids = {
        element[name]
        for element in elements
        for name in ("aria-labelledby", "for")
        if name in element.attributes
    }
    return [
        *(f"id {id_} stands {count} times" for id_, count in ids.items() if count > 1),
        *(f"{name} on <{tag}>" for tag, name in attributes if name == "style" or name[:2] == "on"),
        *(f"heading jumps {jump}" for jump in jumps),
        *(f"nothing has the id {id_}" for id_ in referenced_ids - set(ids)),
        *([] if levels.count(1) == 1 else [f"{levels.count(1)} h1"]),
        *([] if len(page.all("main")) == 1 else ["not one main"]),
        *([] if page.one("html").get("lang") == "en" else ["no language"]),
        *(f"link without words: {link.attributes}" for link in links if not _is_named(link)),
        *(f"link without address: {link.text}" for link in links if not link.get("href")),
        *(f"inline <{element.tag}>" for element in elements if _is_inline(element)),
    ]


def _is_named(link: Element) -> bool:
    return bool(link.text or link.get("aria-label"))


def _is_inline(element: Element) -> bool:
    """Tell whether the policy refuses an element: styles and scripts come from files."""
    is_data = element.get("type") == "application/ld+json"
    return element.tag == "style" or (
        element.tag == "script" and not is_data and "src" not in element.attributes
    )


def links_of(page: Element) -> list[str]:
    """List the URLs on the service that a page links to, without fragments."""
    urls = [link["href"].partition("#")[0] for link in page.all("a")]
    return list(dict.fromkeys(url for url in urls if url.startswith("/")))


def json_ld_of(page: Element) -> Any:
    """Load the JSON-LD document of a page; None where there is none."""
    scripts = page.all("script", type="application/ld+json")
    return json.loads("".join(map(str, scripts[0].children))) if scripts else None


def first_number(text: str) -> int:
    """Read the number that a text begins with, such as 1,234."""
    digits = "".join(character for character in text.split(maxsplit=1)[0] if character.isdigit())
    return int(digits)
