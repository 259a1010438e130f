"""Days: of what is asked for, and of facts."""

import calendar
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tests.oracle.facts import Fact, times_of
from tests.oracle.reference import ALWAYS

Span = tuple[str, str]
TIMES = ("year", "year_from", "year_to", "date_from", "date_to")


def days(text: str) -> Span:
    """First and last day of a day, a month or a year, or of what lies between two of them."""
    if "/" in text:
        first, last = text.split("/")
        return days(first)[0], days(last)[1]
    match [int(part) for part in text.split("-")]:
        case [year]:
            return f"{year:04}-01-01", f"{year:04}-12-31"
        case [year, month]:
            return f"{text}-01", f"{text}-{calendar.monthrange(year, month)[1]}"
        case _:
            return text, text


def meets_times(fact: Fact, question: Mapping[str, Sequence[str]], name: str) -> bool:
    """Years want facts that touch them, dates such as lie within; `date_match` says otherwise."""
    default = "within" if name.startswith("date") else "overlaps"
    how = question.get("date_match", [default])[0]
    if name == "year":
        return any(_meet(times_of(fact), days(it), how) for it in question["year"])
    kind = name.partition("_")[0]
    first, last = question.get(f"{kind}_from"), question.get(f"{kind}_to")
    span = (days(first[0])[0] if first else ALWAYS[0], days(last[0])[1] if last else ALWAYS[1])
    return _meet(times_of(fact), span, how)


def in_the_time_of(fact: Fact, figure: Mapping[str, Any]) -> Fact:
    """The fact as it would be, had it happened in the period of the figure, if that has one."""
    start, end = days(figure["period"]) if figure["period"] else times_of(fact)[0]
    return {**fact, "date": {"start": start, "end": end}, "term": None}


def _meet(times: Iterable[Span], span: Span, how: str) -> bool:
    """Whether the date of a fact, or its term, lies in the span or shares a day with it."""
    first, last = span
    if how == "within":
        return any(start >= first and end <= last for start, end in times)
    return any(start <= last and end >= first for start, end in times)
