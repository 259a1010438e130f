"""Terms of words: what all forms of a word have in common, and no other word has.

Stemmers cut endings off and know no words: `word_families.csv` says what they join or part wrongly,
`spellings.csv` how words begin that are spelt in British and in American English.
"""

import csv
import re
from importlib.resources import files

from snowballstemmer.english_stemmer import EnglishStemmer  # type: ignore[import-untyped]


def _read(name: str) -> str:
    return files(__package__).joinpath(f"{name}.csv").read_text(encoding="utf-8")


def _rows(table: str) -> list[tuple[str, str]]:
    return [(first, second) for first, second in csv.reader(table.splitlines())][1:]


_FAMILY_TABLE, _SPELLING_TABLE = _read("word_families"), _read("spellings")
TABLES = _FAMILY_TABLE + _SPELLING_TABLE
"""What is read beside the rules: with any change to them, words are stored anew."""
_FAMILIES = {word: words.split()[0] for words, _ in _rows(_FAMILY_TABLE) for word in words.split()}
_AMERICAN = dict(_rows(_SPELLING_TABLE))
# A word that ends in e is whole: `programmer` has no British spelling. Beginnings that are alike in
# both have their s everywhere: `supervise` and `supervision`.
_BRITISH = re.compile(
    "|".join(f"{word}(?=s?$)" if word.endswith("e") else word for word in _AMERICAN)
)
_ISE = re.compile("(?<=[a-z]{3})is(?=(?:e[drs]?|ers|ing|able|ations?|ational)$)")
# Of `ratify` and `ratification`.
_IFY = re.compile("ifi$")
_LATIN = re.compile("[a-z]+")
_CYRILLIC = re.compile("[\u0400-\u052f]+")
# Letters of Belarusian and Ukrainian of which the stemmer knows those of Russian.
_RUSSIAN_LETTERS = str.maketrans("іўїєґ", "иуиег")
# Of nouns and adjectives: names alone are held in Cyrillic, and those of verbs cut them short.
_RUSSIAN_ENDING = re.compile(
    "(?<=...)(?:[ая]ми|[ая][хм]|[ое][мв]|[ое]го|[ое]му|[ыи]ми|[ыи][мх]|[аеиоуыэюяйь])$"
)


def stem(folded: str) -> str:
    """Return the term of a word that is folded."""
    if _LATIN.fullmatch(folded):
        return _english_stem(folded)
    return _russian_stem(folded) if _CYRILLIC.fullmatch(folded) else folded


def _english_stem(word: str) -> str:
    british = _BRITISH.match(word)
    rest = word[british.end() :] if british else word
    word = _AMERICAN[british.group()] + rest if british else _ISE.sub("iz", word)
    # Stemmers keep state and threads share this module: each word has its own.
    return _FAMILIES.get(word) or _IFY.sub("if", str(EnglishStemmer().stemWord(word)))


def _russian_stem(word: str) -> str:
    word = word.translate(_RUSSIAN_LETTERS)
    family = _FAMILIES.get(word)
    if family:
        return family
    # Once is not enough: Вьетнам looks like a case of another name, and Вьетнама is one of it.
    shorter = _RUSSIAN_ENDING.sub("", word)
    return word if shorter == word else _russian_stem(shorter)
