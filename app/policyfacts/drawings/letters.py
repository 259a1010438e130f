"""How much room words take, where nobody can ask the font.

Widths are in ems (the size of the letters). They are those of the widest of usual sans-serif fonts,
so that words take less room than is thought rather than more.
"""

import unicodedata
from collections.abc import Iterator

# Letters of weight 600 and more are wider by this factor.
BOLD = 1.17
_SMALL, _CAPITAL, _WIDE = 0.65, 0.79, 1.05
_WIDTHS = {
    **dict.fromkeys(" .,:;'|/\\ijl", 0.34),
    **dict.fromkeys('!()[]-frtI"', 0.42),
    **dict.fromkeys("#&+<=>^~дфъыжшщюЪЫ", 0.9),
    **dict.fromkeys("mwMWФМ@%—…", 1.0),
    **dict.fromkeys("ЖШЩЮ№", 1.12),
}


def width_of(words: str) -> float:
    """The width of words in ems."""
    return sum(map(_width_of_letter, words))


def _width_of_letter(letter: str) -> float:
    known = _WIDTHS.get(letter)
    if known is not None:
        return known
    if unicodedata.combining(letter):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return _WIDE
    return _CAPITAL if letter.isupper() else _SMALL


def cut(words: str, width: float) -> str:
    """Words that fit, with an ellipsis where some had to go.

    They end with a whole word, unless the first alone is too long.
    """
    kept, room = 0, width - width_of("…")
    for position, letter in enumerate(words):
        width -= _width_of_letter(letter)
        room -= _width_of_letter(letter)
        if room >= 0:
            kept = position + 1
        if width < 0:
            return _end_with_word(words, kept) + "…"
    return words


def _end_with_word(words: str, kept: int) -> str:
    is_between = words[kept : kept + 1].isspace()
    whole = words[:kept] if is_between else words[:kept].rpartition(" ")[0]
    return (whole.rstrip() or words[:kept]).rstrip()


def wrap(words: str, width: float, lines: int) -> list[str]:
    """Words in at most so many lines; what does not fit the last one is cut."""
    wrapped: list[str] = []
    for line in _fill(words, width):
        if len(wrapped) == lines:
            # The line that follows is too much for this one: what they hold together is cut.
            wrapped[-1] = cut(f"{wrapped[-1]} {line}", width)
            break
        wrapped.append(line)
    return wrapped


def _fill(words: str, width: float) -> Iterator[str]:
    line: list[str] = []
    used, space = 0.0, width_of(" ")
    for word in words.split():
        needed = width_of(word)
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
            line, used = [rest], width_of(rest)
            continue
        line.append(word)
    if line:
        yield " ".join(line)


def _break(word: str, width: float) -> list[str]:
    """A word that is longer than a line, in pieces: Chinese has no spaces to break at."""
    pieces, start, used = [], 0, 0.0
    for position, letter in enumerate(word):
        used += _width_of_letter(letter)
        if used > width and position > start:
            pieces.append(word[start:position])
            start, used = position, _width_of_letter(letter)
    return [*pieces, word[start:]]
