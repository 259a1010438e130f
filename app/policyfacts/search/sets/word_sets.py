"""Which facts hold words: by stored sets, and side by side by the index of the database."""

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import and_

from pyroaring import BitMap
from sqlalchemy import Connection

from policyfacts.queries.text_search import find_phrase, read_word_sets
from policyfacts.search.sets.fact_sets import FactOrder
from policyfacts.search.sets.text_query import Clause, Phrase, TextQuery
from policyfacts.vocabulary import MatchField, WordMatch

OWN_FIELDS = (MatchField.STATEMENT, MatchField.NAMES, MatchField.TOPICS)
FIELDS = {WordMatch.OWN: OWN_FIELDS, WordMatch.ANY: (*OWN_FIELDS, MatchField.SENTENCE)}


class TextSearch:
    """Searches the words of one release; sets and phrases are read once for all that ask."""

    def __init__(self, connection: Connection, everything: BitMap, order: FactOrder) -> None:
        self._connection = connection
        self._everything = everything
        self._order = order
        self._words: dict[tuple[Clause, ...], WordSets] = {}
        self._phrases: dict[tuple[str, ...], BitMap] = {}

    def match(self, query: TextQuery) -> BitMap:
        """Return the ordinals of the facts for which every clause holds."""
        words, fields = self.words(query), FIELDS[query.match]
        # Sets of words are cheap, and where they have nothing in common no phrase is looked up.
        matches = words.candidates(self._everything, fields)
        for clause in query.clauses:
            if matches and not clause.is_word:
                matches = matches & self._match_clause(clause, words, fields)
        return matches

    def match_clauses(self, query: TextQuery) -> list[BitMap]:
        """Return, of each clause, the ordinals of the facts for which that one holds."""
        words, fields = self.words(query), FIELDS[query.match]
        return [self._match_clause(clause, words, fields) for clause in query.clauses]

    def words(self, query: TextQuery) -> "WordSets":
        """Return the facts that hold each of the words of a query."""
        words = self._words.get(query.clauses)
        if words is None:
            words = self._words[query.clauses] = WordSets(self._connection, query)
        return words

    def match_phrase(self, phrase: Phrase) -> BitMap:
        """Return the ordinals of the facts in whose own texts the words stand side by side."""
        spelled = phrase.spelled()
        if spelled not in self._phrases:
            numbers = find_phrase(self._connection, spelled)
            self._phrases[spelled] = self._order.ordinal_set(numbers)
        return self._phrases[spelled]

    def _match_clause(
        self, clause: Clause, words: "WordSets", fields: Sequence[MatchField]
    ) -> BitMap:
        """Return the facts that hold one of its phrases, or lack an excluded one.

        What is excluded is looked for in own texts alone: nobody can see why a fact is left out.
        """
        included = (self._find(phrase, words, fields) for phrase in clause.included)
        excluded = (self._find(phrase, words, OWN_FIELDS) for phrase in clause.excluded)
        return BitMap.union(*included, *(self._everything - facts for facts in excluded))

    def _find(self, phrase: Phrase, words: "WordSets", fields: Sequence[MatchField]) -> BitMap:
        """Return the facts that hold a word, or words side by side.

        Words of a sentence have no order: there only what a hyphen joins stands together.
        """
        if len(phrase.terms) == 1:
            return words.facts_with(phrase, fields)
        facts = words.facts_with(phrase, OWN_FIELDS)
        facts = facts & self.match_phrase(phrase) if facts else facts
        is_in_sentences = MatchField.SENTENCE in fields and phrase.is_compound
        return facts | words.joined_in_sentence(phrase) if is_in_sentences else facts


class WordSets:
    """The facts that hold each of the words of a query, by field."""

    def __init__(self, connection: Connection, query: TextQuery) -> None:
        phrases = query.all_phrases()
        words = {word for phrase in phrases for word in phrase.spelled()}
        words |= {phrase.spelled_compound() for phrase in phrases if phrase.is_compound}
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
                included = (self.facts_with(phrase, fields) for phrase in clause.included)
                matches = matches & BitMap.union(*included)
        return matches

    def facts_with(self, phrase: Phrase, fields: Iterable[MatchField]) -> BitMap:
        """Return the facts that hold every word in one or another of the fields.

        What stands in quotes is looked for as it stands, and so in no sentence.
        """
        names = [field.value for field in fields if field in OWN_FIELDS or not phrase.is_quoted]
        empty = BitMap()
        return reduce(
            and_,
            (
                BitMap.union(*(self._sets.get((word, name), empty) for name in names))
                for word in phrase.spelled()
            ),
        )

    def joined_in_sentence(self, phrase: Phrase) -> BitMap:
        """Return the facts of which a sentence has the words, joined by hyphens."""
        return self._sets.get((phrase.spelled_compound(), MatchField.SENTENCE.value), BitMap())
