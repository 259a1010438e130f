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
    """A line of a file: its value, or the error and the text that could not be parsed."""

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
    has_commas, is_first = False, True
    for number, raw in enumerate(iter(lambda: _next_line(lines), b""), start=1):
        text = _decode(raw, file, number)
        if len(raw) > MAX_LINE_BYTES:
            message = f"the line is longer than {MAX_LINE_BYTES:,} bytes: write one fact a line"
            yield _unreadable(file, number, message, text), lines.tell()
            continue
        stripped = text.strip()
        if is_first and stripped:
            _refuse_layout(stripped, file, number)
            is_first = False
        if stripped.endswith("},"):
            if not has_commas:
                message = f"a comma follows the object: {_ONE_A_LINE}"
                yield _unreadable(file, number, message, text), lines.tell()
            has_commas, text = True, stripped[:-1]
        if stripped:
            yield _parse(file, number, text), lines.tell()


def _refuse_layout(stripped: str, file: str, number: int) -> None:
    """Raise Unreadable, once, where the first line shows a file written another way."""
    if stripped.startswith("["):
        raise Unreadable(file, number, f"the file is an array: {_ONE_A_LINE}")
    if stripped == "{":
        raise Unreadable(file, number, f"an object stands over many lines: {_ONE_A_LINE}")


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
