"""Join the lines of long responses into chunks worth sending."""

from collections.abc import Iterable, Iterator

_MIN_LENGTH = 32_768


def in_chunks(lines: Iterable[str]) -> Iterator[str]:
    """Yield the same text in chunks of at least 32 Ki characters, the last one apart."""
    chunk: list[str] = []
    length = 0
    for line in lines:
        chunk.append(line)
        length += len(line)
        if length >= _MIN_LENGTH:
            yield "".join(chunk)
            chunk, length = [], 0
    if chunk:
        yield "".join(chunk)
