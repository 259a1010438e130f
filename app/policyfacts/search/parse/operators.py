"""Signs that are operators in other searches, and mere words or nothing in `q`: warnings of them.

Whoever means one of them would else get an empty list, or more than was meant, without a reason.
"""

import re
from collections.abc import Iterable, Iterator

from policyfacts.schemas.params.filters import FactFilters
from policyfacts.search.parse.text import QUOTES

_QUOTED = re.compile(f"[{QUOTES}][^{QUOTES}]*[{QUOTES}]")
_QUOTE = re.compile(f"[{QUOTES}]")
# What stands in quotes is no sign, and may stand beside one.
_PHRASE = "phrase"
_FIELD = re.compile(r"(?<!\w)([A-Za-z][A-Za-z_]+):(?=[^\s/:])")
_EITHER = "write OR between two words or phrases for either of them"
_GROUPS = f'{_EITHER}, or POST to /v1/facts/search with "any" and "not"'
# By pattern, what is said of the sign that fits first.
_SIGNS = {
    re.compile(r"(?<!\S)(?:[!\u2013\u2014]|-[-(]|\(-)[-(]*(?=[^\W\d_])\w+|(?<!\S)NOT \(+\w+"): (
        "does not exclude what stands in it or after it: write -word for each word"
    ),
    re.compile(r"\|{1,2}"): f"is no operator, facts must hold all words: {_EITHER}",
    re.compile(r"(?<=\S )AND(?= \S)(?=.*\sOR\s)|(?<=\sOR ).*\sAND(?= \S)"): (
        "is passed over, and OR joins no more than the word or phrase on either side of it"
    ),
    re.compile(r"(?<=\S )AND(?= \S)(?! NOT )(?!.*\sOR\s)|&&|(?<!\S)\+(?=\w)"): (
        "is passed over: facts must hold all words anyway"
    ),
    re.compile(r"(?<=\S )(?:NEAR|WITHIN|ADJ)(?:/[0-9]+)?(?= \S)"): (
        "is a word like others: quotes find words side by side"
    ),
    # A question mark at the end asks, and searches for nothing.
    re.compile(r"\w+\*|(?<!\S)\*\w+|\w+\?(?=\w)|\w+~[0-9.]*|\w+\^[0-9.]+"): (
        "is read without its sign: words are found in all their forms, not by their beginnings"
    ),
    # Around words that OR joins parentheses change nothing.
    re.compile(r"\((?!\S+(?: OR \S+)*\))[^)]*\s[^)]*\)"): f"is read without parentheses: {_GROUPS}",
}
_OPEN_QUOTE = "q: a quotation mark has no second one: its words need not stand side by side."


def operator_warnings(text: str, idle: Iterable[str]) -> Iterator[str]:
    """Say of each operator in words of a search how it was read, and what does what it meant.

    `idle` are operators with nothing to join or to exclude.
    """
    for operator in dict.fromkeys(idle):
        yield f"q: “{operator}” is passed over: it stands before or after a word that is not there."
    if text.isalpha():
        return
    outside = _QUOTED.sub(_PHRASE, text)
    for pattern, reading in _SIGNS.items():
        sign = pattern.search(outside)
        # In a text of capitals alone AND is just a word.
        if sign and not (text.isupper() and sign.group() == "AND"):
            yield f"q: “{sign.group()}” {reading}."
    yield from _field_warnings(outside)
    if _QUOTE.search(outside):
        yield _OPEN_QUOTE


def _field_warnings(text: str) -> Iterator[str]:
    """Say that a word before a colon chooses no field, and which filter would."""
    for name in dict.fromkeys(match.group(1) for match in _FIELD.finditer(text)):
        is_filter = name.lower() in FactFilters.model_fields
        use = (
            f"write {name.lower()}=... beside q"
            if is_filter
            else "fields are parameters of their own"
        )
        yield f"q: “{name}:” is read as a word, not as a field: {use}."
