"""Facts along time: by month of one year, or by year.

A fact is counted in a month only where its date, or its term, lies within it: so a bar is what
`date_from` and `date_to` of that month find. What is known less exactly stands apart, by the months
or years in which it begins and ends. All of it is sizes of sets, however many the facts.
"""

import calendar
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product

from pyroaring import BitMap

from policyfacts.schemas.params import FactFilters
from policyfacts.search.parse.match_modes import times_of
from policyfacts.search.parse.query import ParsedQuery
from policyfacts.search.sets.fact_sets import FactSets
from policyfacts.search.sets.filters import DateRange
from policyfacts.search.sets.matcher import Matcher
from policyfacts.search.snapshot import Snapshot
from policyfacts.vocabulary import DateMatch

# What asks for days, and is left out where they are counted.
_DAYS = "date_from"


@dataclass(frozen=True)
class Period:
    """Days from a first to a last, and how many facts are known to lie in them.

    Of a period that is wider than a bar: how many are known to lie there and no more exactly.
    """

    first: date
    last: date
    facts: int


@dataclass(frozen=True)
class Timeline:
    """Months of `year`, or years where it is None; `wider` is what lies in no single one.

    `elsewhere` is how many facts are dated in other years than the one that is shown.
    """

    year: int | None
    bars: list[Period]
    wider: list[Period]
    elsewhere: int


def draw_timeline(
    matcher: Matcher, asked: FactFilters, question: ParsedQuery, snapshot: Snapshot
) -> Timeline:
    """The facts that are asked for along time, whatever days within them are asked for.

    By month where the question lies in one year, or all reviews are of one; else by year.
    """
    sets = snapshot.sets
    base = sets.as_bits(matcher.match(question.wanted.without(_DAYS)))
    year = _chosen_year(asked, snapshot)
    spans = list(_months_of(year)) if year is not None else list(_years_of(sets))
    found = [(span, matcher.ordinals(_within(*span)) & base) for span in spans]
    bars = [Period(first, last, len(facts)) for (first, last), facts in found if facts]
    rest = BitMap.difference(base, *(facts for _, facts in found)) if found else base
    left = len(rest)
    if year is not None:
        # Terms are not drawn: the year's own are those whose date overlaps it.
        rest = rest & sets.union(_begun(sets, year)) & sets.union(_not_ended(sets, year))
    return Timeline(year, bars, sorted(_wider(rest, year, sets), key=_place), left - len(rest))


def _chosen_year(asked: FactFilters, snapshot: Snapshot) -> int | None:
    """The one year that the times asked for lie in, else that of all reviews, if it is one."""
    years = {day.year for time in times_of(asked) for span in time.spans for day in span}
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
    return (("date_start", it) for it in sets.years("date_start") if int(it) <= year)


def _not_ended(sets: FactSets, year: int) -> Iterable[tuple[str, str]]:
    return (("date_end", it) for it in sets.years("date_end") if int(it) >= year)


def _wider(rest: BitMap, year: int | None, sets: FactSets) -> Iterator[Period]:
    """What is left, by where it begins and ends."""
    starts = [(it, rest & sets.get(("date_start", it))) for it in _pieces(sets, "date_start", year)]
    ends = _pieces(sets, "date_end", year)
    for (start, begun), end in product([it for it in starts if it[1]], ends):
        facts = begun.intersection_cardinality(sets.get(("date_end", end)))
        if facts:
            yield Period(_span_of(start)[0], _span_of(end)[1], facts)


def _pieces(sets: FactSets, dimension: str, year: int | None) -> list[str]:
    """Years, but the months of the year that is shown."""
    others = [it for it in sets.years(dimension) if year is None or int(it) != year]
    months = [] if year is None else [f"{year:04}-{month:02}" for month in range(1, 13)]
    return [*others, *months]


def _span_of(piece: str) -> tuple[date, date]:
    year, _, month = piece.partition("-")
    if month:
        return _month(int(year), int(month))
    return date(int(year), 1, 1), date(int(year), 12, 31)


def _place(period: Period) -> tuple[date, date]:
    return period.first, period.last
