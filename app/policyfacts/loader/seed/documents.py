"""What a file of a seed is read into: plain values that remember their lines."""

import re
from dataclasses import dataclass
from typing import TypeAlias

from policyfacts.errors import SeedError

Value: TypeAlias = "bool | int | float | str | list[Value] | dict[str, Value] | None"
KeyPath: TypeAlias = tuple[str | int, ...]

TOO_LONG = "the number is too long: write it in quotes if it is a text"
LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class Document:
    """The value of a file, and the line on which each of its parts stands.

    Lines of a table that cannot be read are left out: `errors` says why, `unparsed` has their text.
    """

    file: str
    value: Value
    lines: dict[KeyPath, int]
    errors: tuple[SeedError, ...] = ()
    unparsed: str = ""

    def line(self, path: KeyPath) -> int:
        """Return the line of the value at `path`, or of the value around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


class Unreadable(Exception):
    """A file that cannot be parsed; `error` says where and why, `errors` where else, too."""

    def __init__(self, file: str, line: int, message: str, *others: SeedError) -> None:
        super().__init__(message)
        self.error = SeedError(file, line, message)
        self.errors = (self.error, *others)
