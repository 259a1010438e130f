"""Read NDJSON a line at a time, so that a file may be larger than memory."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from policyfacts.errors import SeedError
from policyfacts.loader.seed.characters import compose, find_character_fault
from policyfacts.loader.seed.documents import TOO_LONG, KeyPath, Unreadable, Value
from policyfacts.loader.seed.files import not_utf_8, open_file

MAX_LINE_BYTES = 1_000_000
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_ONE_A_LINE = "write one object a line, and nothing between them"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file: its value, or the text that could not be parsed, and why.

    There is no error where that of an earlier line says it.
    """

    file: str
    number: int
    value: Value = None
    error: SeedError | None = None
    unparsed: str = ""

    def line(self, _path: KeyPath) -> int:
        """Return the number of this line, which all of its values stand on."""
        return self.number


def read_ndjson(path: Path, file: str) -> Iterator[tuple[Line, int]]:
    """Yield each line that is not empty, with the bytes read so far."""
    with open_file(path, file) as lines:
        try:
            yield from _read(lines, file)
        except OSError as error:
            raise Unreadable(file, 1, f"the file cannot be read: {error.strerror}") from None


def _read(lines: BinaryIO, file: str) -> Iterator[tuple[Line, int]]:
    layout, number, is_empty = _Layout(file), 1, True
    for number, raw in enumerate(iter(lambda: _next_line(lines), b""), start=1):
        text = _decode(raw, file, number)
        if len(raw) > MAX_LINE_BYTES:
            message = f"the line is longer than {MAX_LINE_BYTES:,} bytes: write one fact a line"
            yield _unreadable(file, number, message, text), lines.tell()
        elif text.strip():
            if is_empty and text.lstrip().startswith("["):
                raise Unreadable(file, number, f"the file is an array: {_ONE_A_LINE}")
            for line in layout.lines(number, text):
                yield line, lines.tell()
        is_empty &= not text.strip()
    if is_empty:
        raise Unreadable(file, number, f"the file is empty: delete it, or {_ONE_A_LINE}")


class _Layout:
    """Makes lines of texts; of a layout that goes through a file it says once what is wrong."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._mentioned: set[str] = set()
        self._is_inside = False
        """Whether an object was opened on an earlier line, and not closed there."""

    def lines(self, number: int, text: str) -> Iterator[Line]:
        """Yield the line of a text, before it an error of its layout."""
        stripped = text.strip()
        is_start = stripped.startswith("{")
        if self._is_inside and not is_start:
            yield Line(self._file, number, unparsed=text)
            return
        if stripped.endswith("},") and is_start:
            yield from self._once("a comma follows the object", number, text)
            text = stripped[:-1]
        line = _parse(self._file, number, text)
        self._is_inside = line.error is not None and is_start and not stripped.endswith("}")
        if stripped == "{":
            yield from self._once("an object stands over many lines", number, text)
        else:
            yield line

    def _once(self, message: str, number: int, text: str) -> Iterator[Line]:
        if message in self._mentioned:
            yield Line(self._file, number, unparsed=text)
        else:
            yield _unreadable(self._file, number, f"{message}: {_ONE_A_LINE}", text)
        self._mentioned.add(message)


def _next_line(lines: BinaryIO) -> bytes:
    """Read a line; of one that is too long keep the beginning and skip the rest."""
    line = rest = lines.readline(MAX_LINE_BYTES + 1)
    while len(rest) > MAX_LINE_BYTES and not rest.endswith(b"\n"):
        rest = lines.readline(MAX_LINE_BYTES + 1)
    return line


def _decode(raw: bytes, file: str, number: int) -> str:
    if number == 1:
        raw = raw.removeprefix(_BYTE_ORDER_MARK)
    try:
        # Where a line was cut off, a letter may be.
        return raw.decode(errors="ignore" if len(raw) > MAX_LINE_BYTES else "strict")
    except UnicodeDecodeError:
        raise not_utf_8(file, number) from None


def _parse(file: str, number: int, text: str) -> Line:
    fault = find_character_fault(text.strip())
    if fault is not None:
        return _unreadable(file, number, f"{fault} ({_ONE_A_LINE})", text)
    try:
        value = _DECODER.decode(text)
        # What is plain ASCII without escapes is composed, and can be seen.
        if not text.isascii() or "\\" in text:
            value = _composed(value)
        return Line(file, number, value)
    except json.JSONDecodeError as error:
        message = f"bad JSON at character {error.pos + 1}: {error.msg}: {_ONE_A_LINE}"
    except _MemberError as error:
        message = f"bad JSON: {error}"
    except ValueError:
        message = f"bad JSON: {TOO_LONG}"
    except RecursionError:
        message = "bad JSON: it is nested too deep"
    return _unreadable(file, number, message, text)


def _composed(value: Value) -> Value:
    """Return a value with all its texts composed, those of keys too."""
    if isinstance(value, str):
        text = compose(value)
        fault = find_character_fault(text)
        if fault is not None:
            raise _MemberError(fault)
        return text
    if isinstance(value, list):
        return [_composed(item) for item in value]
    if isinstance(value, dict):
        pairs = [(str(_composed(key)), _composed(member)) for key, member in value.items()]
        return _without_duplicates(pairs)
    return value


def _unreadable(file: str, number: int, message: str, text: str) -> Line:
    return Line(file, number, error=SeedError(file, number, message), unparsed=text)


class _MemberError(ValueError):
    """A member of an object that is no data, or stands there twice."""


def _without_duplicates(pairs: list[tuple[str, Value]]) -> dict[str, Value]:
    members = dict(pairs)
    if len(members) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise _MemberError(f"the key '{twice}' stands here twice")
    return members


def _refuse_constant(word: str) -> Value:
    raise _MemberError(f"{word} is no number: write digits alone")


# Made once: `json.loads` would make one for each line.
_DECODER = json.JSONDecoder(object_pairs_hook=_without_duplicates, parse_constant=_refuse_constant)
