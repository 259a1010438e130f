"""Facts that are found by their sentences: they come last, and are counted apart."""

from pyroaring import BitMap

from policyfacts.search.sets.filters import FactFilter, in_own_texts
from policyfacts.search.sets.matcher import Matcher


def find_by_sentence(matcher: Matcher, fact_filter: FactFilter, matches: BitMap) -> BitMap:
    """Return those of the matches that do not hold all words in texts of their own."""
    own = in_own_texts(fact_filter)
    # Most filters have no words, and are the same then.
    return BitMap() if own == fact_filter else matches - matcher.match(own)


def sentence_warnings(noun: str, count: int, total: int) -> list[str]:
    """Say that so many of the facts, or figures, are found by words of their sentences."""
    if not count:
        return []
    nouns = noun if total == 1 else f"{noun}s"
    verb, whose = ("is", "its sentence has") if count == 1 else ("are", "their sentences have")
    return [
        f"{count:,} of {total:,} {nouns} {verb} found by words that only {whose}: "
        "add text_match=own to leave them out."
    ]
