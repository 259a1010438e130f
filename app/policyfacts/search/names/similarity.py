"""Names that are spelt alike: how like, from 0 to 1, without comparing each name with each.

The pairs of letters that two names share choose whom to compare; difflib then compares whole.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from heapq import nlargest

from policyfacts.search.names.name_index import Key, Writing, foldings

# Of two names less alike than this, nobody would think that one is meant for the other.
LEAST = 0.7
_COMPARED = 40
_LONGEST = 120


@dataclass(frozen=True)
class SimilarName:
    """A name that is like what is written: whose it is, and how like."""

    key: Key
    text: str
    likeness: float


class LikenessIndex:
    """Writings by their pairs of letters; codes are left out, as one letter makes them another."""

    def __init__(self, writings: Iterable[Writing]) -> None:
        bearers: dict[str, list[Writing]] = defaultdict(list)
        for writing in writings:
            for form in () if writing.is_code else foldings(writing.text):
                bearers[form].append(writing)
        self._forms = list(bearers)
        self._bearers = list(bearers.values())
        self._kinds = [frozenset(it.key[0] for it in each) for each in self._bearers]
        self._sizes: list[int] = []
        self._with_pair: dict[str, list[int]] = defaultdict(list)
        for number, form in enumerate(self._forms):
            pairs = _pairs(form)
            self._sizes.append(len(pairs))
            for pair in pairs:
                self._with_pair[pair].append(number)

    def find(self, written: str, kinds: Collection[str]) -> dict[Key, SimilarName]:
        """Of everything of these kinds that is at least LEAST alike, the name that is most so."""
        found: dict[Key, SimilarName] = {}
        for folded in foldings(written[:_LONGEST]):
            for number, likeness in self._like(folded, frozenset(kinds)):
                for it in self._bearers[number]:
                    if it.key[0] in kinds and _is_better(likeness, found.get(it.key)):
                        found[it.key] = SimilarName(it.key, it.text, likeness)
        return found

    def _like(self, folded: str, kinds: frozenset[str]) -> Iterable[tuple[int, float]]:
        pairs = _pairs(folded)
        shared = Counter(number for pair in pairs for number in self._with_pair.get(pair, ()))
        part = {
            number: 2 * count / (len(pairs) + self._sizes[number])
            for number, count in shared.items()
            if not kinds.isdisjoint(self._kinds[number])
        }
        matcher = SequenceMatcher(autojunk=False)
        matcher.set_seq2(folded)
        for number in nlargest(_COMPARED, part, key=lambda it: (part[it], -it)):
            matcher.set_seq1(self._forms[number])
            # Words in another order share pairs, and letters that stand amiss share runs.
            likeness = max(part[number], matcher.ratio())
            if likeness >= LEAST:
                yield number, likeness


def _is_better(likeness: float, other: SimilarName | None) -> bool:
    return other is None or likeness > other.likeness


def _pairs(form: str) -> set[str]:
    """Each two letters side by side; beginnings and ends of words count as letters."""
    padded = f" {form} "
    return {padded[at : at + 2] for at in range(len(padded) - 1)}
