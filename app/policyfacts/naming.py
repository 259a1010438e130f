"""The normal form of names: two that have the same form are the same name."""

import re
import unicodedata

_DROPPED = re.compile(r"[.'’ʼ`]")
_SEPARATORS = re.compile(r"[\W_]+")
# Latin letters that Unicode does not decompose.
_UNDECOMPOSED_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"}
)


def normalise_name(text: str) -> str:
    """Fold case, accents and punctuation: `U.S.`, `us`; `Côte d'Ivoire`, `cote divoire`.

    What cannot be seen is passed over, and `&` is read as and.
    """
    plain = text.casefold() if text.isascii() else _fold(text)
    return _SEPARATORS.sub(" ", _DROPPED.sub("", plain.replace("&", " and "))).strip()


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    letters = (char for char in decomposed if not _is_mark(char))
    return "".join(letters).casefold().translate(_UNDECOMPOSED_LETTERS)


def _is_mark(char: str) -> bool:
    return unicodedata.combining(char) > 0 or unicodedata.category(char) == "Cf"
