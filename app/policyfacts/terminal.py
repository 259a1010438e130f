"""What the command prints, as data: no character moves a cursor or begins a line of its own."""

import sys
from typing import TextIO

from policyfacts.errors import visible


def write_line(line: str) -> None:
    """Write a line to standard output."""
    _write(sys.stdout, line)


def write_error(line: str) -> None:
    """Write a line to standard error."""
    _write(sys.stderr, line)


def _write(stream: TextIO | None, line: str) -> None:
    # Whoever started the command may have closed it.
    if stream is None:
        return
    # A terminal may know few letters; what it does not know is written as an escape.
    encoding = stream.encoding or "utf-8"
    text = visible(line).encode(encoding, "backslashreplace").decode(encoding)
    stream.write(f"{text}\n")
    stream.flush()
