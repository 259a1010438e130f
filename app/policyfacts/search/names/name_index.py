"""Names by the beginnings of their words, in any script: what completes what one types."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import TypeAlias

from anyascii import anyascii

from policyfacts.naming import normalise_name

Key: TypeAlias = tuple[str, str]
"""What bears a name: its kind and its id."""

_LAST = "\U0010ffff"


class Rank(IntEnum):
    """How a name is like what is typed, the best first."""

    EXACT = 0
    PREFIX = 1
    WORD = 2
    NEAR = 3


@dataclass(frozen=True)
class Writing:
    """A name of something, or a code or id, which is no beginning of anything."""

    key: Key
    text: str
    is_code: bool = False


@dataclass(frozen=True, order=True)
class Hit:
    """How the writing with this number is like what is typed; of several the least is the best."""

    rank: Rank
    number: int


def foldings(text: str) -> list[str]:
    """What a name is compared by: as it is written, and in Latin letters."""
    both = (normalise_name(text), normalise_name(anyascii(text)))
    return list(dict.fromkeys(it for it in both if it))


class NameIndex:
    """All writings, found by what is typed; of the writings of one thing, the best first."""

    def __init__(self, writings: Iterable[Writing]) -> None:
        self.writings = list(writings)
        self._forms: list[tuple[str, int]] = []
        self._codes: dict[str, list[int]] = defaultdict(list)
        with_word: dict[str, list[int]] = defaultdict(list)
        for number, writing in enumerate(self.writings):
            for form in foldings(writing.text):
                if writing.is_code:
                    self._codes[form].append(number)
                    continue
                for word in dict.fromkeys(form.split()):
                    with_word[word].append(len(self._forms))
                self._forms.append((form, number))
        self._words = sorted(with_word)
        self._with_word = [with_word[word] for word in self._words]

    def find(self, typed: str) -> dict[Key, Hit]:
        """The best hit of everything with a name each of whose typed words begins a word of it."""
        hits: dict[Key, Hit] = {}
        for folded in foldings(typed):
            for hit in self._hits(folded):
                key = self.writings[hit.number].key
                if key not in hits or hit < hits[key]:
                    hits[key] = hit
        return hits

    def forms(self, kinds: Collection[str]) -> dict[str, int]:
        """Numbers of writings by folded name: what a misspelling is compared to."""
        return {
            form: number for form, number in self._forms if self.writings[number].key[0] in kinds
        }

    def _hits(self, typed: str) -> Iterable[Hit]:
        yield from (Hit(Rank.EXACT, number) for number in self._codes.get(typed, ()))
        for index in self._with_words(typed.split()):
            form, number = self._forms[index]
            if form == typed:
                yield Hit(Rank.EXACT, number)
            else:
                yield Hit(Rank.PREFIX if form.startswith(typed) else Rank.WORD, number)

    def _with_words(self, beginnings: list[str]) -> set[int]:
        return set.intersection(*(self._with_word_beginning(it) for it in beginnings))

    def _with_word_beginning(self, beginning: str) -> set[int]:
        first = bisect_left(self._words, beginning)
        last = bisect_right(self._words, beginning + _LAST)
        return set().union(*self._with_word[first:last])
