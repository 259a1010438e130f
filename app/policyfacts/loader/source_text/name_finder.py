"""Finding the names of entities in a sentence, the longest first."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from policyfacts.loader.seed.entities import SeedEntity
from policyfacts.naming import normalise_name

_POSSESSIVE = re.compile(r"['’]s?\b")
_ACRONYM_LENGTH = 6


@dataclass(frozen=True)
class Word:
    """A word of a sentence as written and as compared."""

    text: str
    folded: str


@dataclass(frozen=True)
class NameMatch:
    """Words `start` to `end` (excluded) are a name of each of `entities`."""

    start: int
    end: int
    entities: frozenset[str]


def words_of(text: str) -> list[Word]:
    """The words of a text; hyphens part words, possessive endings and initials' dots go."""
    plain = _POSSESSIVE.sub("", text).replace("U.S.", "US")
    return [Word(part, normalise_name(part)) for part in re.findall(r"\w+", plain)]


class NameFinder:
    """All names of all entities, looked up by their first word."""

    def __init__(self, entities: Iterable[SeedEntity]) -> None:
        self._names: dict[str, dict[tuple[str, ...], set[tuple[str, bool]]]] = {}
        for entity in entities:
            for name in entity.names:
                self._add(entity.id, name.name)

    def _add(self, entity_id: str, name: str) -> None:
        words = words_of(name)
        if not words:
            return
        key = tuple(word.folded for word in words)
        is_acronym = len(words) == 1 and name.isupper() and len(name) <= _ACRONYM_LENGTH
        self._names.setdefault(key[0], {}).setdefault(key, set()).add((entity_id, is_acronym))

    def find_all(self, words: list[Word]) -> Iterator[NameMatch]:
        """Every name, those inside longer ones too."""
        for start, word in enumerate(words):
            for key, bearers in self._names.get(word.folded, {}).items():
                end = start + len(key)
                here = words[start:end]
                if tuple(it.folded for it in here) != key or not _written_as_name(here):
                    continue
                fitting = {
                    entity for entity, acronym in bearers if not acronym or here[0].text.isupper()
                }
                if fitting:
                    yield NameMatch(start, end, frozenset(fitting))

    def find_longest(self, words: list[Word]) -> list[NameMatch]:
        """Names that do not overlap, the longest winning; in order."""
        chosen: list[NameMatch] = []
        for found in sorted(self.find_all(words), key=lambda it: (it.start - it.end, it.start)):
            same = [it for it in chosen if (it.start, it.end) == (found.start, found.end)]
            if same or all(found.end <= it.start or it.end <= found.start for it in chosen):
                chosen.append(found)
        return sorted(chosen, key=lambda it: it.start)


def _written_as_name(words: list[Word]) -> bool:
    return any(word.text[0].isupper() or not word.text.isascii() for word in words)
