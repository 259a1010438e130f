"""Words of a text as text search compares them: one analyser for both databases.

Case and accents are folded, words of a family are one. Nothing is left out as too common, so that
phrases are found as they stand.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from policyfacts.analyser.folding import MARKS, fold
from policyfacts.analyser.stems import stem

# Copied text has them inside words, where a line may break: soft hyphens and the like.
_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
# Some apostrophes count as letters in Unicode.
_LETTER = f"[^\\W\\d_\u02b9-\u02bf][{MARKS}]*"
# One word, with or without its hyphen: co-operation.
_CO = "(?:[Cc][Oo][-\u2010\u2011](?=[Oo]))?"
_WORD = re.compile(
    f"(?P<whole>(?<![^\\W_])(?P<initials>{_LETTER}(?:\\.{_LETTER})+)\\.?(?![^\\W_])"
    f"|(?P<word>{_CO}[^\\W_\u02b9-\u02bf](?:[^\\W_\u02b9-\u02bf]|[{MARKS}{_INVISIBLE}])*))"
    f"(?:['’\u02bc][sS](?![^\\W_]|[{MARKS}]))?"
)
# The same for texts of ASCII alone, and without such words, which is a good deal faster.
_ASCII_WORD = re.compile(
    "(?P<whole>(?<![A-Za-z0-9])(?P<initials>[A-Za-z](?:\\.[A-Za-z])+)\\.?(?![A-Za-z0-9])"
    "|(?P<word>[A-Za-z0-9]+))(?:'[sS](?![A-Za-z0-9]))?"
)
# PostgreSQL takes no term of 2,048 bytes; what differs only after so many letters is one word.
_MAX_LENGTH = 100
_CACHE_SIZE = 20_000
_HEX_PREFIX = "zq"
GAP = _HEX_PREFIX
"""The separator of texts that no phrase may join: a spelling that no term has."""


@dataclass(frozen=True)
class Word:
    """A word of a text: its term, and the characters of the text from `start` to before `end`."""

    term: str
    start: int
    end: int


def analyse(text: str) -> list[Word]:
    """Return all words of a text in their order."""
    return list(_words(text))


def spell(term: str) -> str:
    """Return the stored spelling of a term: ASCII letters and digits only, no two terms alike."""
    if term.isascii() and not term.startswith(_HEX_PREFIX):
        return term
    return _HEX_PREFIX + term.encode().hex()


def spell_all(text: str) -> tuple[str, ...]:
    """Return the stored spelling of all words of a text in their order."""
    is_plain = text.isascii() and "-o" not in text and "-O" not in text
    pattern = _ASCII_WORD if is_plain else _WORD
    spelled = (_spelled(initials or word) for _, initials, word in pattern.findall(text))
    return tuple(filter(None, spelled))


def _words(text: str) -> Iterator[Word]:
    for match in _WORD.finditer(text):
        term = _term(match["initials"] or match["word"])
        if term:
            yield Word(term, match.start(), match.end("whole"))


@lru_cache(maxsize=_CACHE_SIZE)
def _spelled(word: str) -> str:
    return spell(_term(word))


@lru_cache(maxsize=_CACHE_SIZE)
def _term(word: str) -> str:
    return stem(fold(word)[:_MAX_LENGTH])
