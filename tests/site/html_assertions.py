"""Pages as a browser reads them: elements with their attributes and texts, and what is wrong."""

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
    """An element with what stands in it."""

    tag: str
    attributes: dict[str, str]
    inside: list["Element | str"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text in it, with single spaces."""
        return " ".join("".join(self._pieces()).split())

    def _pieces(self) -> Iterator[str]:
        for it in self.inside:
            if isinstance(it, str):
                yield it
            elif it.tag not in ("script", "style"):
                yield from it._pieces()

    def walk(self) -> Iterator["Element"]:
        """This and all elements in it, in order."""
        yield self
        for it in self.inside:
            if isinstance(it, Element):
                yield from it.walk()

    def all(self, tag: str, **attributes: str) -> list["Element"]:
        """Elements in it by tag and attributes; `class_` is one of the classes."""
        return [it for it in self.walk() if it.tag == tag and _fits(it, attributes)]

    def one(self, tag: str, **attributes: str) -> "Element":
        """The one element of that sort."""
        [found] = self.all(tag, **attributes)
        return found

    def by_id(self, id_: str) -> "Element | None":
        """The element with this id, if there is one."""
        return next((it for it in self.walk() if it.attributes.get("id") == id_), None)


def _fits(element: Element, wanted: dict[str, str]) -> bool:
    return all(
        value in element.attributes.get("class", "").split()
        if name == "class_"
        else element.attributes.get(name.replace("_", "-")) == value
        for name, value in wanted.items()
    )


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("", {})
        self.open = [self.root]
        self.errors: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = Counter(name for name, _ in attrs)
        self.errors += [f"<{tag}> has {name} twice" for name, count in names.items() if count > 1]
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(element)
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
        self.open[-1].inside.append(data)


def read(answer: Response) -> Element:
    """A page as it was answered."""
    reader = _Reader()
    reader.feed(answer.text)
    reader.close()
    assert reader.errors == []
    assert [it.tag for it in reader.open] == [""]
    return reader.root


def visit(client: TestClient, address: str, status: int = 200) -> Element:
    """The page at an address, asked for as browsers do."""
    answer = client.get(address, headers=BROWSER, follow_redirects=False)
    assert answer.status_code == status, (address, answer.status_code)
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8", address
    return read(answer)


def faults_of(page: Element) -> list[str]:
    """What breaks our rules for pages, whatever the page."""
    elements = list(page.walk())
    ids = Counter(it.attributes["id"] for it in elements if "id" in it.attributes)
    levels = [int(it.tag[1]) for it in elements if it.tag in HEADINGS]
    jumps = [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1]
    names = [(it, name) for it in elements for name in it.attributes]
    pointed = {
        it.attributes[name]
        for it in elements
        for name in ("aria-labelledby", "for")
        if name in it.attributes
    }
    return [
        *(f"id {id_} stands {count} times" for id_, count in ids.items() if count > 1),
        *(f"{name} on <{it.tag}>" for it, name in names if name == "style" or name[:2] == "on"),
        *(f"heading jumps {jump}" for jump in jumps),
        *(f"nothing has the id {it}" for it in pointed - set(ids)),
        *([] if levels.count(1) == 1 else [f"{levels.count(1)} h1"]),
        *([] if len(page.all("main")) == 1 else ["not one main"]),
        *([] if page.one("html").attributes.get("lang") == "en" else ["no language"]),
        *(f"link without words: {it.attributes}" for it in page.all("a") if not _is_named(it)),
        *(f"link without address: {it.text}" for it in page.all("a") if not _leads(it)),
        *(f"inline <{it.tag}>" for it in elements if _is_inline(it)),
    ]


def _is_named(link: Element) -> bool:
    return bool(link.text or link.attributes.get("aria-label"))


def _leads(link: Element) -> bool:
    return bool(link.attributes.get("href"))


def _is_inline(element: Element) -> bool:
    """Whether the policy would refuse it: styles and scripts come from files, data may stay."""
    is_data = element.attributes.get("type") == "application/ld+json"
    return element.tag == "style" or (
        element.tag == "script" and not is_data and "src" not in element.attributes
    )


def links_of(page: Element) -> list[str]:
    """Addresses on the service that a person can go to, without the place on the page."""
    found = [it.attributes["href"].partition("#")[0] for it in page.all("a")]
    return list(dict.fromkeys(it for it in found if it.startswith("/")))


def document_of(page: Element) -> Any:
    """What the page says as JSON-LD; None where it says nothing."""
    found = page.all("script", type="application/ld+json")
    return json.loads("".join(map(str, found[0].inside))) if found else None


def number_in(text: str) -> int:
    """The first number in a text."""
    digits = "".join(it for it in text.split(maxsplit=1)[0] if it.isdigit())
    return int(digits)
