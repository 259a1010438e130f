"""Names by their words alone, whatever their order: `Korea, Republic of`, `the Republic of Korea`.

Little words count for nothing, nor do British and American spelling, plurals or abbreviations.
"""

import re
from collections.abc import Iterable

from policyfacts.naming import normalise_name

_POSSESSIVE = re.compile(r"['’ʼ]s\b", re.IGNORECASE)
# `l'ONU`, `d'Azerbaïdjan`.
_ELISION = re.compile(r"\b[ld]['’ʼ](?=\w)", re.IGNORECASE)
_ARTICLES = frozenset("a an the el l la las le les los".split())
_LINKS = frozenset("and of for in on au aux d de del des du en et y и і й".split())
_LITTLE_WORDS = _ARTICLES | _LINKS | frozenset("mr mrs ms dr".split())
_NEVER_NAMES = frozenset("a an and d l la le of the".split())
_ABBREVIATIONS = {
    "assn": "association",
    "dem": "democratic",
    "dept": "department",
    "e": "east",
    "fed": "federal",
    "federated": "federal",
    "federation": "federal",
    "intl": "international",
    "is": "island",
    "n": "north",
    "org": "organization",
    "rep": "republic",
    "s": "south",
    "st": "saint",
    "sts": "state",
    "w": "west",
}
# British spellings, each with what is American in its place.
_SPELLINGS = (
    (re.compile("isation"), "ization"),
    (re.compile("(?<=[a-z]{3})is(?=(e|ed|er|ing)$)"), "iz"),
    (re.compile("(?<=[a-z]{3})yse$"), "yze"),
    (re.compile("(?<=[a-z])amme$"), "am"),
    (re.compile("(?<=[a-z]{3})tre$"), "ter"),
    (re.compile("(?<=[a-z]{3})our(?=$|ing$|ed$|hood$|ite$)"), "or"),
    (re.compile("^(def|off|lic)ence$"), r"\1ense"),
)
_MAX_SHORT = 4
_LATIN_WORD = re.compile("[a-z]{4,}")
_CO_WORD = re.compile(r"\bco (?=operati|ordinati)")


def bag_of(text: str) -> str:
    """Return the words that count in a name, in alphabetical order; empty where none does."""
    return join_bag(split_words(text))


def has_loose_end(text: str) -> bool:
    """Return whether a text begins or ends with a word that links it to others: `of China`."""
    words = normalise_name(text).split()
    return bool(words) and not _LINKS.isdisjoint((words[0], words[-1]))


def split_words(text: str) -> list[str]:
    """Return the folded words of a name as they stand, without elisions and possessives."""
    plain = _ELISION.sub("", _POSSESSIVE.sub("", text))
    return _CO_WORD.sub("co", normalise_name(plain)).split()


def join_bag(words: Iterable[str]) -> str:
    """Return those of some words that count, in alphabetical order and in one spelling."""
    listed = list(words)
    # Some acronyms are little words, too: `the AU`.
    counting = [word for word in listed if word not in _LITTLE_WORDS] or [
        word for word in listed if word not in _NEVER_NAMES
    ]
    bag = {_respell(_ABBREVIATIONS.get(word, word)) for word in counting}
    if "mfa" in bag:
        bag = bag - {"mfa"} | {"foreign", "ministry"}
    if {"foreign", "ministry"} <= bag:
        # Of Foreign Affairs.
        bag -= {"affair"}
    return " ".join(sorted(bag))


def _respell(word: str) -> str:
    """Return a word in its singular and in American spelling."""
    if not _LATIN_WORD.fullmatch(word):
        return word
    if word.endswith("ies") and len(word) > 4:
        word = f"{word[:-3]}y"
    # `cars` are no plural of the acronym CAR.
    elif len(word) > _MAX_SHORT and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for british, american in _SPELLINGS:
        word = british.sub(american, word)
    return word
