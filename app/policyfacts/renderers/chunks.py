"""Long answers in pieces that are worth sending."""

from collections.abc import Iterable, Iterator

_LEAST = 32_768


def in_chunks(lines: Iterable[str]) -> Iterator[str]:
    """The same text in pieces of at least 32 Ki characters, the last one apart."""
    waiting: list[str] = []
    length = 0
    for line in lines:
        waiting.append(line)
        length += len(line)
        if length >= _LEAST:
            yield "".join(waiting)
            waiting, length = [], 0
    if waiting:
        yield "".join(waiting)
