"""The words of each fact for text search: of its statement, its parties' names, its topics.

Every name that a party bears or bore, in every language, with its id, or a country's alpha-3
code. Excluded parties are not searched.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, TypeAlias

from policyfacts.analyser import GAP, analyse, spell
from policyfacts.loader.derive.facts import FactParts
from policyfacts.loader.derive.reference import Reference
from policyfacts.loader.digests import digest_of
from policyfacts.vocabulary import Role

Terms: TypeAlias = tuple[str, ...]

# PostgreSQL keeps 256 places of a word, and 16,383 places of all fields together.
_MOST_REPEATED = {"statement": 25, "names": 200, "topics": 25}
_LONGEST_FIELD = 5000


class TextBuilder:
    """Makes the row of a fact in `fact_texts`."""

    def __init__(self, reference: Reference) -> None:
        self._reference = reference
        self._names_of = cache(self._analyse_names)
        self._topic = cache(self._analyse_topic)

    def row(self, parts: FactParts) -> dict[str, Any]:
        """The words of one fact, and their digest."""
        parties = dict.fromkeys(
            row["entity_id"] for row in parts.parties if row["role"] != Role.EXCLUDED
        )
        topics = [row["topic_id"] for row in parts.topics]
        texts: dict[str, Iterable[Terms]] = {
            "statement": [_terms(parts.fact["statement"])],
            "names": (name for it in parties for name in self._names_of(it)),
            "topics": (self._topic(it) for it in topics),
        }
        words = {field: join_texts(texts[field], most) for field, most in _MOST_REPEATED.items()}
        return {"fact_number": parts.fact["number"], "digest": digest_of(words), **words}

    def _analyse_names(self, entity_id: str) -> list[Terms]:
        return [_terms(name) for name in self._reference.written_names(entity_id)]

    def _analyse_topic(self, topic_id: str) -> Terms:
        return _terms(self._reference.topics[topic_id]["name"])


def join_texts(texts: Iterable[Terms], most_repeated: int) -> list[str]:
    """The words of several texts, each after a gap; a text that was there before is left out.

    Where a word comes too often, or a field grows too long for a database, its further texts are
    found by their words, no longer by phrases: the same on every database.
    """
    joined: list[str] = []
    seen: Counter[str] = Counter()
    for text in dict.fromkeys(texts):
        fits = len(joined) + len(text) < _LONGEST_FIELD
        repeated = Counter(text)
        whole = fits and all(seen[it] + repeated[it] <= most_repeated for it in repeated)
        for part in [text] if whole else _new_words(text, seen):
            joined += [GAP, *part]
            seen.update(part)
    return joined


def _new_words(text: Terms, seen: Counter[str]) -> Iterator[Sequence[str]]:
    for word in dict.fromkeys(text):
        if not seen[word]:
            yield (word,)


def _terms(text: str) -> Terms:
    return tuple(spell(word.term) for word in analyse(text))
