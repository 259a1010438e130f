"""Facts that begin, or end, before or after a day, and those that meet a span of days.

Each day of a fact is in three sets: of its year (`2013`), of its month (`2013-05`) and of its day
of the month (`---17`). What lies on one side of a day is whole years, then whole months, then days
of one month: few sets, however long the time and however many the facts.
"""

from collections.abc import Iterable
from datetime import date

from pyroaring import BitMap

from policyfacts.search.sets.fact_sets import FactSets
from policyfacts.vocabulary import DateMatch

_FIRST, _LAST = (1, 1), (12, 31)


def match_days(sets: FactSets, kind: str, first: date, last: date, mode: DateMatch) -> BitMap:
    """Return the facts whose span of a kind (`date`, `term`) lies within these days, or overlaps.

    The mode says which of the two.
    """
    start, end = f"{kind}_start", f"{kind}_end"
    if mode is DateMatch.WITHIN:
        return _on_or_after(sets, start, first) & _on_or_before(sets, end, last)
    return _on_or_before(sets, start, last) & _on_or_after(sets, end, first)


def _on_or_after(sets: FactSets, dimension: str, day: date) -> BitMap:
    year, years = _year(day), sets.years(dimension)
    if (day.month, day.day) == _FIRST:
        return _in_years(sets, dimension, (other for other in years if other >= year))
    later = _in_years(sets, dimension, (other for other in years if other > year))
    return later | _within_year(sets, dimension, day, range(day.month + 1, 13), range(day.day, 32))


def _on_or_before(sets: FactSets, dimension: str, day: date) -> BitMap:
    year, years = _year(day), sets.years(dimension)
    if (day.month, day.day) == _LAST:
        return _in_years(sets, dimension, (other for other in years if other <= year))
    earlier = _in_years(sets, dimension, (other for other in years if other < year))
    return earlier | _within_year(sets, dimension, day, range(1, day.month), range(1, day.day + 1))


def _in_years(sets: FactSets, dimension: str, years: Iterable[str]) -> BitMap:
    return sets.union((dimension, year) for year in years)


def _within_year(
    sets: FactSets, dimension: str, day: date, months: Iterable[int], days: Iterable[int]
) -> BitMap:
    """Return the facts of whole months of the day's year, and of days of its month."""
    year = _year(day)
    of_months = sets.union((dimension, f"{year}-{month:02}") for month in months)
    of_days = sets.union((dimension, f"---{number:02}") for number in days)
    return of_months | (sets.get((dimension, f"{year}-{day.month:02}")) & of_days)


def _year(day: date) -> str:
    return f"{day.year:04}"
