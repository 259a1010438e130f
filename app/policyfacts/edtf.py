"""Dates as the source gives them: the part of EDTF (ISO 8601-2:2019, level 0) that reviews need.

A day `2013-05-17`, a month `2013-05`, a year `2013`, or an interval of two of them
`2013-07/2013-12`.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from policyfacts.vocabulary import Precision

_POINT = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_PRECISIONS = (Precision.YEAR, Precision.MONTH, Precision.DAY)


@dataclass(frozen=True)
class Span:
    """An EDTF text with its first and last day."""

    edtf: str
    start: date
    end: date
    precision: Precision


@lru_cache(maxsize=4096)
def parse_edtf(text: str) -> Span:
    """Parse a date or interval; raises ValueError that says what is wrong with it."""
    first, slash, last = text.partition("/")
    start = _parse_point(first)
    if not slash:
        return start
    end = _parse_point(last)
    if end.end < start.start or end.start < start.start:
        raise ValueError(f"'{text}' ends before it starts")
    return Span(text, start.start, end.end, Precision.RANGE)


def _parse_point(text: str) -> Span:
    match = _POINT.fullmatch(text)
    if match is None:
        raise ValueError(
            f"'{text}' is not a date: "
            "write 2013, 2013-05, 2013-05-17 or an interval 2013-07/2013-12"
        )
    parts = [int(part) for part in match.groups() if part is not None]
    try:
        start = date(*[*parts, 1, 1][:3])
    except ValueError as error:
        raise ValueError(f"'{text}' does not exist: {error}") from None
    precision = _PRECISIONS[len(parts) - 1]
    return Span(text, start, _last_day(start, precision), precision)


def _last_day(start: date, precision: Precision) -> date:
    if precision is Precision.YEAR:
        return start.replace(month=12, day=31)
    if precision is Precision.MONTH:
        return start.replace(day=calendar.monthrange(start.year, start.month)[1])
    return start
