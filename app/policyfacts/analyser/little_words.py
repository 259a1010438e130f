"""Little words of the languages that names are in: articles, prepositions and conjunctions.

Words of one language may be names in another: `un` is no little word, since it is the UN too.
"""

import csv
from importlib.resources import files

from policyfacts.analyser.folding import fold

_APOSTROPHES = ("'", "’", "\u02bc")


def _read(column: str) -> frozenset[str]:
    rows = csv.DictReader(files(__package__).joinpath("little_words.csv").read_text().splitlines())
    return frozenset(fold(word) for row in rows for word in row[column].split())


LITTLE_WORDS = _read("words")
"""As they are folded; in a question they need not match, unless there is nothing else."""
_ELIDED = _read("elided")


def is_little(word: str, following: str) -> bool:
    """Return True for a little word, or one that its apostrophe cut short: the `l` of `l'ONU`.

    `following` is the text after the word.
    """
    folded = fold(word)
    return folded in LITTLE_WORDS or (
        folded in _ELIDED and following[:1] in _APOSTROPHES and following[1:2].isalnum()
    )
