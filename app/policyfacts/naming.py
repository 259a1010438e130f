"""The normal form of names: two that have the same form are the same name."""

import re
import unicodedata

_DROPPED = re.compile(r"[.'’ʼ`]")
_SEPARATORS = re.compile(r"[\W_]+")


def normalise_name(text: str) -> str:
    """Fold case, accents and punctuation: `U.S.`, `us`; `Côte d'Ivoire`, `cote divoire`."""
    decomposed = unicodedata.normalize("NFKD", text)
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _SEPARATORS.sub(" ", _DROPPED.sub("", plain.casefold())).strip()
