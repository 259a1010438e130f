"""The normal form of names: two that have the same form are the same name."""

import re
import unicodedata

_DROPPED = re.compile(r"[.'’ʼ`]")
# Between words alone: a sign by itself is no word.
_AMPERSAND = re.compile(r"(?<=\w)\W*&\W*(?=\w)")
_SEPARATORS = re.compile(r"[\W_]+")
# Latin letters that Unicode does not decompose.
_UNDECOMPOSED_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"}
)


def normalise_name(text: str) -> str:
    """Fold case, accents and punctuation: `U.S.`, `us`; `Côte d'Ivoire`, `cote divoire`.

    What cannot be seen is passed over, and `&` between words is read as and.
    """
    plain = text.casefold() if text.isascii() else _fold(text)
    return _SEPARATORS.sub(" ", _DROPPED.sub("", _AMPERSAND.sub(" and ", plain))).strip()


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    letters = (char for char in decomposed if not _is_mark(char))
    return "".join(letters).casefold().translate(_UNDECOMPOSED_LETTERS)


def _is_mark(char: str) -> bool:
    return unicodedata.combining(char) > 0 or unicodedata.category(char) == "Cf"
