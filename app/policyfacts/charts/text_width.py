"""How much room words take, where nobody can ask the font.

Widths are in ems (the size of the letters). They are those of the widest of usual sans-serif fonts,
so that words take less room than is thought rather than more.
"""

import unicodedata
from collections.abc import Iterator

# Letters of weight 600 and more are wider by this factor.
BOLD = 1.17
# In hundredths, which add up exactly: what was found to fit must fit when it is added up again.
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
    """The width of words in ems."""
    return _hundredths(words) / _EM


def _hundredths(words: str) -> int:
    return sum(map(_width_of_letter, words))


def _width_of_letter(letter: str) -> int:
    known = _WIDTHS.get(letter)
    if known is not None:
        return known
    if unicodedata.combining(letter):
        return 0
    if unicodedata.east_asian_width(letter) in "WF":
        return _WIDE
    return _CAPITAL if letter.isupper() else _SMALL


def cut(words: str, width: float) -> str:
    """Words that fit, with an ellipsis where some had to go.

    They end with a whole word, unless the first alone is too long.
    """
    kept, used = 0, 0
    most = width * _EM
    room = most - _hundredths("…")
    for position, letter in enumerate(words):
        used += _width_of_letter(letter)
        if used <= room:
            kept = position + 1
        if used > most:
            return _end_with_word(words, kept) + "…"
    return words


def _end_with_word(words: str, kept: int) -> str:
    is_between = words[kept : kept + 1].isspace()
    whole = words[:kept] if is_between else words[:kept].rpartition(" ")[0]
    return (whole.rstrip() or words[:kept]).rstrip()


def wrap(words: str, width: float, lines: int) -> list[str]:
    """Words in at most so many lines; what does not fit the last one is cut."""
    wrapped: list[str] = []
    for line in _fill(words, width * _EM):
        if len(wrapped) == lines:
            # The line that follows is too much for this one: what they hold together is cut.
            wrapped[-1] = cut(f"{wrapped[-1]} {line}", width)
            break
        wrapped.append(line)
    return wrapped


def _fill(words: str, width: float) -> Iterator[str]:
    """Lines of a width in hundredths."""
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
            *whole, rest = _break(word, width)
            yield from whole
            line, used = [rest], _hundredths(rest)
            continue
        line.append(word)
    if line:
        yield " ".join(line)


def _break(word: str, width: float) -> list[str]:
    """A word that is longer than a line, in pieces: Chinese has no spaces to break at."""
    pieces, start, used = [], 0, 0
    for position, letter in enumerate(word):
        used += _width_of_letter(letter)
        if used > width and position > start:
            pieces.append(word[start:position])
            start, used = position, _width_of_letter(letter)
    return [*pieces, word[start:]]
