"""Which facts hold words: by stored sets, and side by side by the index of the database."""

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import and_

from pyroaring import BitMap
from sqlalchemy import Connection

from policyfacts.queries.text_search import find_phrase, read_word_sets
from policyfacts.search.sets.fact_sets import FactOrder
from policyfacts.search.sets.text_query import Terms, TextQuery
from policyfacts.vocabulary import MatchField


def match_text(connection: Connection, order: FactOrder, query: TextQuery) -> BitMap:
    """Return the ordinals of the facts that hold every phrase."""
    phrases = query.spelled()
    matches = WordSets(connection, phrases).all_in(MatchField)
    for phrase in phrases:
        if matches and len(phrase) > 1:
            matches &= match_phrase(connection, order, phrase)
    return matches


def match_phrase(connection: Connection, order: FactOrder, phrase: Sequence[str]) -> BitMap:
    """Return the ordinals of the facts in which these words, as stored, stand side by side."""
    return order.ordinal_set(find_phrase(connection, phrase))


class WordSets:
    """The facts that hold each of the words of phrases, by field."""

    def __init__(self, connection: Connection, phrases: Iterable[Terms]) -> None:
        self._words = {term for phrase in phrases for term in phrase}
        self._sets = {
            (word, field): BitMap.deserialize(members)
            for word, field, members in read_word_sets(connection, self._words)
        }

    def all_in(self, fields: Iterable[MatchField]) -> BitMap:
        """Return the ordinals of the facts that hold every word in one or another of the fields."""
        names = [field.value for field in fields]
        empty = BitMap()
        return reduce(
            and_,
            (
                BitMap.union(*(self._sets.get((word, name), empty) for name in names))
                for word in self._words
            ),
        )
