"""Which facts hold the words asked for, and which fit best."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_

from pyroaring import BitMap

from policyfacts.queries.text_search import find_phrase, read_word_sets
from policyfacts.search.sets.text_query import Terms, TextQuery
from policyfacts.search.snapshot import ReadSession
from policyfacts.vocabulary import MatchField

# Words that more facts hold than one in fifty tell little of which fit best; few facts are few.
_PART_RANKED = 50
_ALWAYS_RANKED = 1000


@dataclass(frozen=True)
class Ranking:
    """Positions of facts in sets, those that fit best first; in each set the newest first.

    `warnings` says where they are not ranked.
    """

    tiers: Sequence[BitMap]
    warnings: Sequence[str] = ()


def match_text(session: ReadSession, query: TextQuery) -> BitMap:
    """Positions of the facts that hold every phrase."""
    phrases = query.spelled()
    words = _WordSets(session, phrases)
    found = words.all_in(MatchField)
    for phrase in phrases:
        if found and len(phrase) > 1:
            found &= _side_by_side(session, phrase)
    return found


def rank_text(session: ReadSession, query: TextQuery, found: BitMap) -> Ranking:
    """The facts that hold every phrase, which are known, by how well they fit.

    Where the words asked for stand side by side, a fact fits better than where they do not; then,
    where all of them stand in the statement, better than where it takes names, or topics.
    """
    everything = len(session.snapshot.sets.everything())
    most = max(_ALWAYS_RANKED, everything // _PART_RANKED)
    if len(found) > most:
        warning = (
            f"{len(found):,} of {everything:,} facts hold what q asks for. "
            f"More than {most:,} are not ranked: these are given newest first."
        )
        return Ranking([found], [warning])
    phrases = query.spelled()
    words = _WordSets(session, phrases)
    in_statement = found & words.all_in([MatchField.STATEMENT])
    said = (found & words.all_in([MatchField.STATEMENT, MatchField.NAMES])) - in_statement
    tiers = [in_statement, said, found - in_statement - said]
    if found and len(phrases) > 1:
        together = _side_by_side(session, [term for phrase in phrases for term in phrase])
        tiers = [*(it & together for it in tiers), *(it - together for it in tiers)]
    return Ranking(tiers)


def list_unknown(session: ReadSession, query: TextQuery) -> list[str]:
    """Words and phrases that no fact at all holds, as they were asked for."""
    asked = zip(query.phrases, query.written, strict=True)
    return [
        written
        for phrase, written in asked
        if not match_text(session, TextQuery((phrase,), (written,)))
    ]


class _WordSets:
    """The facts that hold each of the words of phrases, by field."""

    def __init__(self, session: ReadSession, phrases: Iterable[Terms]) -> None:
        self._words = {term for phrase in phrases for term in phrase}
        self._sets = {
            (word, field): BitMap.deserialize(members)
            for word, field, members in read_word_sets(session.connection, self._words)
        }

    def all_in(self, fields: Iterable[MatchField]) -> BitMap:
        """Positions of the facts that hold every word in one or another of the fields."""
        names = [it.value for it in fields]
        nothing = BitMap()
        return reduce(
            and_,
            (
                BitMap.union(*(self._sets.get((word, name), nothing) for name in names))
                for word in self._words
            ),
        )


def _side_by_side(session: ReadSession, phrase: Sequence[str]) -> BitMap:
    return session.snapshot.order.set_of(find_phrase(session.connection, phrase))
