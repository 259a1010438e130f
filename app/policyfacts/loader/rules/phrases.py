"""Words and phrases that a rule looks for in a text."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from policyfacts.loader.seed.records import StatementSense, StatementWordsRecord
from policyfacts.loader.source_text.name_finder import Word, words_of


@dataclass(frozen=True, slots=True)
class PhraseMatch:
    """Words `start` to `end` (excluded) of a text, a phrase of one of the groups of words."""

    start: int
    end: int
    group: StatementWordsRecord

    def text(self, words: Sequence[Word]) -> str:
        """Return the phrase as the text has it."""
        return " ".join(word.text for word in words[self.start : self.end])


class Phrases:
    """Finds the phrases of some senses; where several begin, the longest wins."""

    def __init__(
        self, groups: Iterable[StatementWordsRecord], senses: Iterable[StatementSense]
    ) -> None:
        wanted_senses = set(senses)
        self._groups: Mapping[tuple[str, ...], StatementWordsRecord] = {
            tuple(word.folded for word in words_of(phrase)): group
            for group in groups
            if group.sense in wanted_senses
            for phrase in group.words
        }
        self._longest = max(map(len, self._groups), default=0)

    def find(self, words: Sequence[Word]) -> Iterator[PhraseMatch]:
        """Yield the phrases of a text, in order; none overlaps another."""
        folded = [word.folded for word in words]
        start = 0
        while start < len(folded):
            end = start + 1
            for length in range(min(self._longest, len(folded) - start), 0, -1):
                group = self._groups.get(tuple(folded[start : start + length]))
                if group is not None:
                    end = start + length
                    yield PhraseMatch(start, end, group)
                    break
            start = end
