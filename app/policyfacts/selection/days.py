"""Facts that begin, or end, before or after a day.

Each day of a fact is in three sets: of its year (`2013`), of its month (`2013-05`) and of its day
of the month (`---17`). What lies on one side of a day is whole years, then whole months, then days
of one month: few sets, however long the time and however many the facts.
"""

from datetime import date

from pyroaring import BitMap

from policyfacts.selection.sets import FactSets

_YEAR, _MONTH = 4, 7


def on_or_after(sets: FactSets, dimension: str, day: date) -> BitMap:
    """Positions of the facts whose day lies on or after this one."""
    text = day.isoformat()
    whole = [value for value in sets.values(dimension) if _is_later(value, text)]
    days = [f"---{number:02}" for number in range(day.day, 32)]
    return _join(sets, dimension, whole, text[:_MONTH], days)


def on_or_before(sets: FactSets, dimension: str, day: date) -> BitMap:
    """Positions of the facts whose day lies on or before this one."""
    text = day.isoformat()
    whole = [value for value in sets.values(dimension) if _is_earlier(value, text)]
    days = [f"---{number:02}" for number in range(1, day.day + 1)]
    return _join(sets, dimension, whole, text[:_MONTH], days)


def _is_later(value: str, day: str) -> bool:
    """Whether it is a year after that of the day, or a later month of the same year."""
    if len(value) == _YEAR:
        return value > day[:_YEAR]
    return value[:_YEAR] == day[:_YEAR] and value > day[:_MONTH]


def _is_earlier(value: str, day: str) -> bool:
    if len(value) == _YEAR:
        return value < day[:_YEAR]
    return value[:_YEAR] == day[:_YEAR] and value < day[:_MONTH]


def _join(sets: FactSets, dimension: str, whole: list[str], month: str, days: list[str]) -> BitMap:
    in_month = sets.get((dimension, month)) & sets.union((dimension, day) for day in days)
    return sets.union((dimension, value) for value in whole) | in_month
