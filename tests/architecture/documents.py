"""Code blocks of documents, and comparison of shown with actual output."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

ELISION = "..."
_BLOCK = re.compile(r"^```(?P<language>\w*)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)
_AROUND_MARKS = re.compile(r"\s*(\.\.\.|[{}\[\],:])\s*")


@dataclass(frozen=True)
class Example:
    """Command with the output that is shown below it."""

    command: str
    output: str


def blocks(document: str, language: str) -> list[str]:
    """Return the text of the fenced blocks of one language."""
    return [block["text"] for block in _BLOCK.finditer(document) if block["language"] == language]


def examples(block: str) -> Iterator[Example]:
    """Yield the commands of a console block: each line that begins with `$ `, and its output."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        # A command goes on in the next line where its line ends in a backslash.
        match = re.match(r"(?P<command>(?:[^\n]*\\\n)*[^\n]*\n?)(?P<output>.*)", part, re.DOTALL)
        assert match is not None
        yield Example(match["command"].strip(), match["output"])


def is_output_shown(expected: str, actual: str) -> bool:
    """Return whether `actual` is the shown text: white space may differ, and `...` is anything."""
    parts = [re.escape(part) for part in _collapse_spaces(expected).split(ELISION)]
    return re.fullmatch(".*".join(parts), _collapse_spaces(actual), re.DOTALL) is not None


def _collapse_spaces(text: str) -> str:
    return _AROUND_MARKS.sub(r"\1", " ".join(text.split()))
