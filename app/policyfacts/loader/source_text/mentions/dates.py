"""The dates of a text, each with its place, its EDTF and its precision."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from policyfacts.edtf import parse_edtf
from policyfacts.loader.source_text.mentions.labels import hide_labels
from policyfacts.loader.source_text.mentions.periods import find_figures, find_periods, find_years
from policyfacts.loader.source_text.mentions.plain_text import PlainText, before
from policyfacts.loader.source_text.mentions.points import Point, find_points
from policyfacts.vocabulary import Precision

_RANGE = re.compile(r" ?- ?| (?:to|until|till|through) (?:the )?")
_LIST = re.compile(r",? (?:and|or) (?:(?:on|in|from) )?|, | ?/ ?")
_BETWEEN = re.compile(r"\bbetween (?:the )?$", re.IGNORECASE)


@dataclass(frozen=True)
class DateMention:
    """Letters `start` to `end` (excluded) of a text that give a date.

    Where the text names no year, `has_year` is False and the EDTF has that of the document.
    """

    start: int
    end: int
    words: str
    edtf: str
    precision: Precision
    has_year: bool


@dataclass(frozen=True)
class _Date:
    """A date at a place of the plain text."""

    start: int
    end: int
    edtf: str
    has_year: bool


def find_dates(document: str, year: int) -> list[DateMention]:
    """List the dates of a text in its order; `year` is that of those that name none."""
    text = hide_labels(PlainText.of(document))
    return [
        DateMention(
            *text.place(each.start, each.end),
            text.words(each.start, each.end),
            each.edtf,
            parse_edtf(each.edtf).precision,
            each.has_year,
        )
        for each in sorted(_dates(text, year), key=lambda each: each.start)
    ]


def hide_dates(document: PlainText) -> PlainText:
    """Hide what says when and what says which one, so that amounts are left."""
    text = hide_labels(document)
    return text.hide([(each.start, each.end) for each in _dates(text, 2000)])


def _dates(text: PlainText, own_year: int) -> Iterator[_Date]:
    periods = [_Date(*period) for period in find_periods(text.letters, own_year)]
    yield from periods
    rest = text.hide([(period.start, period.end) for period in periods])
    figures = list(find_figures(rest))
    rest = rest.hide([(point.start, point.end) for point in figures])
    named = list(find_points(rest.letters))
    points = sorted([*figures, *named], key=lambda point: point.start)
    dates = list(_join(text.letters, points, own_year))
    yield from dates
    rest = rest.hide([(each.start, each.end) for each in dates])
    for start, end, edtf in find_years(rest.letters):
        yield _Date(start, end, edtf, has_year=True)


def _join(letters: str, points: list[Point], own_year: int) -> Iterator[_Date]:
    """Yield days and months as dates, completed by their neighbours; ranges as one date."""
    joins = [_kind(letters, left, right) for left, right in pairwise(points)]
    points = _share_years(points, joins)
    index = 0
    while index < len(points):
        if index < len(joins) and joins[index] == "range":
            date = _range(points[index], points[index + 1], own_year)
            if date is not None:
                yield date
                index += 2
                continue
        yield _single(points[index], own_year)
        index += 1


def _kind(letters: str, left: Point, right: Point) -> str:
    between = letters[left.end : right.start]
    is_alike = (left.month is None, left.day is None) == (right.month is None, right.day is None)
    if not is_alike or left.month is None:
        return ""
    if _RANGE.fullmatch(between):
        return "range"
    if between == " and " and _BETWEEN.search(before(letters, left.start)):
        return "range"
    return "list" if _LIST.fullmatch(between) else ""


def _share_years(points: list[Point], joins: list[str]) -> list[Point]:
    """Give points without a year that of their neighbour: 28 January - 2 February 2014."""
    shared = list(points)
    for index in range(len(joins) - 1, -1, -1):
        left, right = shared[index], shared[index + 1]
        if joins[index] and left.year is None and right.year is not None:
            is_before = joins[index] == "range" and _day(left) > _day(right)
            shared[index] = replace(left, year=right.year - is_before)
    for index, join in enumerate(joins):
        left, right = shared[index], shared[index + 1]
        if join == "range" and left.year is not None and right.year is None:
            shared[index + 1] = replace(right, year=left.year + (_day(left) > _day(right)))
    return shared


def _day(point: Point) -> tuple[int, int]:
    return point.month or 0, point.day or 0


def _range(left: Point, right: Point, own_year: int) -> _Date | None:
    edtf = f"{_edtf(left, own_year)}/{_edtf(right, own_year)}"
    try:
        parse_edtf(edtf)
    except ValueError:
        return None
    return _Date(left.start, right.end, edtf, right.year is not None)


def _single(point: Point, own_year: int) -> _Date:
    edtf = _edtf(point, own_year)
    return _Date(point.start, point.end, edtf, point.year is not None)


def _edtf(point: Point, own_year: int) -> str:
    """Write a point as EDTF; of a day that does not exist, as June 31, the month is left."""
    year = point.year if point.year is not None else own_year
    parts = [f"{year:04}", *(f"{part:02}" for part in (point.month, point.day) if part is not None)]
    text = "-".join(parts)
    try:
        return parse_edtf(text).edtf
    except ValueError:
        return "-".join(parts[:-1])
