"""A text in one way of writing, each letter of which knows its place in the document.

Composed and decomposed letters, ligatures, full-width digits, the many spaces and dashes, and
characters that take no room are written in one way; places stay those of the document.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

# Stands where something must not be read again, and where a paragraph or a cell of a table ends.
BARRIER = "\n"
_APOSTROPHES = "'’‘ʼ′`´"
MINUS = "−"
_NEAR = 60
# Tabs, ends of pages and of paragraphs.
_GAPS = frozenset("\t\v\f\u2029")


@dataclass(frozen=True)
class PlainText:
    """A text to search; `starts` and `ends` are the places of its letters in the document."""

    document: str
    letters: str
    starts: list[int]
    ends: list[int]

    @classmethod
    def of(cls, document: str) -> "PlainText":
        """Write a document in one way."""
        letters: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        for start, end in _clusters(document):
            for letter in _plain(document[start:end], letters):
                letters.append(letter)
                starts.append(start)
                ends.append(end)
        return cls(document, "".join(letters), starts, ends)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return where in the document the letters `start` to `end` (excluded) stand."""
        return self.starts[start], self.ends[end - 1]

    def words(self, start: int, end: int) -> str:
        """Return letters as the document writes them, with single spaces."""
        first, last = self.place(start, end)
        return " ".join(self.document[first:last].split())

    def hide(self, spans: list[tuple[int, int]]) -> "PlainText":
        """Return the text with parts of it made unreadable."""
        letters = list(self.letters)
        for start, end in spans:
            letters[start:end] = BARRIER * (end - start)
        return PlainText(self.document, "".join(letters), self.starts, self.ends)


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Yield letters with the marks that combine with them, and runs of white space."""
    start = 0
    while start < len(text):
        end = start + 1
        if text[start].isspace():
            while end < len(text) and text[end].isspace():
                end += 1
        else:
            while end < len(text) and unicodedata.combining(text[end]):
                end += 1
        yield start, end
        start = end


def _plain(cluster: str, earlier: list[str]) -> str:
    if cluster.isspace():
        return _plain_space(cluster)
    kind = unicodedata.category(cluster[0])
    if kind == "Cf":
        return ""
    is_between = cluster == MINUS and "".join(earlier[-2:]).rstrip(" ")[-1:].isdigit()
    if kind == "Pd" or is_between:
        return "-"
    if cluster in _APOSTROPHES:
        return "'"
    return _plain_number(cluster, earlier) if kind in ("Nd", "No") else _compose(cluster)


def _compose(cluster: str) -> str:
    return unicodedata.normalize("NFKC", cluster)


def _plain_space(cluster: str) -> str:
    has_gap = not _GAPS.isdisjoint(cluster) or len(f"{cluster}.".splitlines()) > len("\n\n")
    return BARRIER if has_gap else " "


def _plain_number(cluster: str, earlier: list[str]) -> str:
    """Write a half as .5 after a digit and 0.5 elsewhere; a raised number is a note."""
    decimal = unicodedata.decimal(cluster[0], None)
    if decimal is not None:
        return str(decimal)
    value = unicodedata.numeric(cluster[0])
    if not 0 < value < 1:
        return " "
    integer = "" if earlier and earlier[-1].isdigit() else "0"
    return integer + f"{value:.6f}".rstrip("0").removeprefix("0")


def before(letters: str, place: int) -> str:
    """Return the few letters that stand before a place."""
    return letters[max(0, place - _NEAR) : place]
