"""Names that are spelt alike: how similar, from 0 to 1, without comparing each name with each.

The pairs of letters that two names share select candidates; difflib then compares them whole.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from heapq import nlargest

from policyfacts.search.names.name_index import IndexedName, TermKey, folded_forms

# Of two names less similar than this, nobody would think that one is meant for the other.
MIN_SIMILARITY = 0.7
_MAX_CANDIDATES = 40
_MAX_LENGTH = 120


@dataclass(frozen=True)
class SimilarName:
    """A name that is like what is written: whose it is, and how similar."""

    key: TermKey
    text: str
    similarity: float


class SimilarityIndex:
    """Names by their pairs of letters; codes are left out, as one letter makes them another."""

    def __init__(self, names: Iterable[IndexedName]) -> None:
        by_form: dict[str, list[IndexedName]] = defaultdict(list)
        for name in names:
            for form in () if name.is_code else folded_forms(name.text):
                by_form[form].append(name)
        self._forms = list(by_form)
        self._names = list(by_form.values())
        self._kinds = [frozenset(name.key[0] for name in group) for group in self._names]
        self._sizes: list[int] = []
        self._with_pair: dict[str, list[int]] = defaultdict(list)
        for number, form in enumerate(self._forms):
            pairs = _pairs(form)
            self._sizes.append(len(pairs))
            for pair in pairs:
                self._with_pair[pair].append(number)

    def find(self, text: str, kinds: Collection[str]) -> dict[TermKey, SimilarName]:
        """Return, for each term of these kinds that is similar enough, its most similar name."""
        best: dict[TermKey, SimilarName] = {}
        for folded in folded_forms(text[:_MAX_LENGTH]):
            for number, similarity in self._similar(folded, frozenset(kinds)):
                for name in self._names[number]:
                    if name.key[0] in kinds and _is_better(similarity, best.get(name.key)):
                        best[name.key] = SimilarName(name.key, name.text, similarity)
        return best

    def _similar(self, folded: str, kinds: frozenset[str]) -> Iterable[tuple[int, float]]:
        pairs = _pairs(folded)
        shared = Counter(number for pair in pairs for number in self._with_pair.get(pair, ()))
        overlap = {
            number: 2 * count / (len(pairs) + self._sizes[number])
            for number, count in shared.items()
            if not kinds.isdisjoint(self._kinds[number])
        }
        matcher = SequenceMatcher(autojunk=False)
        matcher.set_seq2(folded)
        for number in nlargest(_MAX_CANDIDATES, overlap, key=lambda n: (overlap[n], -n)):
            matcher.set_seq1(self._forms[number])
            # Words in another order share pairs, and letters that stand amiss share runs.
            similarity = max(overlap[number], matcher.ratio())
            if similarity >= MIN_SIMILARITY:
                yield number, similarity


def _is_better(similarity: float, other: SimilarName | None) -> bool:
    return other is None or similarity > other.similarity


def _pairs(form: str) -> set[str]:
    """Return each two letters side by side; beginnings and ends of words count as letters."""
    padded = f" {form} "
    return {padded[index : index + 2] for index in range(len(padded) - 1)}
