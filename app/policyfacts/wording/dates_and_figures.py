"""Dates and figures in plain words, as exact as the source gives them."""

import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from policyfacts.edtf import parse_edtf
from policyfacts.vocabulary import Basis, Bound, Precision

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
_BOUNDS = {
    Bound.EXACT: "",
    Bound.ABOUT: "about ",
    Bound.OVER: "more than ",
    Bound.AT_LEAST: "at least ",
    Bound.AT_MOST: "at most ",
    Bound.UNDER: "less than ",
}
_BASES = {Basis.ACTUAL: "", Basis.COMMITTED: ", committed", Basis.POSSIBLE: ", possible"}
_LARGE = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
# The languages of names.
_LANGUAGES = {
    "be": "Belarusian",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "ru": "Russian",
    "zh": "Chinese",
}
_LOCATOR = re.compile(r"p(\d+)s(\d+)")
_PERCENT = "percent"
# Measures of a rank, not of an amount.
ORDINALS = frozenset(("mission-number", "session-number", "trade-rank"))
_ANNIVERSARY = "anniversary"
_CURRENCY_LENGTH = 3


def say_date(edtf: str) -> str:
    """Say an EDTF date: 2013, May 2013, 15 to 17 January 2013."""
    first, slash, last = edtf.partition("/")
    if not slash:
        return _say_point(first)
    begun, ended = _say_point(first).split(), _say_point(last).split()
    if len(begun) == len(ended):
        # Drop from the first what both end with: the year, or month and year.
        while len(begun) > 1 and begun[-1] == ended[len(begun) - 1]:
            begun.pop()
    return f"{' '.join(begun)} to {' '.join(ended)}"


def say_span(first: date, last: date) -> str:
    """Say the days from a first to a last as a year, as months or as days."""
    if (first.month, first.day) == (1, 1) and (last.month, last.day) == (12, 31):
        letters = len("2013")
    elif first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
        letters = len("2013-05")
    else:
        letters = len("2013-05-17")
    begun, ended = first.isoformat()[:letters], last.isoformat()[:letters]
    return say_date(begun if begun == ended else f"{begun}/{ended}")


def say_when(when: Mapping[str, Any]) -> str:
    """Say the date of a fact with its precision: on a day, in a month or year, or not stated."""
    words = say_date(when["edtf"])
    if not when["stated"]:
        return f"in {words}, the year of the review; no time is stated"
    match when["precision"]:
        case Precision.DAY:
            return f"on {words}"
        case Precision.RANGE:
            return f"within {words}"
        case _:
            return f"in {words}"


def say_locators(locators: Sequence[str]) -> str:
    """Say where sentences are: `p51s1` and `p51s2` are paragraph 51, sentences 1 and 2.

    Locators of another form are left as they are.
    """
    matches = [_LOCATOR.fullmatch(locator) for locator in locators]
    if not all(matches):
        return ", ".join(locators)
    pairs = [(int(match[1]), match[2]) for match in matches if match]
    return "; ".join(
        _say_sentences(paragraph, [sentence for _, sentence in same])
        for paragraph, same in groupby(pairs, key=lambda pair: pair[0])
    )


def say_figure(figure: Mapping[str, Any]) -> str:
    """Say a value with its bound, unit and basis: more than 500 million USD."""
    if figure["measure"] in ORDINALS and figure["bound"] == Bound.AT_MOST:
        of = f" of {figure['of']}" if figure["of"] is not None else ""
        return f"among the first {_digits(figure['value'])}{of}"
    return f"{_BOUNDS[Bound(figure['bound'])]}{_say_amount(figure)}{_BASES[Basis(figure['basis'])]}"


def _say_amount(figure: Mapping[str, Any]) -> str:
    """Say a value with its unit, and what it is a part of."""
    measure, value, unit, of = (figure[key] for key in ("measure", "value", "unit", "of"))
    amount = say_value(value, unit)
    if measure in ORDINALS:
        return f"{_say_rank(int(value))}{f' of the {of}' if of is not None else ''}"
    if of is None:
        return amount
    if measure == _ANNIVERSARY:
        return f"{amount} since {of}"
    return f"{amount} of {of}" if unit == _PERCENT else f"{amount} (of the {of})"


def say_value(value: float, unit: str) -> str:
    """Say a number with all of its digits and its unit: 39.7 billion USD, 49.5%, 1 agreement."""
    if unit == _PERCENT:
        return f"{_digits(value)}%"
    return f"{say_number(value)} {_say_unit(value, unit)}"


def say_number(value: float) -> str:
    """Say a number with all of its digits: 39.7 billion, 1,234."""
    for size, name in _LARGE:
        if abs(value) >= size:
            short = _digits(value / size)
            # Where no short form has all digits, the number is written out.
            if float(short.replace(",", "")) * size == value and len(short) <= len("123.456"):
                return f"{short} {name}"
    return _digits(value)


def say_count(count: int, noun: str = "fact") -> str:
    """Say a count: 1 fact, 1,234 facts."""
    return f"{count:,} {noun if count == 1 else plural(noun)}"


def say_language(code: str) -> str:
    """Return the English name of a language, or its code where we have no name."""
    return _LANGUAGES.get(code, code)


def capital(words: str) -> str:
    """Capitalize the first letter and leave the others."""
    return words[:1].upper() + words[1:]


def plural(noun: str) -> str:
    """Return the plural: countries, persons; percent stays percent."""
    if noun == _PERCENT:
        return noun
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}s"


def _say_point(text: str) -> str:
    point = parse_edtf(text)
    parts = [str(point.start.year)]
    if point.precision is not Precision.YEAR:
        parts.insert(0, _MONTHS[point.start.month - 1])
    if point.precision is Precision.DAY:
        parts.insert(0, str(point.start.day))
    return " ".join(parts)


def _say_sentences(paragraph: int, sentences: Sequence[str]) -> str:
    *fewer, last = sentences
    if not fewer:
        return f"paragraph {paragraph}, sentence {last}"
    return f"paragraph {paragraph}, sentences {', '.join(fewer)} and {last}"


def _digits(value: float) -> str:
    if float(value).is_integer():
        return f"{int(value):,}"
    integer, _, rest = repr(abs(float(value))).partition(".")
    sign = "-" if value < 0 else ""
    return f"{sign}{int(integer):,}.{rest}" if rest.isdigit() else repr(value)


def _say_rank(number: int) -> str:
    """Say a rank: 1st, 2nd, 12th, 68th."""
    last = 0 if number % 100 in (11, 12, 13) else number % 10
    return f"{number:,}{('th', 'st', 'nd', 'rd')[last] if last < 4 else 'th'}"


def _say_unit(value: float, unit: str) -> str:
    is_currency = len(unit) == _CURRENCY_LENGTH and unit.isupper()
    return unit if is_currency or value == 1 else plural(unit)
