"""Forms of words and of names: folded, by their stems, and by the words at their ends."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias

from policyfacts.analyser import analyse
from policyfacts.naming import normalise_name
from policyfacts.search.questions.tokens import Question

# Shorter words are found as they are, others with endings that are longer or shorter by so much.
_MIN_STEMMED = 4
_MAX_ENDING = 3
_CACHE_SIZE = 10_000

Stems: TypeAlias = tuple[str, ...]
Forms: TypeAlias = Mapping[Stems, Sequence[tuple[str, str]]]
"""Forms by their stems, each with what it stands for."""


# The same few words are looked up in many lists.
@lru_cache(maxsize=_CACHE_SIZE)
def fold(text: str) -> str:
    """Return a text as names are compared."""
    return normalise_name(text)


@lru_cache(maxsize=_CACHE_SIZE)
def _keys(text: str) -> frozenset[Stems]:
    return frozenset(((fold(text),), _stems(text)))


def group_by_stems(forms: Iterable[tuple[str, str]]) -> Forms:
    """Group forms by their stems, each with what it stands for."""
    by_stems: dict[Stems, list[tuple[str, str]]] = defaultdict(list)
    for form, value in forms:
        if len(form) >= _MIN_STEMMED:
            by_stems[_stems(form)].append((form, value))
    return by_stems


@lru_cache(maxsize=_CACHE_SIZE)
def _stems(text: str) -> Stems:
    return tuple(word.term for word in analyse(text))


def find_by_stems(forms: Forms, text: str) -> list[str]:
    """Return what the forms with these stems stand for, where only their endings differ."""
    if len(text) < _MIN_STEMMED:
        return []
    words = fold(text).split()
    return [
        value
        for form, value in forms.get(_stems(text), ())
        if _differ_in_endings(normalise_name(form).split(), words)
    ]


def _differ_in_endings(form: Sequence[str], words: Sequence[str]) -> bool:
    return all(
        abs(len(left) - len(right)) <= _MAX_ENDING for left, right in zip(form, words, strict=False)
    )


class WordEnds:
    """The words with which names and phrases begin and end: few others are worth a look."""

    def __init__(self, forms: Iterable[str]) -> None:
        self._longest: dict[Stems, int] = {}
        self._last: set[Stems] = set()
        for form in forms:
            texts = _token_texts(form)
            if len(texts) > 1:
                for key in _keys(texts[0]):
                    self._longest[key] = max(len(texts), self._longest.get(key, 1))
                self._last |= _keys(texts[-1])

    def longest(self, text: str) -> int:
        """Return how many words the longest form has that begins with a word or a form of it."""
        return max(self._longest.get(key, 1) for key in _keys(text))

    def may_end(self, text: str) -> bool:
        """Return whether some form ends with a word, or with another form of it."""
        return not self._last.isdisjoint(_keys(text))


def _token_texts(form: str) -> list[str]:
    return [token.text for token in Question.of_text(form).tokens]
