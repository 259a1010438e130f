"""Reading NDJSON a line at a time, so that a file may be larger than memory."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from policyfacts.errors import SeedError
from policyfacts.loader.seed.yaml_csv import NOT_UTF_8, TOO_LONG, KeyPath, Unreadable, Value

MAX_LINE_BYTES = 1_000_000
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file: what it holds, or what is wrong with it and what it says."""

    file: str
    number: int
    value: Value = None
    error: SeedError | None = None
    unparsed: str = ""

    def line(self, _path: KeyPath) -> int:
        """The line of every value in it."""
        return self.number


def read_ndjson(path: Path, file: str) -> Iterator[tuple[Line, int]]:
    """The lines that are not empty, each with the bytes read so far."""
    with path.open("rb") as lines:
        for number, raw in enumerate(iter(lambda: _next_line(lines), b""), start=1):
            text = _decode(raw, file, number)
            if len(raw) > MAX_LINE_BYTES:
                message = f"the line is longer than {MAX_LINE_BYTES:,} bytes: write one fact a line"
                yield _unreadable(file, number, message, text), lines.tell()
            elif text.strip():
                yield _parse(file, number, text), lines.tell()


def _next_line(lines: BinaryIO) -> bytes:
    """A line; of one that is too long only the beginning, and the rest is passed over."""
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
        raise Unreadable(file, number, NOT_UTF_8) from None


def _parse(file: str, number: int, text: str) -> Line:
    try:
        return Line(file, number, _DECODER.decode(text))
    except json.JSONDecodeError as error:
        message = f"{error.msg} (at character {error.pos + 1})"
    except _DuplicateKeyError as error:
        message = str(error)
    except ValueError:
        message = TOO_LONG
    except RecursionError:
        message = "it is nested too deep"
    return _unreadable(file, number, f"bad JSON: {message}", text)


def _unreadable(file: str, number: int, message: str, text: str) -> Line:
    return Line(file, number, error=SeedError(file, number, message), unparsed=text)


class _DuplicateKeyError(ValueError):
    """A key stands in an object twice."""


def _without_duplicates(pairs: list[tuple[str, Value]]) -> dict[str, Value]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise _DuplicateKeyError(f"the key '{twice}' stands here twice")
    return found


# Made once: `json.loads` would make one for each line.
_DECODER = json.JSONDecoder(object_pairs_hook=_without_duplicates)
