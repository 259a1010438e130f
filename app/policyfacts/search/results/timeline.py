"""Facts along time: by month of one year, or by year.

A fact is counted in a month only where its date, or its term, lies within it: so a bar is what
`date_from` and `date_to` of that month find. What is dated less exactly stands apart, by the months
or years in which it begins and ends. All of it is sizes of sets, however many the facts.
"""

import calendar
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product

from pyroaring import BitMap

from policyfacts.schemas.params.filters import FactFilters
from policyfacts.search.parse.parser import date_ranges
from policyfacts.search.parse.query import ParsedQuery
from policyfacts.search.sets.fact_sets import FactSets
from policyfacts.search.sets.filters import DateRange
from policyfacts.search.snapshot import ReadSession, Snapshot
from policyfacts.vocabulary import DateMatch

# The parameter of days, which is left out where they are counted.
_DAYS = "date_from"


@dataclass(frozen=True)
class Period:
    """Days from a first to a last, and the number of facts that lie in them.

    Of a period that is wider than a bar: of those that are not dated more exactly.
    """

    first: date
    last: date
    facts: int


@dataclass(frozen=True)
class Timeline:
    """Months of `year`, or years where it is None; `wider` is what lies in no single one.

    `elsewhere` is the number of facts dated in other years than the one that is shown.
    """

    year: int | None
    bars: list[Period]
    wider: list[Period]
    elsewhere: int


def build_timeline(session: ReadSession, params: FactFilters, query: ParsedQuery) -> Timeline:
    """Count the facts that match along time, whatever days within them are asked for.

    By month where the query lies in one year, or all reviews are of one; else by year.
    """
    sets, matcher = session.snapshot.sets, session.matcher
    base = sets.as_bits(matcher.match(query.fact_filter.without(_DAYS)))
    year = _single_year(params, session.snapshot)
    spans = list(_months_of(year)) if year is not None else list(_years_of(sets))
    counted = [(span, matcher.ordinals(_within(*span)) & base) for span in spans]
    bars = [Period(first, last, len(facts)) for (first, last), facts in counted if facts]
    rest = BitMap.difference(base, *(facts for _, facts in counted)) if counted else base
    left = len(rest)
    if year is not None:
        # Terms are not drawn: the year's own are those whose date overlaps it.
        rest = rest & sets.union(_begun(sets, year)) & sets.union(_not_ended(sets, year))
    wider = sorted(_wider(rest, year, sets), key=lambda period: (period.first, period.last))
    return Timeline(year, bars, wider, left - len(rest))


def _single_year(params: FactFilters, snapshot: Snapshot) -> int | None:
    """Return the one year of the dates asked for, else that of all reviews, if it is one."""
    years = {day.year for dates in date_ranges(params) for span in dates.spans for day in span}
    years = years or set(snapshot.registry.reviews.values())
    return years.pop() if len(years) == 1 else None


def _months_of(year: int) -> Iterator[tuple[date, date]]:
    for month in range(1, 13):
        yield _month(year, month)


def _month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _years_of(sets: FactSets) -> Iterator[tuple[date, date]]:
    begun = {*sets.years("date_start"), *sets.years("term_start")}
    for year in sorted(map(int, begun)):
        yield date(year, 1, 1), date(year, 12, 31)


def _within(first: date, last: date) -> DateRange:
    return DateRange(_DAYS, ((first, last),), DateMatch.WITHIN)


def _begun(sets: FactSets, year: int) -> Iterable[tuple[str, str]]:
    return (("date_start", value) for value in sets.years("date_start") if int(value) <= year)


def _not_ended(sets: FactSets, year: int) -> Iterable[tuple[str, str]]:
    return (("date_end", value) for value in sets.years("date_end") if int(value) >= year)


def _wider(rest: BitMap, year: int | None, sets: FactSets) -> Iterator[Period]:
    """Yield periods of what is left, by where it begins and ends."""
    starts = [
        (value, begun)
        for value in _values(sets, "date_start", year)
        if (begun := rest & sets.get(("date_start", value)))
    ]
    for (start, begun), end in product(starts, _values(sets, "date_end", year)):
        facts = begun.intersection_cardinality(sets.get(("date_end", end)))
        if facts:
            yield Period(_span_of(start)[0], _span_of(end)[1], facts)


def _values(sets: FactSets, dimension: str, year: int | None) -> list[str]:
    """List the years of a dimension of days, but of the year that is shown its months."""
    others = [value for value in sets.years(dimension) if year is None or int(value) != year]
    months = [] if year is None else [f"{year:04}-{month:02}" for month in range(1, 13)]
    return [*others, *months]


def _span_of(value: str) -> tuple[date, date]:
    year, _, month = value.partition("-")
    if month:
        return _month(int(year), int(month))
    return date(int(year), 1, 1), date(int(year), 12, 31)
