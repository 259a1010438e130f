"""How much room words take, where nobody can ask the font.

Widths are in ems (the size of the letters), on the safe side for usual sans-serif fonts.
"""

import unicodedata
from collections.abc import Iterator

_NARROW, _USUAL, _CAPITAL, _WIDE = 0.37, 0.62, 0.72, 1.05
_THIN = frozenset("iljtfrI.,:;'|!()[]- ")
_BROAD = frozenset("mwMWшщжюмШЩЖЮМ@%—…")


def width_of(words: str) -> float:
    """The width of words in ems."""
    return sum(map(_width_of_letter, words))


def _width_of_letter(letter: str) -> float:
    if letter in _THIN:
        return _NARROW
    if unicodedata.combining(letter):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return _WIDE
    if letter in _BROAD:
        return 0.95
    return _CAPITAL if letter.isupper() else _USUAL


def cut(words: str, width: float) -> str:
    """Words that fit, with an ellipsis where some had to go."""
    if width_of(words) <= width:
        return words
    kept = words
    while kept and width_of(kept) + width_of("…") > width:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def wrap(words: str, width: float, lines: int) -> list[str]:
    """Words in at most so many lines; what does not fit the last one is cut."""
    wrapped = list(_fill(words, width))
    if len(wrapped) <= lines:
        return wrapped
    return [*wrapped[: lines - 1], cut(" ".join(wrapped[lines - 1 :]), width)]


def _fill(words: str, width: float) -> Iterator[str]:
    line = ""
    for word in words.split():
        joined = f"{line} {word}" if line else word
        if width_of(joined) <= width:
            line = joined
            continue
        if line:
            yield line
        *whole, line = _break(word, width)
        yield from whole
    if line:
        yield line


def _break(word: str, width: float) -> list[str]:
    """A word that is longer than a line, in pieces: Chinese has no spaces to break at."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and width_of(pieces[-1] + letter) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces
