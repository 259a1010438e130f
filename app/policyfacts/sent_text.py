"""Text as somebody sends it: read alike however it was typed or copied, at every door.

Decomposed and full-width letters are read as the plain ones. What cannot be seen and means nothing
(zero-width and bidirectional marks, soft hyphens) is passed over: copied text is full of it. Other
control characters than tabs and line ends are refused, for no name and no word has one.
"""

import unicodedata

from policyfacts.characters import MixedWord, describe, find_invisible, find_mixed_word

_REFUSED = frozenset(("Cc", "Cs"))
# Code points that are no character, or whose meaning nobody knows: they stay, and match nothing.
_UNKNOWN = frozenset(("Cn", "Co"))
_BLANKS = frozenset("\t\n\r\u2028\u2029")
# Letters that look alike, small ones and capitals.
_LIKE_LATIN = {
    "Cyrillic": ("аеорсухіјѕһԁԛԝАВЕКМНОРСТУХІЈЅ", "aeopcyxijshdqwABEKMHOPCTYXIJS"),
    "Greek": ("οναικρυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ovaikpuxABEZHIKMNOPTYX"),
}
_TO_LATIN = {
    ord(letter): latin
    for letters, latins in _LIKE_LATIN.values()
    for letter, latin in zip(letters, latins, strict=True)
}
_FROM_LATIN = {
    name: {ord(latin): letter for letter, latin in zip(letters, latins, strict=True)}
    for name, (letters, latins) in _LIKE_LATIN.items()
}


def read_sent(text: str) -> str:
    """Return the text in its plain form; ValueError names a character that is refused."""
    if text.isascii() and text.isprintable():
        return text
    plain = "".join(map(_read_character, unicodedata.normalize("NFKC", text)))
    # What was passed over may have kept a letter from its accent.
    return unicodedata.normalize("NFKC", plain)


def _read_character(character: str) -> str:
    if character in _BLANKS:
        return " "
    if find_invisible(character) is None:
        return character
    category = unicodedata.category(character)
    if category in _REFUSED:
        raise ValueError(f"holds {describe(character)}, which no text here has")
    return character if category in _UNKNOWN else ""


def try_read(value: object) -> object:
    """Return a text in its plain form, and whatever cannot be read so as it is."""
    if not isinstance(value, str):
        return value
    try:
        return read_sent(value)
    except ValueError:
        return value


def respell(text: str, mixed: MixedWord) -> list[str]:
    """Return a text with its mixed word in letters of one script, as far as they look alike.

    That of most of its letters comes first.
    """
    spellings = (_in_script(mixed.word, script, mixed.scripts) for script in mixed.scripts)
    words = [word for word in spellings if not find_mixed_word(word)]
    return [text.replace(mixed.word, word) for word in dict.fromkeys(words)]


def _in_script(word: str, script: str, scripts: tuple[str, ...]) -> str:
    """Write a word in one of its scripts; it stays mixed where a letter looks like none there."""
    if script == "Latin":
        return word.translate(_TO_LATIN)
    return word.translate(_FROM_LATIN.get(script, {})) if "Latin" in scripts else word
