"""Names by the beginnings of their words, in any script: what completes what one types."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import TypeAlias

from anyascii import anyascii

from policyfacts.naming import normalise_name
from policyfacts.search.names.hints import MAX_HINTS, Hints

TermKey: TypeAlias = tuple[str, str]
"""The kind and the id of what bears a name."""

# Shorter ids and codes are never meant by a misspelling.
_MIN_CODE = 4
_LAST_CHARACTER = "\U0010ffff"


class Rank(IntEnum):
    """How a name is like what is typed, the best first."""

    EXACT = 0
    PREFIX = 1
    WORD = 2
    NEAR = 3


@dataclass(frozen=True)
class IndexedName:
    """A name of a term, or a code or id, which is matched only as a whole."""

    key: TermKey
    text: str
    is_code: bool = False


@dataclass(frozen=True, order=True)
class NameHit:
    """How the name with this number is like what is typed; of several hits the least is best."""

    rank: Rank
    number: int


def folded_forms(text: str) -> list[str]:
    """Return the forms in which a name is compared: as it is written, and in Latin letters."""
    forms = (normalise_name(text), normalise_name(anyascii(text)))
    return list(dict.fromkeys(form for form in forms if form))


class NameIndex:
    """All names, searched by what is typed; of the names of one term, the best counts."""

    def __init__(self, names: Iterable[IndexedName]) -> None:
        self.names = list(names)
        self._forms: list[tuple[str, int]] = []
        self._first = {name.key: number for number, name in reversed([*enumerate(self.names)])}
        self._hints: dict[frozenset[str], Hints[int]] = {}
        self._codes: dict[str, list[int]] = defaultdict(list)
        with_word: dict[str, list[int]] = defaultdict(list)
        for number, name in enumerate(self.names):
            for form in folded_forms(name.text):
                if name.is_code:
                    self._codes[form].append(number)
                    continue
                for word in dict.fromkeys(form.split()):
                    with_word[word].append(len(self._forms))
                self._forms.append((form, number))
        self._words = sorted(with_word)
        self._with_word = [with_word[word] for word in self._words]

    def find(self, typed: str) -> dict[TermKey, NameHit]:
        """Return the best hit of each term in whose name every typed word begins a word."""
        hits: dict[TermKey, NameHit] = {}
        for folded in folded_forms(typed):
            for hit in self._hits(folded):
                key = self.names[hit.number].key
                if key not in hits or hit < hits[key]:
                    hits[key] = hit
        return hits

    def near(self, typed: str, kinds: Collection[str]) -> dict[TermKey, NameHit]:
        """Return the hits of terms whose name may be misspelt so, in the first form with any."""
        for form in dict.fromkeys((typed, anyascii(typed))):
            numbers = [
                number
                for hints in self._hints_of(frozenset(kinds))
                for number in hints.near(form)[:MAX_HINTS]
            ]
            if numbers:
                return {self.names[number].key: NameHit(Rank.NEAR, number) for number in numbers}
        return {}

    def first_of(self, key: TermKey) -> int:
        """Return the number of the name that a term is best known by."""
        return self._first[key]

    def _hints_of(self, kinds: frozenset[str]) -> list[Hints[int]]:
        """Return the hints of some kinds: each has its own, and all have theirs together."""
        every = frozenset(key[0] for key in self._first)
        groups = [every] if kinds >= every else [frozenset((kind,)) for kind in sorted(kinds)]
        return [self._hints.get(group) or self._index_hints(group) for group in groups]

    def _index_hints(self, kinds: frozenset[str]) -> Hints[int]:
        numbers: dict[str, tuple[int, ...]] = {}
        for number, name in enumerate(self.names):
            if name.key[0] in kinds and not (name.is_code and len(name.text) < _MIN_CODE):
                for form in dict.fromkeys((name.text, anyascii(name.text))):
                    numbers[form] = (*numbers.get(form, ()), number)
        return self._hints.setdefault(kinds, Hints(numbers))

    def _hits(self, typed: str) -> Iterable[NameHit]:
        yield from (NameHit(Rank.EXACT, number) for number in self._codes.get(typed, ()))
        for index in self._with_words(typed.split()):
            form, number = self._forms[index]
            if form == typed:
                yield NameHit(Rank.EXACT, number)
            else:
                yield NameHit(Rank.PREFIX if form.startswith(typed) else Rank.WORD, number)

    def _with_words(self, prefixes: list[str]) -> set[int]:
        return set.intersection(*map(self._with_word_prefix, prefixes))

    def _with_word_prefix(self, prefix: str) -> set[int]:
        first = bisect_left(self._words, prefix)
        last = bisect_right(self._words, prefix + _LAST_CHARACTER)
        return set().union(*self._with_word[first:last])
