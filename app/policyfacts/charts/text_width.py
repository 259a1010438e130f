"""Estimates of the width of text, where the font is not known.

Widths are in ems (the font size). They are those of the widest of usual sans-serif fonts, so that
text takes less room than estimated rather than more.
"""

import unicodedata
from collections.abc import Iterator

# Letters of weight 600 and more are wider by this factor.
BOLD = 1.17
# In hundredths, which add up exactly: what fits once must fit when it is added up again.
_EM = 100
_SMALL, _CAPITAL, _WIDE = 65, 79, 105
_WIDTHS = {
    **dict.fromkeys(" .,:;'|/\\ijl", 34),
    **dict.fromkeys('!()[]-frtI"', 42),
    **dict.fromkeys("#&+<=>^~дфъыжшщюЪЫ", 90),
    **dict.fromkeys("mwMWФМ@%—…", 100),
    **dict.fromkeys("ЖШЩЮ№", 112),
}


def width_of(words: str) -> float:
    """Return the width of text in ems."""
    return _hundredths(words) / _EM


def _hundredths(words: str) -> int:
    return sum(map(_width_of_letter, words))


def _width_of_letter(letter: str) -> int:
    width = _WIDTHS.get(letter)
    if width is not None:
        return width
    if unicodedata.combining(letter):
        return 0
    if unicodedata.east_asian_width(letter) in "WF":
        return _WIDE
    return _CAPITAL if letter.isupper() else _SMALL


def cut(words: str, width: float) -> str:
    """Cut text to a width in ems, with an ellipsis where some is cut.

    It ends with a whole word, unless the first alone is too long.
    """
    end, used = 0, 0
    available = width * _EM
    before_ellipsis = available - _hundredths("…")
    for position, letter in enumerate(words):
        used += _width_of_letter(letter)
        if used <= before_ellipsis:
            end = position + 1
        if used > available:
            return _end_with_word(words, end) + "…"
    return words


def _end_with_word(words: str, end: int) -> str:
    is_between = words[end : end + 1].isspace()
    full_words = words[:end] if is_between else words[:end].rpartition(" ")[0]
    return (full_words.rstrip() or words[:end]).rstrip()


def wrap(words: str, width: float, lines: int) -> list[str]:
    """Break text into at most so many lines of a width in ems; cut what does not fit the last."""
    wrapped: list[str] = []
    for line in _fill(words, width * _EM):
        if len(wrapped) == lines:
            # With the next line this one is too long, so that it is cut with an ellipsis.
            wrapped[-1] = cut(f"{wrapped[-1]} {line}", width)
            break
        wrapped.append(line)
    return wrapped


def _fill(words: str, width: float) -> Iterator[str]:
    """Yield lines of a width in hundredths."""
    line: list[str] = []
    used, space = 0, _hundredths(" ")
    for word in words.split():
        needed = _hundredths(word)
        if line and used + space + needed > width:
            yield " ".join(line)
            line = []
        if line:
            used += space + needed
        elif needed <= width:
            used = needed
        else:
            *pieces, rest = _break(word, width)
            yield from pieces
            line, used = [rest], _hundredths(rest)
            continue
        line.append(word)
    if line:
        yield " ".join(line)


def _break(word: str, width: float) -> list[str]:
    """Break a word that is longer than a line: Chinese has no spaces to break at."""
    pieces, start, used = [], 0, 0
    for position, letter in enumerate(word):
        used += _width_of_letter(letter)
        if used > width and position > start:
            pieces.append(word[start:position])
            start, used = position, _width_of_letter(letter)
    return [*pieces, word[start:]]
