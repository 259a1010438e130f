"""Which facts hold words: by stored sets, and side by side by the index of the database."""

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import and_

from pyroaring import BitMap
from sqlalchemy import Connection

from policyfacts.queries.text_search import find_phrase, read_word_sets
from policyfacts.search.sets.fact_sets import FactOrder
from policyfacts.search.sets.text_query import Clause, Phrase, TextQuery
from policyfacts.vocabulary import MatchField


def match_text(
    connection: Connection, everything: BitMap, order: FactOrder, query: TextQuery
) -> BitMap:
    """Return the ordinals of the facts, of all that there are, for which every clause holds."""
    words = WordSets(connection, query)
    # Sets of words are cheap, and where they have nothing in common no phrase is looked up.
    matches = words.candidates(everything, tuple(MatchField))
    for clause in query.clauses:
        if matches and not clause.is_word:
            matches = matches & match_clause(connection, everything, order, clause, words)
    return matches


def match_clause(
    connection: Connection, everything: BitMap, order: FactOrder, clause: Clause, words: "WordSets"
) -> BitMap:
    """Return the ordinals of the facts that hold one of its phrases, or lack an excluded one."""

    def find(phrase: Phrase) -> BitMap:
        facts = words.facts_with(phrase, MatchField)
        is_word = len(phrase.terms) == 1
        return facts if is_word or not facts else facts & match_phrase(connection, order, phrase)

    lacking = (everything - find(phrase) for phrase in clause.excluded)
    return BitMap.union(*map(find, clause.included), *lacking)


def match_phrase(connection: Connection, order: FactOrder, phrase: Phrase) -> BitMap:
    """Return the ordinals of the facts in which the words stand side by side."""
    return order.ordinal_set(find_phrase(connection, phrase.spelled()))


class WordSets:
    """The facts that hold each of the words of a query, by field."""

    def __init__(self, connection: Connection, query: TextQuery) -> None:
        words = {word for phrase in query.all_phrases() for word in phrase.spelled()}
        self._clauses = query.clauses
        self._sets = {
            (word, field): BitMap.deserialize(members)
            for word, field, members in read_word_sets(connection, words)
        }

    def candidates(self, matches: BitMap, fields: Sequence[MatchField]) -> BitMap:
        """Return those of the facts that hold the words of one phrase of each clause.

        Each word may stand in another of the fields. What clauses exclude is not looked at.
        """
        for clause in self._clauses:
            if not clause.excluded:
                sets = (self.facts_with(phrase, fields) for phrase in clause.included)
                matches = matches & BitMap.union(*sets)
        return matches

    def facts_with(self, phrase: Phrase, fields: Iterable[MatchField]) -> BitMap:
        """Return the facts that hold every word in one or another of the fields."""
        names = [field.value for field in fields]
        empty = BitMap()
        return reduce(
            and_,
            (
                BitMap.union(*(self._sets.get((word, name), empty) for name in names))
                for word in phrase.spelled()
            ),
        )
