"""Dates in figures, halves, quarters, decades and years: what names no month."""

import re
from collections.abc import Callable, Iterator

from policyfacts.loader.source_text.mentions.money import PREFIX, SUFFIX
from policyfacts.loader.source_text.mentions.plain_text import PlainText, before
from policyfacts.loader.source_text.mentions.points import MONTH, YEAR, Point

_ISO = re.compile(
    r"(?<![\w.,/-])([12]\d{3})-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01])(?:T[\d:]+Z?)?)?"
    rf"(?![\w-]|/\d\d\b| {MONTH})"
    r"|(?<![\w.,/-])([12]\d{3})/(0[1-9]|1[0-2])/(0[1-9]|[12]\d|3[01])(?![\w/])"
)
_FIGURES = re.compile(
    r"(?<![\w.,/-])(\d{1,2})(?P<sign>[./-])(\d{1,2})(?P=sign)((?:19|20)\d\d)(?![\w/-]|\.\d)"
)
_WHOLE_YEAR = rf"(?:(?:the )?year(?:,? (?:of )?(?P<named>{YEAR}))?|(?P<year>{YEAR}))"
_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3}
_ORDINALS |= {"fourth": 4, "4th": 4, "last": 4, "final": 4}
_COUNTS = {"three": 3, "3": 3, "four": 4, "4": 4, "five": 5, "5": 5, "six": 6, "6": 6}
_COUNTS |= {"seven": 7, "7": 7, "eight": 8, "8": 8, "nine": 9, "9": 9, "ten": 10, "10": 10}
_COUNTS |= {"two": 2, "2": 2, "eleven": 11, "11": 11}
_HALF = re.compile(rf"(?i:\b(first|1st|second|2nd|latter) half of {_WHOLE_YEAR})")
_QUARTER = re.compile(rf"(?i:\b({'|'.join(_ORDINALS)}) quarter of {_WHOLE_YEAR})")
_LETTERED = re.compile(rf"\b([QHqh])([1-4])(?:[ /-]| of )({YEAR})")
_FIRST_MONTHS = re.compile(rf"(?i:\b(?:first|last) ({'|'.join(_COUNTS)}) months of {_WHOLE_YEAR})")
_DECADE = re.compile(r"(?<![\w.,])((?:19|20)\d0)s\b|(?<=\bthe )((?:19|20)\d0)'s\b")
_YEAR = r"(?:(?<![\w/])|(?<=\bFY))(?<!\d[.,-])((?:19|20)\d\d)"
_NOT_COUNTED = (
    rf"(?![\w]|[.,]\d|/\d| ?%| ?(?i:per ?cent|hundred|thousand|million|billion|trillion)\b"
    rf"|-(?i:fold)\b| ?{SUFFIX})"
)
# Lines of a document that were joined lose the dash: 20042006.
_YEARS = re.compile(
    rf"{_YEAR}(?:(?: ?- ?|/| to | until | through |)((?:19|20)\d\d)|[-/](\d\d)(?!-?\d))"
    rf"{_NOT_COUNTED}"
)
_BETWEEN_YEARS = re.compile(rf"(?i:(?<=between )){_YEAR} and ((?:19|20)\d\d){_NOT_COUNTED}")
_ONE_YEAR = re.compile(rf"{_YEAR}{_NOT_COUNTED}")
_AMOUNT_BEFORE = re.compile(
    rf"(?:{PREFIX}|\b(?i:nearly|almost|more than|less than|fewer than|at least|approximately"
    rf"|as many as)) ?$"
)


def find_figures(text: PlainText) -> Iterator[Point]:
    """Yield ISO dates, and days as 15.01.2014 or 15/01/2014.

    With points the day comes first. With strokes either does, so where both may be months and
    differ, only the year is sure, and the date is as precise as that.
    """
    for match in _ISO.finditer(text.letters):
        parts = match.groups()[:3] if match[1] else match.groups()[3:]
        year, month, day = (int(part) if part else None for part in parts)
        dash = text.document[text.starts[match.start() + 4]]
        is_years = month == ((year or 0) + 1) % 100 or dash != "-"
        if day is not None or not is_years:
            yield Point(*match.span(), year, month, day)
    for match in _FIGURES.finditer(text.letters):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        if second > 12 >= first and match["sign"] == "/":
            yield Point(*match.span(), year, first, second)
        elif match["sign"] == "." or first > 12 or first == second:
            yield Point(*match.span(), year, second, first)
        else:
            yield Point(*match.span(), year)


def find_periods(letters: str, own_year: int) -> Iterator[tuple[int, int, str, bool]]:
    """Yield parts of years: where they stand, their EDTF, and whether the year is said."""
    for pattern, months in (
        (_HALF, lambda match: _part(6, 1 if match[1].lower() in ("first", "1st") else 2)),
        (_QUARTER, lambda match: _part(3, _ORDINALS[match[1].lower()])),
        (_FIRST_MONTHS, _first_months),
    ):
        yield from _parts(pattern, months, letters, own_year)
    for match in _LETTERED.finditer(letters):
        is_half = match[1] in "Hh"
        if not is_half or match[2] in "12":
            first, last = _part(6 if is_half else 3, int(match[2]))
            yield *match.span(), f"{match[3]}-{first:02}/{match[3]}-{last:02}", True


def _parts(
    pattern: re.Pattern[str],
    months: Callable[[re.Match[str]], tuple[int, int]],
    letters: str,
    own_year: int,
) -> Iterator[tuple[int, int, str, bool]]:
    for match in pattern.finditer(letters):
        stated = match["named"] or match["year"]
        first, last = months(match)
        year = stated or own_year
        yield *match.span(), f"{year}-{first:02}/{year}-{last:02}", stated is not None


def _part(length: int, number: int) -> tuple[int, int]:
    return length * (number - 1) + 1, length * number


def _first_months(match: re.Match[str]) -> tuple[int, int]:
    count = _COUNTS[match[1].lower()]
    return (1, count) if match[0].lower().startswith("first") else (13 - count, 12)


def find_years(letters: str) -> Iterator[tuple[int, int, str]]:
    """Yield decades, spans of years and years: where they stand, and their EDTF."""
    last_end = 0
    for match in sorted(_all_years(letters), key=lambda match: (match.start(), -match.end())):
        if match.start() < last_end or _AMOUNT_BEFORE.search(before(letters, match.start())):
            continue
        edtf = _years(match)
        if edtf is not None:
            yield *match.span(), edtf
            last_end = match.end()


def _all_years(letters: str) -> Iterator[re.Match[str]]:
    for pattern in (_DECADE, _YEARS, _BETWEEN_YEARS, _ONE_YEAR):
        yield from pattern.finditer(letters)


def _years(match: re.Match[str]) -> str | None:
    if match.re is _DECADE:
        first = int(match[1] or match[2])
        return f"{first}/{first + 9}"
    if match.re is _ONE_YEAR:
        return match[1]
    groups = match.groups()
    last = groups[1] or match[1][:2] + groups[2]
    return f"{match[1]}/{last}" if match[1] < last else None
