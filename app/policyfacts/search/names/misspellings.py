"""Which names a text misspells: by slips of the pen, never by letters that happen to be shared.

A slip is a letter too many, one too few, another one, or two that changed places. Short words bear
fewer of them than long ones, and acronyms hardly any: one letter makes `UNEP` of `UNDP`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import nsmallest

from policyfacts.naming import normalise_name

# Characters of a text that are compared: to compare takes as long as they are many.
_MAX_COMPARED = 120
_MAX_SLIPS = 3
_MAX_ACRONYM = 6
_MIN_ACRONYM = 4
_MIN_BEGINNING = 5
# Names so long bear a slip more, if all their words begin as they should.
_LONG = 12
_LETTERS_IN_MASK = 61
_DOUBLED = re.compile(r"(.)\1+")


@dataclass(frozen=True, slots=True)
class _Form:
    """A name in the form in which it is compared; `mask` has a bit for each of its letters."""

    name: str
    folded: str
    joined: str
    mask: int
    is_acronym: bool


class Spellings:
    """Names, to which a text is compared that is none of them."""

    def __init__(self, names: Iterable[str]) -> None:
        self._forms = [_form(name) for name in names]

    def closest(self, text: str, limit: int = 3) -> list[str]:
        """Return at most `limit` names that a text misspells, those with fewest slips first.

        Where there is none, names of which it is the beginning.
        """
        form = _form(text[:_MAX_COMPARED])
        if not form.folded:
            return []
        near = nsmallest(limit, self._misspelt(form))
        names = [name for _, _, name in near] or nsmallest(limit, self._begun(form), key=len)
        return list(dict.fromkeys(names))

    def _misspelt(self, form: _Form) -> Iterator[tuple[int, int, str]]:
        length, mask = len(form.joined), form.mask
        for other in self._forms:
            # Each slip changes two letters at most: most names are passed over here.
            if (
                abs(len(other.joined) - length) <= _MAX_SLIPS
                and (other.mask ^ mask).bit_count() <= 2 * _MAX_SLIPS
            ):
                slips = _count_slips(form, other)
                if slips is not None:
                    yield slips, len(other.name), other.name

    def _begun(self, form: _Form) -> Iterator[str]:
        if len(form.folded) >= _MIN_BEGINNING:
            for other in self._forms:
                is_half = len(other.folded) <= 2 * len(form.folded)
                if is_half and other.folded.startswith(form.folded):
                    yield other.name


def _form(name: str) -> _Form:
    folded = normalise_name(name)
    joined = folded.replace(" ", "")
    mask = 0
    for letter in joined:
        mask |= 1 << ord(letter) % _LETTERS_IN_MASK
    return _Form(name, folded, joined, mask, is_like_acronym(name))


def is_like_acronym(text: str) -> bool:
    """Return whether a text is short and in capitals, as acronyms are."""
    return len(text) <= _MAX_ACRONYM and text.isupper()


def _count_slips(text: _Form, name: _Form) -> int | None:
    """Count the slips that make a text of a name; None where it is another word."""
    if name.is_acronym:
        return _slips_of_acronym(text.folded, name.folded)
    joined = _slips(text.joined, name.joined, 1 if len(name.joined) > 3 else 0)
    if joined is not None:
        return joined
    if _without_doubles(text.joined) == _without_doubles(name.joined):
        return 1
    words, others = text.folded.split(), name.folded.split()
    if len(words) != len(others):
        return None
    pairs = list(zip(words, others, strict=True))
    more = len(name.joined) >= _LONG and all(word[0] == other[0] for word, other in pairs)
    return _slips_of_words(pairs, 1 if more else 0)


def _without_doubles(letters: str) -> str:
    """Return letters with those once that are doubled: nobody is sure which of them are."""
    return _DOUBLED.sub(r"\1", letters)


def _slips_of_acronym(text: str, acronym: str) -> int | None:
    """Count what is doubled, too many or out of place; of long ones what is missing, too."""
    length = len(acronym)
    if any(
        acronym[:place] + letter + acronym[place:] == text for place, letter in enumerate(acronym)
    ):
        return 1
    if length < _MIN_ACRONYM or text[:1] != acronym[:1]:
        return None
    is_slip = (
        len(text) > length
        or (len(text) == length and (length > 5 or sorted(text) == sorted(acronym)))
        or (len(text) < length and length > _MIN_ACRONYM)
    )
    return _slips(text, acronym, 1) if is_slip else None


def _slips_of_words(pairs: Iterable[tuple[str, str]], more: int) -> int | None:
    total = 0
    for word, other in pairs:
        length = max(len(word), len(other))
        slips = _slips(word, other, _limit(length) + (more if length > 5 else 0))
        if slips is None:
            return None
        total += slips
    return total if total <= _MAX_SLIPS else None


def _limit(length: int) -> int:
    """Return how many slips a word of this length bears."""
    return 0 if length < 4 else 1 if length < 8 else 2


def _slips(text: str, name: str, limit: int) -> int | None:
    """Return the edit distance with neighbours that change places, None above a limit."""
    if text == name:
        return 0
    if abs(len(text) - len(name)) > limit:
        return None
    before: list[int] = []
    row = list(range(len(name) + 1))
    for index, letter in enumerate(text):
        new = [index + 1]
        for place, other in enumerate(name):
            cost = min(row[place] + (letter != other), row[place + 1] + 1, new[place] + 1)
            if index and place and letter == name[place - 1] and text[index - 1] == other:
                cost = min(cost, before[place - 1] + 1)
            new.append(cost)
        if min(new) > limit:
            return None
        before, row = row, new
    return row[-1] if row[-1] <= limit else None
