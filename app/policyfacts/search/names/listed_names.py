"""Names in a list that is parted by commas, some of which may belong to a name.

Of what stands between commas, the longest run that is a name is one, from the left. Where its parts
are names as well, only a name that is written so counts: `Hong Kong, China`, but not `Samoa,
American`. What may be read otherwise is said.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from policyfacts.errors import quote

# Parts of a name with four commas.
_MAX_PARTS = 5
Resolve: TypeAlias = Callable[[str, str], str]
"""Returns the id for a parameter and a value as it is written, or raises UnresolvedName."""
Find: TypeAlias = Callable[[str], Collection[str]]
"""Returns the ids that a text may stand for."""


def _find_nothing(_: str) -> Collection[str]:
    return ()


@dataclass(frozen=True)
class NameReader:
    """How a parameter reads its values.

    `find_exactly` finds what is written as a name is, `find` whatever can be read as one. Values of
    closed lists are no names, and need neither.
    """

    resolve: Resolve
    is_id: Callable[[str], bool] = lambda _: True
    find_exactly: Find = _find_nothing
    find: Find = _find_nothing


@dataclass(frozen=True)
class ListedName:
    """A name of a list, and what to say of how the list was read."""

    text: str
    warning: str | None = None


def join_names(values: Sequence[str], reader: NameReader) -> Iterator[ListedName]:
    """Yield the names of a parameter, whose values keep the comma that they stand behind."""
    start = 0
    while start < len(values):
        end = start + 1
        while end < len(values) and values[end].startswith(","):
            end += 1
        yield from _join([value.removeprefix(",") for value in values[start:end]], reader)
        start = end


def _join(parts: Sequence[str], reader: NameReader) -> Iterator[ListedName]:
    start = 0
    while start < len(parts):
        name, count = _longest(parts[start : start + _MAX_PARTS], reader)
        yield name
        start += count


def _longest(parts: Sequence[str], reader: NameReader) -> tuple[ListedName, int]:
    """Return the longest name that parts begin with, and of how many parts it is."""
    warning = None
    first = parts[0].strip('"')
    for count in range(len(parts), 1, -1) if not reader.is_id(first) else ():
        text = ", ".join(parts[:count])
        ids = reader.find(text)
        if not ids:
            continue
        is_list = all(len(reader.find(part)) == 1 for part in parts[:count])
        if not is_list or reader.find_exactly(text):
            several = ",".join(f'"{part}"' for part in parts[:count])
            note = f"{quote(text)} is read as one name: several are written {several}."
            return ListedName(text, note if is_list else None), count
        warning = f"{quote(text)} are {count} names: if {_or(ids)} is meant, write the id."
    return ListedName(first, warning), 1


def _or(ids: Collection[str]) -> str:
    return " or ".join(sorted(ids))
