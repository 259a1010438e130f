"""Words as they compare in any spelling: case and accents aside."""

import re
import unicodedata

MARKS = "".join(
    char for char in map(chr, range(0x300, 0xFFFF)) if unicodedata.category(char).startswith("M")
)
# Without its breve й would be и, another letter to whoever reads and to the stemmer.
_ACCENTS = re.compile(
    "(?<![иу])\u0306|[\u0300-\u0305\u0307-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]"
)
_NOT_TERM = re.compile(f"[^\\w{MARKS}]|_")
# Latin letters that Unicode does not decompose.
_UNDECOMPOSED_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"}
)


def fold(word: str) -> str:
    """Fold to lower case without accents, and without what is neither letter nor digit."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    plain = unicodedata.normalize("NFC", _ACCENTS.sub("", decomposed))
    return _NOT_TERM.sub("", plain.translate(_UNDECOMPOSED_LETTERS))
