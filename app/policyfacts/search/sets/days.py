"""Facts that begin, or end, before or after a day.

Each day of a fact is in three sets: of its year (`2013`), of its month (`2013-05`) and of its day
of the month (`---17`). What lies on one side of a day is whole years, then whole months, then days
of one month: few sets, however long the time and however many the facts.
"""

from collections.abc import Iterable
from datetime import date

from pyroaring import BitMap

from policyfacts.search.sets.fact_sets import FactSets

_FIRST, _LAST = (1, 1), (12, 31)


def on_or_after(sets: FactSets, dimension: str, day: date) -> BitMap:
    """Positions of the facts whose day lies on or after this one."""
    year = _year(day)
    if (day.month, day.day) == _FIRST:
        return _in_years(sets, dimension, (it for it in sets.years(dimension) if it >= year))
    later = _in_years(sets, dimension, (it for it in sets.years(dimension) if it > year))
    return later | _within_year(sets, dimension, day, range(day.month + 1, 13), range(day.day, 32))


def on_or_before(sets: FactSets, dimension: str, day: date) -> BitMap:
    """Positions of the facts whose day lies on or before this one."""
    year = _year(day)
    if (day.month, day.day) == _LAST:
        return _in_years(sets, dimension, (it for it in sets.years(dimension) if it <= year))
    earlier = _in_years(sets, dimension, (it for it in sets.years(dimension) if it < year))
    return earlier | _within_year(sets, dimension, day, range(1, day.month), range(1, day.day + 1))


def _in_years(sets: FactSets, dimension: str, years: Iterable[str]) -> BitMap:
    return sets.union((dimension, year) for year in years)


def _within_year(
    sets: FactSets, dimension: str, day: date, months: Iterable[int], days: Iterable[int]
) -> BitMap:
    """Whole months of the day's year, and days of its month."""
    year = _year(day)
    whole = sets.union((dimension, f"{year}-{month:02}") for month in months)
    of_days = sets.union((dimension, f"---{number:02}") for number in days)
    return whole | (sets.get((dimension, f"{year}-{day.month:02}")) & of_days)


def _year(day: date) -> str:
    return f"{day.year:04}"
