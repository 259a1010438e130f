"""Read NDJSON a line at a time, so that a file may be larger than memory."""

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
    with path.open("rb") as lines:
        for number, raw in enumerate(iter(lambda: _next_line(lines), b""), start=1):
            text = _decode(raw, file, number)
            if len(raw) > MAX_LINE_BYTES:
                message = f"the line is longer than {MAX_LINE_BYTES:,} bytes: write one fact a line"
                yield _unreadable(file, number, message, text), lines.tell()
            elif text.strip():
                yield _parse(file, number, text), lines.tell()


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
    """A key that an object has twice."""


def _without_duplicates(pairs: list[tuple[str, Value]]) -> dict[str, Value]:
    members = dict(pairs)
    if len(members) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise _DuplicateKeyError(f"the key '{twice}' stands here twice")
    return members


# Made once: `json.loads` would make one for each line.
_DECODER = json.JSONDecoder(object_pairs_hook=_without_duplicates)
