"""The sets of facts that have a word, by field.

A search for words is a few operations on these sets, however many facts have them; only phrases
are searched in the texts.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from pyroaring import BitMap

from policyfacts.analyser import GAP, spell_all
from policyfacts.loader.derive.reference_data import ReferenceData
from policyfacts.vocabulary import MatchField

_BATCH = 20_000


class WordSetBuilder:
    """Collects numbers of facts by words of statements, parties, topics and sentences.

    Facts come in any order. Parties and topics are collected by id, and `build` adds their words:
    parties have many names.
    """

    def __init__(self, reference: ReferenceData) -> None:
        self._reference = reference
        self._latest: dict[MatchField, dict[str, array[int]]] = {
            field: defaultdict(lambda: array("I")) for field in MatchField
        }
        self._sets: dict[MatchField, dict[str, BitMap]] = {
            field: defaultdict(BitMap) for field in MatchField
        }
        self._count = 0

    def add(self, number: int, keys_by_field: Mapping[MatchField, Iterable[str]]) -> None:
        """Add a fact by words, and by the ids of its parties and topics; they may repeat."""
        for field, keys in keys_by_field.items():
            latest = self._latest[field]
            for key in keys:
                latest[key].append(number)
        self._count += 1
        if self._count % _BATCH == 0:
            self._compress()

    def build(self, ordinals: Sequence[int]) -> Iterator[tuple[str, str, bytes]]:
        """Yield word, field and serialized set, with ordinals in place of numbers.

        This empties the builder: both together would take twice the memory.
        """
        self._compress()
        for field, sets in self._sets.items():
            keys_by_word: dict[str, list[str]] = defaultdict(list)
            for key in sets:
                for word in self._words_of(field, key):
                    keys_by_word[word].append(key)
            by_key: dict[str, BitMap] = {}
            while sets:
                key, numbers = sets.popitem()
                by_key[key] = _to_ordinals(numbers, ordinals)
            for word, keys in sorted(keys_by_word.items()):
                yield word, field.value, _union(by_key, keys)

    def _words_of(self, field: MatchField, key: str) -> set[str]:
        match field:
            case MatchField.STATEMENT | MatchField.SENTENCE:
                return {key} - {GAP}
            case MatchField.NAMES:
                return _words(self._reference.written_names(key))
            case MatchField.TOPICS:
                return _words([self._reference.topics[key].name])

    def _compress(self) -> None:
        for field, latest in self._latest.items():
            for key, numbers in latest.items():
                self._sets[field][key] |= BitMap(numbers)
            latest.clear()


def _words(texts: Iterable[str]) -> set[str]:
    return set(chain.from_iterable(map(spell_all, texts)))


def _to_ordinals(numbers: BitMap, ordinals: Sequence[int]) -> BitMap:
    return BitMap(array("I", map(ordinals.__getitem__, numbers.to_array())))


def _union(sets: Mapping[str, BitMap], keys: Iterable[str]) -> bytes:
    joined = BitMap.union(*(sets[key] for key in keys))
    joined.run_optimize()
    return joined.serialize()
