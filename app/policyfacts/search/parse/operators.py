"""Signs that are operators in other searches, and mere words or nothing in `q`: warnings of them.

`q` asks for words that all must stand in a fact. Whoever excludes a word, or asks for either of
two, would else get an empty list without a reason.
"""

import re
from collections.abc import Iterator

from policyfacts.schemas.params.filters import FactFilters

_QUOTE = re.compile('["“”„‟«»＂]')
_FIELD = re.compile(r"(?<!\w)([A-Za-z][A-Za-z_]+):(?=[^\s/:])")
_EITHER = 'for either of several, POST to /v1/facts/search with "any", or list values of a filter'
_WITHOUT = (
    'to leave facts out, use topic_not, country_not and the like, or "not" in a search by POST'
)
# By pattern, what is said of the sign that fits first.
_SIGNS = {
    re.compile(r"(?<!\S)[-!]\(*(?=[^\W\d_])\w+|(?<!\S)(?:AND )?NOT(?= \S)"): (
        f"excludes nothing, facts must hold the word: {_WITHOUT}"
    ),
    re.compile(r"(?<=\S )OR(?= \S)|\|{1,2}"): (
        f"is no operator, facts must hold all words: {_EITHER}"
    ),
    re.compile(r"(?<=\S )AND(?= \S)(?! NOT )|&&|(?<!\S)\+(?=\w)"): (
        "is passed over: facts must hold all words anyway"
    ),
    re.compile(r"(?<=\S )(?:NEAR|WITHIN|ADJ)(?:/[0-9]+)?(?= \S)"): (
        "is a word like others: quotes find words side by side"
    ),
    # A question mark at the end asks, and searches for nothing.
    re.compile(r"\w+\*|(?<!\S)\*\w+|\w+\?(?=\w)|\w+~[0-9.]*|\w+\^[0-9.]+"): (
        "is read without its sign: words are found in all their forms, not by their beginnings"
    ),
    re.compile(r"\([^)]*\s[^)]*\)"): (
        f"is read without parentheses, facts must hold all words: {_EITHER}"
    ),
}
_OPEN_QUOTE = "q: a quotation mark has no second one: its words need not stand side by side."


def operator_warnings(text: str) -> Iterator[str]:
    """Say of each operator in words of a search how it was read, and what does what it meant."""
    if text.isalpha():
        return
    outside = " ".join(_QUOTE.split(text)[::2])
    for pattern, reading in _SIGNS.items():
        sign = pattern.search(outside)
        # In a text of capitals alone words are just words.
        if sign and not (text.isupper() and sign.group().isalpha()):
            yield f"q: “{sign.group()}” {reading}."
    yield from _field_warnings(outside)
    if len(_QUOTE.findall(text)) % 2:
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
