"""Find numbers, years, months and days in a sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SCALES = {"million": 1e6, "billion": 1e9, "thousand": 1e3, "trillion": 1e12}
_UNITS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL = {word: number for number, word in enumerate(_UNITS.split(), start=1)}
_LARGE = {word: number for number, word in enumerate(_TENS.split(), start=2)}
_MULTIPLIERS = {"hundred": 100, "dozen": 12}
_WORDS = {
    **_SMALL,
    **{word: tens * 10 for word, tens in _LARGE.items()},
    "both": 2,
}
MONTHS = {
    name: number
    for number, name in enumerate(
        (
            "january february march april may june july august september october november december"
        ).split(),
        start=1,
    )
}
_NUMBER = re.compile(
    r"(?P<digits>\d{1,3}(?:[ ,]\d{3})+(?!\d)|\d+)(?P<fraction>\.\d+)?"
    r"(?P<ordinal>st|nd|rd|th)?(?P<rest>\s+\w+)?",
)
_ANY_WORD = "|".join([*_WORDS, *_MULTIPLIERS])
_SPELT = re.compile(
    rf"\b(?:{_ANY_WORD})(?:(?:-|\s+(?:and\s+)?)(?:{_ANY_WORD}|{'|'.join(_SCALES)}))*\b",
    re.IGNORECASE,
)
_MONTH = re.compile(r"\b(" + "|".join(name.title() for name in MONTHS) + r")\b")
_DAYS = re.compile(
    r"\b("
    + "|".join(name.title() for name in MONTHS)
    + r")\s+(\d{1,2})(?:\s*[-–]\s*(\d{1,2}))?\b(?!\s*%)"
)


@dataclass(frozen=True)
class Number:
    """A number as written and as a value."""

    words: str
    value: float


def numbers_in(text: str) -> Iterator[Number]:
    """Yield numbers in digits or words, but no years and no days of months."""
    plain = _DAYS.sub(" ", text)
    for match in _NUMBER.finditer(plain):
        value = float(re.sub(r"[ ,]", "", match["digits"]) + (match["fraction"] or ""))
        if is_year(match[0].split()[0]):
            continue
        scale = _SCALES.get((match["rest"] or "").strip().lower(), 1)
        words = match[0] if scale != 1 else match[0].removesuffix(match["rest"] or "")
        yield Number(words.strip(), round(value * scale, 6))
    for match in _SPELT.finditer(plain):
        yield Number(match[0], _spelt_value(match[0]))


def _spelt_value(words: str) -> float:
    total = current = 0.0
    for word in re.findall(r"[a-z]+", words.lower()):
        if word in _SCALES:
            total, current = total + max(current, 1) * _SCALES[word], 0.0
        elif word in _MULTIPLIERS:
            current = max(current, 1) * _MULTIPLIERS[word]
        else:
            current += _WORDS.get(word, 0)
    return total + current


def years_in(text: str) -> set[int]:
    """Return the years written with four digits."""
    return {
        int(word) for word in re.findall(r"(?<![\d.,])\d{4}(?![\d]|[.,]\d)", text) if is_year(word)
    }


def months_in(text: str) -> set[tuple[str, int]]:
    """Return the names of months, each with its number."""
    return {(name, MONTHS[name.lower()]) for name in _MONTH.findall(text)}


def days_in(text: str) -> set[tuple[int, int]]:
    """Return the days written after a month, as (month, day)."""
    return {
        (MONTHS[month.lower()], int(day))
        for month, *days in _DAYS.findall(text)
        for day in days
        if day
    }


def is_year(word: str) -> bool:
    """Return whether the word is a year of the 20th or 21st century."""
    return re.fullmatch(r"(19|20)\d\d", word) is not None
