"""Characters that no text needs: those that cannot be seen, and those that pass for others."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

_LINES = "\t\n\r"
# Letters and marks by their category, and yet nothing is seen of them.
_BLANK = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufe00-\ufe0f]")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
# Scripts whose letters look like those of the others, as ranges of letters.
_SCRIPTS = {
    "Latin": "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff",
    "Greek": "\u0370-\u0373\u0376-\u037d\u037f\u0386-\u03ff\u1f00-\u1fff",
    "Cyrillic": "\u0400-\u0481\u048a-\u052f",
    "Armenian": "\u0531-\u0556\u0561-\u0587",
    "Cherokee": "\u13a0-\u13f5\uab70-\uabbf",
}
_LETTERS = "".join(_SCRIPTS.values())
_WORD = re.compile(f"[{_LETTERS}\u0300-\u036f]+")
_OF_SCRIPT = {name: re.compile(f"[{letters}]") for name, letters in _SCRIPTS.items()}
_BEYOND_LATIN = re.compile(f"[{''.join(_SCRIPTS[name] for name in list(_SCRIPTS)[1:])}]")


@dataclass(frozen=True)
class Invisible:
    """A character of a text that cannot be seen, and its index there."""

    index: int
    character: str


@dataclass(frozen=True)
class MixedWord:
    """A word with letters of several scripts, and one letter that is not of its main script."""

    word: str
    scripts: tuple[str, ...]
    odd_letter: str

    def __str__(self) -> str:
        """Say what is mixed, and which letter to write anew."""
        return (
            f"'{self.word}' mixes {' and '.join(self.scripts)} letters: "
            f"'{self.odd_letter}' is {describe(self.odd_letter)}"
        )


def describe(character: str) -> str:
    """Return the code point and the Unicode name of a character: `U+200B ZERO WIDTH SPACE`."""
    names = {"\x00": "NUL", "\x1b": "ESCAPE", "\x7f": "DELETE", "\ufeff": "BYTE ORDER MARK"}
    fallback = {"Cc": "a control character", "Co": "a private character", "Cs": "half a character"}
    name = names.get(character) or unicodedata.name(
        character, fallback.get(unicodedata.category(character), "no character")
    )
    return f"U+{ord(character):04X} {name}"


def find_invisible(text: str) -> Invisible | None:
    """Find the first character that cannot be seen; tabs and line ends are none of them.

    Those are controls, formats (zero-width and bidirectional ones, soft hyphens), separators of
    lines and paragraphs, blank letters, and code points that are no character.
    """
    if text.isprintable() and not _BLANK.search(text):
        return None
    for index, character in enumerate(text):
        is_unseen = unicodedata.category(character) in _UNSEEN and character not in _LINES
        if is_unseen or _BLANK.match(character):
            return Invisible(index, character)
    return None


def find_mixed_word(text: str) -> MixedWord | None:
    """Find the first word with letters of two scripts that look alike, such as `Tuгkey`."""
    if text.isascii() or not _BEYOND_LATIN.search(text):
        return None
    for match in _WORD.finditer(text):
        word = match.group()
        counts = Counter({name: len(letters.findall(word)) for name, letters in _OF_SCRIPT.items()})
        scripts = tuple(name for name, count in counts.most_common() if count)
        if len(scripts) > 1:
            odd = _OF_SCRIPT[scripts[-1]].search(word)
            assert odd is not None
            return MixedWord(word, scripts, odd.group())
    return None
