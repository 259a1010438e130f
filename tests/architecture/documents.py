"""Reading what documents promise: blocks of code, and whether an output is what is shown."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

ELISION = "..."
_BLOCK = re.compile(r"^```(?P<language>\w*)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)
_AROUND_MARKS = re.compile(r"\s*(\.\.\.|[{}\[\],:])\s*")


@dataclass(frozen=True)
class Example:
    """A command with the output that is shown below it."""

    command: str
    output: str


def blocks(document: str, language: str) -> list[str]:
    """Fenced blocks of one language."""
    return [it["text"] for it in _BLOCK.finditer(document) if it["language"] == language]


def examples(block: str) -> Iterator[Example]:
    """The commands of a console block: each line that begins with `$ `, and what follows it."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        # A command goes on in the next line where its line ends in a backslash.
        found = re.match(r"(?P<command>(?:[^\n]*\\\n)*[^\n]*\n?)(?P<output>.*)", part, re.DOTALL)
        assert found is not None
        yield Example(found["command"].strip(), found["output"])


def shows(shown: str, actual: str) -> bool:
    """Whether `actual` is what is shown: white space may differ, and `...` is anything."""
    parts = [re.escape(it) for it in _folded(shown).split(ELISION)]
    return re.fullmatch(".*".join(parts), _folded(actual), re.DOTALL) is not None


def _folded(text: str) -> str:
    return _AROUND_MARKS.sub(r"\1", " ".join(text.split()))
