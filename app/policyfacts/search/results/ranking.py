"""Which of the facts that hold the words of a query fit it best."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pyroaring import BitMap

from policyfacts.search.sets.text_query import TextQuery
from policyfacts.search.snapshot import ReadSession
from policyfacts.vocabulary import MatchField, WordMatch

# Words that more facts hold than one in fifty tell little of which fit best; few facts are few.
_RANKED_SHARE = 50
_ALWAYS_RANKED = 1000


@dataclass(frozen=True)
class Ranking:
    """Sets of ordinals, those that fit best first; in each set the newest come first.

    `warnings` says where they are not ranked.
    """

    tiers: Sequence[BitMap]
    warnings: Sequence[str] = ()


def rank_text(session: ReadSession, query: TextQuery, matches: BitMap) -> Ranking:
    """Rank the facts that match a query, which are given, by how well they fit.

    Where the words of the query stand side by side, a fact fits better than where they do not;
    then, where all stand in the statement, better than where it takes names, or topics. Last come
    those that are found by their sentences.
    """
    everything = len(session.snapshot.sets.everything())
    limit = max(_ALWAYS_RANKED, everything // _RANKED_SHARE)
    own = session.text.match(replace(query, match=WordMatch.OWN))
    if len(own) > limit:
        warning = (
            f"{len(own):,} of {everything:,} facts hold what q asks for. "
            f"More than {limit:,} are not ranked: these are given newest first."
        )
        return Ranking([own, matches - own], [warning])
    return Ranking([*_rank_own(session, query, own), *_rank_others(session, query, matches - own)])


def _rank_own(session: ReadSession, query: TextQuery, own: BitMap) -> list[BitMap]:
    """Rank the facts that match by texts of their own."""
    words = session.text.words(query)
    in_statement = words.candidates(own, [MatchField.STATEMENT])
    with_names = words.candidates(own, [MatchField.STATEMENT, MatchField.NAMES])
    in_names = with_names - in_statement
    tiers = [in_statement, in_names, own - in_statement - in_names]
    one_phrase = query.joined()
    if not own or one_phrase is None:
        return tiers
    together = session.text.match_phrase(one_phrase)
    return [*(tier & together for tier in tiers), *(tier - together for tier in tiers)]


def _rank_others(session: ReadSession, query: TextQuery, others: BitMap) -> list[BitMap]:
    """Rank the facts that are found by their sentences: by how many words are their own."""
    with_more = [others]
    for facts in session.text.match_clauses(replace(query, match=WordMatch.OWN)) if others else ():
        fewer = [*with_more, BitMap()]
        with_more = [others, *(more | (less & facts) for less, more in pairwise(fewer))]
    return [less - more for less, more in pairwise([*with_more, BitMap()])][::-1]
