"""The words of each fact for text search: of its statement, its parties' names and its topics.

Names are those of every time and language, with the entity's id, or a country's alpha-3 code.
Excluded parties are not searched.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple, TypeAlias

from policyfacts.analyser import GAP, spell_all
from policyfacts.loader.derive.fact_rows import FactParts
from policyfacts.loader.derive.reference_data import ReferenceData

Terms: TypeAlias = tuple[str, ...]

# PostgreSQL keeps 256 positions of a word, and 16,383 of all fields together.
_MAX_REPEATS_IN_TEXT, _MAX_REPEATS_IN_NAMES = 25, 200
_MAX_FIELD_WORDS = 5000
_CACHE_SIZE = 500


class TextRow(NamedTuple):
    """A row of `fact_texts`."""

    fact_number: int
    digest: str
    statement: Sequence[str]
    names: Sequence[str]
    topics: Sequence[str]


class TextBuilder:
    """Makes the row of a fact in `fact_texts`."""

    def __init__(self, reference: ReferenceData) -> None:
        self._reference = reference
        self._names_of = cache(self._analyse_names)
        # The same few entities and topics come together again and again.
        self._names = lru_cache(_CACHE_SIZE)(self._join_names)
        self._topics = lru_cache(_CACHE_SIZE)(self._join_topics)

    def row(self, parts: FactParts) -> TextRow:
        """Make the row of a fact: its words and their digest."""
        statement = join_texts([spell_all(parts.fact.statement)], _MAX_REPEATS_IN_TEXT)
        names = self._names(parts.searched_ids)
        topics = self._topics(parts.topic_ids)
        digest = hashlib.sha256("\n".join((" ".join(statement), names[1], topics[1])).encode())
        return TextRow(parts.fact.number, digest.hexdigest(), statement, names[0], topics[0])

    def _join_names(self, entities: Terms) -> tuple[list[str], str]:
        """Return the words of all names of entities, as a list and as one text."""
        texts = (name for id_ in dict.fromkeys(entities) for name in self._names_of(id_))
        words = join_texts(texts, _MAX_REPEATS_IN_NAMES)
        return words, " ".join(words)

    def _join_topics(self, topics: Terms) -> tuple[list[str], str]:
        texts = (spell_all(self._reference.topics[id_].name) for id_ in topics)
        words = join_texts(texts, _MAX_REPEATS_IN_TEXT)
        return words, " ".join(words)

    def _analyse_names(self, entity_id: str) -> list[Terms]:
        return [spell_all(name) for name in self._reference.written_names(entity_id)]


def join_texts(texts: Iterable[Terms], max_repeats: int) -> list[str]:
    """Join the words of several texts, each after a gap; leave out repeated texts.

    Where a word is repeated too often, or the field gets too long for a database, further texts
    add their new words only, without phrases: the same on every database.
    """
    different = dict.fromkeys(texts)
    joined = [word for text in different for word in (GAP, *text)]
    repeated = Counter(chain.from_iterable(different))
    if len(joined) < _MAX_FIELD_WORDS and max(repeated.values(), default=0) <= max_repeats:
        return joined
    return _join_in_part(different, max_repeats)


def _join_in_part(texts: Iterable[Terms], max_repeats: int) -> list[str]:
    joined: list[str] = []
    counts: Counter[str] = Counter()
    for text in texts:
        fits = len(joined) + len(text) < _MAX_FIELD_WORDS
        repeated = Counter(text)
        is_whole = fits and all(counts[word] + repeated[word] <= max_repeats for word in repeated)
        for part in [text] if is_whole else _new_words(text, counts):
            joined += [GAP, *part]
            counts.update(part)
    return joined


def _new_words(text: Terms, counts: Counter[str]) -> Iterator[Sequence[str]]:
    for word in dict.fromkeys(text):
        if not counts[word]:
            yield (word,)
