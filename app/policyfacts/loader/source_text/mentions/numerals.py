"""Numbers in digits and in words, to values."""

import re

SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "thsd": 1e3,
    "k": 1e3,
    "million": 1e6,
    "mln": 1e6,
    "mn": 1e6,
    "mio": 1e6,
    "m": 1e6,
    "milliard": 1e9,
    "billion": 1e9,
    "bln": 1e9,
    "bn": 1e9,
    "mrd": 1e9,
    "mlrd": 1e9,
    "mld": 1e9,
    "b": 1e9,
    "trillion": 1e12,
    "trn": 1e12,
    "tn": 1e12,
    "dozen": 12,
}
_UNITS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS = {
    **{word: number for number, word in enumerate(_UNITS.split(), start=1)},
    **{word: number * 10 for number, word in enumerate(_TENS.split(), start=2)},
}
_MULTIPLIERS = {"hundred": 100, "dozen": 12}
_LARGE = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
DIGITS = (
    r"(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d{1,3}(?: \d{3})+(?!\d)(?:[.,]\d+)?"
    r"|\d{1,3}(?:'\d{3})+(?!\d)(?:[.,]\d+)?|\d{1,3}(?:\.\d{3}){2,}(?!\d)(?:,\d+)?"
    r"|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)|\d+(?:[.,]\d+)?)(?![.,]?\d)"
)
_ONES = "|".join(_UNITS.split()[:9])
_SMALL = (
    rf"(?:(?:{'|'.join(_TENS.split())})(?:[ -](?:{_ONES}))?|{'|'.join(reversed(_UNITS.split()))})"
)
_HUNDREDS = rf"(?:(?:{_SMALL}|an?) hundred(?:(?: and)? {_SMALL})?|(?:{_SMALL}|an?) dozen|{_SMALL})"
_ANY_LARGE = "|".join(_LARGE)
_ANY_SCALE = "|".join((*_MULTIPLIERS, *_LARGE))
SPELT = (
    rf"(?i:\b(?:"
    rf"half an? (?:{_ANY_SCALE})"
    rf"|(?:{_SMALL}) and a half(?: (?:{_ANY_LARGE}))?"
    rf"|(?:{_SMALL})[ -](?:thirds?|quarters|fifths?|tenths?|half(?! an?\b))"
    rf"|(?:{_HUNDREDS}|an?) (?:{_ANY_LARGE})(?: {_HUNDREDS} (?:{_ANY_LARGE}))*(?: {_HUNDREDS})?"
    rf"|{_HUNDREDS}"
    rf"|(?<!several )(?<!few )(?<!many )(?<!couple )(?:{'|'.join(_MULTIPLIERS)})"
    rf"(?: (?:{_ANY_LARGE}))?"
    rf")(?:\b|(?=fold\b)))"
)


def digits_value(digits: str) -> float:
    """Return the value of a number in digits, whichever signs set off its thousands."""
    if re.fullmatch(r"[1-9]\d?(?:,\d{2,3})*,\d{3}|[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?", digits):
        return float(digits.replace(",", ""))
    # 300.000 people are many; nobody writes a decimal of three noughts.
    if digits.count(".") > 1 or re.fullmatch(r"[1-9]\d{0,2}\.000", digits):
        digits = digits.replace(".", "")
    return float(re.sub(r"[ ']", "", digits).replace(",", "."))


def spelt_scale(words: str) -> float | None:
    """Return the million of `three million`, which a range may lend; None for other numbers."""
    parts = re.findall(r"[a-z]+", words.lower())
    large = [part for part in parts if part in _LARGE]
    return _LARGE[large[0]] if len(large) == 1 and parts[-1] == large[0] else None


def spelt_value(words: str) -> float:
    """Return the value of a number in words."""
    parts = re.findall(r"[a-z]+", words.lower())
    if parts[0] == "half":
        return _sum([parts[-1]]) / 2
    if parts[1:4] == ["and", "a", "half"]:
        return (_WORDS[parts[0]] + 0.5) * (_sum(parts[4:]) or 1)
    part = parts[-1].removesuffix("s")
    if part in _PARTS:
        return _WORDS[parts[0]] / _PARTS[part]
    return _sum(parts)


def _sum(parts: list[str]) -> float:
    total = current = 0.0
    for word in parts:
        if word in _LARGE:
            total, current = total + max(current, 1) * _LARGE[word], 0.0
        elif word in _MULTIPLIERS:
            current = max(current, 1) * _MULTIPLIERS[word]
        else:
            current += _WORDS.get(word, 0)
    return total + current
