"""The words of a sentence, as `words.csv` lists them and as text search finds them.

They are a list and no prose: each once, in alphabetical order, without the little words that a
search passes over. A hyphen joins words, as it does in a search.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise

from policyfacts.analyser import Word, analyse, spell_all
from policyfacts.analyser.compounds import JOINT, join_spelled
from policyfacts.loader.seed.characters import find_character_fault

# A part of those that a search passes over: a seed stays right where that list grows.
LITTLE_WORDS = frozenset("a an and at by for from in of on or the to".split())
_DASHES = "-\u2010\u2011\u2012\u2013"


def list_words(sentence: str) -> tuple[str, ...]:
    """List the words of a sentence as they are written, in lower case.

    What no text of a seed may hold is left out, such as a word in letters of two scripts.
    """
    plain = "".join(
        character
        for character in unicodedata.normalize("NFKC", sentence)
        if unicodedata.category(character) != "Cf"
    )
    words = {word.lower() for word in _join_compounds(plain, analyse(plain))} - LITTLE_WORDS
    return tuple(sorted(word for word in words if find_character_fault(word) is None))


def find_fault(word: str) -> str | None:
    """Say why a word is none that `words.csv` lists; None where it is one."""
    if list_words(word) == (word,):
        return None
    if list_words(word) == (word.lower(),):
        return "it is written in lower case"
    if word.lower() in LITTLE_WORDS:
        return "little words are left out"
    return "it is not one word as a search reads words"


def spell_words(words: Iterable[str]) -> frozenset[str]:
    """Return the stored spelling of words; of those that hyphens join, of their parts as well."""
    spelled: set[str] = set()
    for word in words:
        parts = spell_all(word)
        spelled |= {*parts, join_spelled(parts)}
    return frozenset(spelled)


def _join_compounds(text: str, words: list[Word]) -> Iterator[str]:
    """Yield the words of a text, those together that a hyphen joins."""
    if not words:
        return
    joined = [words[0]]
    for earlier, word in pairwise(words):
        if not _is_joined(text, earlier, word):
            yield _write(text, joined)
            joined = []
        joined.append(word)
    yield _write(text, joined)


def _is_joined(text: str, earlier: Word, word: Word) -> bool:
    """Return whether a hyphen joins two words; between numbers it is a dash: `2014-2016`."""
    are_numbers = earlier.term.isdecimal() and word.term.isdecimal()
    between = text[earlier.end : word.start]
    return not are_numbers and len(between) == 1 and between in _DASHES


def _write(text: str, words: list[Word]) -> str:
    return JOINT.join(text[word.start : word.end] for word in words)
