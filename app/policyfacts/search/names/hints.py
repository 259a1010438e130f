"""What somebody probably meant by a name that is none: never what merely shares its letters."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Generic, TypeVar

from policyfacts.naming import normalise_name
from policyfacts.search.names.misspellings import Spellings, is_like_acronym
from policyfacts.search.names.word_bags import bag_of

MAX_HINTS = 3
# A name that has shorter words than this is like everything.
_MIN_LETTERS = 3
_MAX_INITIALS = 6
# Words that more have than this mean none of them: republic, islands.
_MAX_WITH_WORDS = 12
V = TypeVar("V")


class Hints(Generic[V]):
    """Proposes values for what is no name: for a misspelling, words of a name, or its initials."""

    def __init__(self, values: Mapping[str, Collection[V]]) -> None:
        self._values = values
        self._spellings = Spellings(values)
        self._by_word: dict[str, set[str]] = defaultdict(set)
        self._by_initials: dict[str, list[str]] = defaultdict(list)
        for name in values:
            for word in bag_of(name).split():
                self._by_word[word].add(name)
            for initials in _initials(name):
                self._by_initials[initials].append(name)

    def near(self, text: str) -> tuple[V, ...]:
        """Return values that may be meant, the likeliest first; none where no name is similar."""
        names = (
            self._spellings.closest(text, 2 * MAX_HINTS)
            or self._with_words(text)
            or (self._by_initials.get(normalise_name(text), []) if is_like_acronym(text) else [])
        )
        return tuple(dict.fromkeys(value for name in names for value in self._values[name]))

    def _with_words(self, text: str) -> list[str]:
        """Return the names that have all words of a text, the shortest first."""
        words = bag_of(text).split()
        if len("".join(words)) < _MIN_LETTERS:
            return []
        names = set.intersection(*(self._by_word.get(word, set()) for word in words))
        if len({value for name in names for value in self._values[name]}) > _MAX_WITH_WORDS:
            return []
        return sorted(names, key=lambda name: (len(name), name))


def suggest_close(text: str, names: Mapping[str, V]) -> tuple[V, ...]:
    """Return the values of the names most like what is written; none where none is similar."""
    return Hints({name: (value,) for name, value in names.items()}).near(text)[:MAX_HINTS]


def _initials(name: str) -> Iterator[str]:
    initials = "".join(word[0] for word in normalise_name(name).split())
    if 1 < len(initials) <= _MAX_INITIALS and not initials.isdigit():
        yield initials
