"""What a number counts: the noun that follows it, in the singular."""

import re

_WORD = re.compile(r"[ -]([A-Za-z']+)")
_MAX_WORDS = 3
_TIMES = frozenset("second minute hour day week month quarter year decade".split())
_PLURALS = {"people": "person", "persons": "person", "children": "child", "men": "man"}
_PLURALS |= {"women": "woman", "memoranda": "memorandum", "criteria": "criterion"}
_NO_NOUNS = frozenset(
    "of in on at by to for from with and or but as is was has does its this the a an per than "
    "were are will had have which that who across previous various".split()
)


def counted_unit(rest: str) -> str | None:
    """Return the counted noun at the beginning of what follows a number."""
    place = 0
    for _ in range(_MAX_WORDS):
        match = _WORD.match(rest, place)
        if match is None or match[1].lower() in _NO_NOUNS:
            return None
        word = match[1].lower()
        if word in _TIMES or word in _PLURALS:
            return _PLURALS.get(word, word)
        if re.fullmatch(r"[a-z]{2,}[a-rt-z]s", word) and not word.endswith(("us", "is")):
            return _singular(word)
        place = match.end()
    return None


def _singular(plural: str) -> str:
    if plural.endswith("ies"):
        return plural.removesuffix("ies") + "y"
    if plural.endswith(("sses", "xes", "ches", "shes")):
        return plural.removesuffix("es")
    return plural.removesuffix("s")
