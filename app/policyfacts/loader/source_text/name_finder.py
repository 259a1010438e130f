"""Find the names of entities in a sentence."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from policyfacts.loader.seed.entities import SeedEntity
from policyfacts.naming import normalise_name
from policyfacts.vocabulary import NameKind

_POSSESSIVE = re.compile(r"['’]s?\b")
_ACRONYM_LENGTH = 6


@dataclass(frozen=True)
class Word:
    """A word of a sentence as written and as compared."""

    text: str
    folded: str


@dataclass(frozen=True)
class NameMatch:
    """Words `start` to `end` (excluded) of a sentence, a name of each of `entities`."""

    start: int
    end: int
    entities: frozenset[str]


def words_of(text: str) -> list[Word]:
    """Split a text into words, also at hyphens; drop possessive endings and the dots of U.S."""
    composed = unicodedata.normalize("NFC", text)
    plain = _POSSESSIVE.sub("", composed).replace("U.S.", "US")
    return [Word(part, normalise_name(part)) for part in re.findall(r"\w+", plain)]


class NameFinder:
    """Finds the names of entities, indexed by their first word."""

    def __init__(self, entities: Iterable[SeedEntity]) -> None:
        self._names: dict[str, dict[tuple[str, ...], set[tuple[str, bool]]]] = {}
        for entity in entities:
            for name in entity.names:
                if name.kind is not NameKind.RELATED:
                    self._add(entity.id, name.name)

    def _add(self, entity_id: str, name: str) -> None:
        words = words_of(name)
        if not words:
            return
        key = tuple(word.folded for word in words)
        is_acronym = len(words) == 1 and name.isupper() and len(name) <= _ACRONYM_LENGTH
        self._names.setdefault(key[0], {}).setdefault(key, set()).add((entity_id, is_acronym))

    def find_all(self, words: list[Word]) -> Iterator[NameMatch]:
        """Yield every name, those inside longer ones too."""
        for start, word in enumerate(words):
            for key, bearers in self._names.get(word.folded, {}).items():
                end = start + len(key)
                run = words[start:end]
                if tuple(part.folded for part in run) != key or not _written_as_name(run):
                    continue
                fitting = {
                    entity for entity, acronym in bearers if not acronym or run[0].text.isupper()
                }
                if fitting:
                    yield NameMatch(start, end, frozenset(fitting))

    def find_longest(self, words: list[Word]) -> list[NameMatch]:
        """List the names that do not overlap, the longest winning; in order of the words."""
        chosen: list[NameMatch] = []
        for name in sorted(
            self.find_all(words), key=lambda name: (name.start - name.end, name.start)
        ):
            start, end = name.start, name.end
            is_same = any((other.start, other.end) == (start, end) for other in chosen)
            if is_same or all(end <= other.start or other.end <= start for other in chosen):
                chosen.append(name)
        return sorted(chosen, key=lambda name: name.start)


def _written_as_name(words: list[Word]) -> bool:
    return any(word.text[0].isupper() or not word.text.isascii() for word in words)
