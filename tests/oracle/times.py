"""Days of queries and of facts."""

import calendar
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tests.oracle.facts import Fact, times_of
from tests.oracle.reference import ALWAYS

Span = tuple[str, str]
TIMES = ("year", "year_from", "year_to", "date_from", "date_to")


def days(text: str) -> Span:
    """Return the first and last day of a day, month, year, or interval."""
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


def meets_times(fact: Fact, params: Mapping[str, Sequence[str]], name: str) -> bool:
    """Return True where a fact passes a filter by time: by default years overlap, dates enclose."""
    default = "within" if name.startswith("date") else "overlaps"
    mode = params.get("date_match", [default])[0]
    if name == "year":
        return any(_any_matches(times_of(fact), days(year), mode) for year in params["year"])
    kind = name.partition("_")[0]
    first, last = params.get(f"{kind}_from"), params.get(f"{kind}_to")
    span = (days(first[0])[0] if first else ALWAYS[0], days(last[0])[1] if last else ALWAYS[1])
    return _any_matches(times_of(fact), span, mode)


def in_the_time_of(fact: Fact, figure: Mapping[str, Any]) -> Fact:
    """Return the fact as if it had happened in the period of the figure, if that has one."""
    start, end = days(figure["period"]) if figure["period"] else times_of(fact)[0]
    return {**fact, "date": {"start": start, "end": end}, "term": None}


def _any_matches(times: Iterable[Span], span: Span, mode: str) -> bool:
    """Return True where the date of a fact, or its term, is within the span or overlaps it."""
    first, last = span
    if mode == "within":
        return any(start >= first and end <= last for start, end in times)
    return any(start <= last and end >= first for start, end in times)
