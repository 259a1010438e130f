"""Times that a question names: years, months, quarters, halves and days."""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from policyfacts.edtf import parse_edtf
from policyfacts.search.questions.pieces import Piece
from policyfacts.search.questions.tokens import Question
from policyfacts.vocabulary import WordSense

_YEAR = re.compile("(?:1[89]|20|21)[0-9]{2}")
_DAY = re.compile("(0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th|er)?", re.IGNORECASE)
_DAY_FIRST = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_MONTHS_IN = {WordSense.QUARTER: 3, WordSense.HALF: 6}
_MONTHS_IN_VAGUE = 3
_BEFORE_MONTHS = (
    *(WordSense.TO, WordSense.FROM, WordSense.SINCE, WordSense.UNTIL),
    *(WordSense.BEFORE, WordSense.AFTER),
)
_NEEDS_YEAR = "It is not applied: of which year is not said."
_VAGUE = "Where it begins and ends is not said; the year alone is applied."
_RELATIVE = "It is not applied: it depends on the year from which one looks."


@dataclass(frozen=True)
class TimeSpan:
    """Pieces from `first` to before `last` that name a time: its first and its last day.

    It `is_of_years` where it is said in years, and not in months or days.
    """

    first: int
    last: int
    start: date
    end: date
    is_of_years: bool = False


@dataclass(frozen=True)
class OpenTime:
    """Pieces that name a time which may be several; `span` is what is certain of it."""

    first: int
    last: int
    candidates: Sequence[Mapping[str, str]]
    note: str
    span: TimeSpan | None = None


@dataclass(frozen=True)
class TimeFinder:
    """Finds the times among the pieces of a question; `years` are those of the reviews."""

    question: Question
    pieces: Sequence[Piece]
    years: Sequence[int]

    def times(self) -> Iterator[TimeSpan | OpenTime]:
        """Yield times in their order."""
        position = 0
        while position < len(self.pieces):
            time = self._time_at(position)
            if time is not None:
                yield time
            position = time.last if time is not None else position + 1

    def text(self, position: int) -> str:
        """Return the text of a piece; nothing after the last."""
        if position >= len(self.pieces):
            return ""
        piece = self.pieces[position]
        return self.question.slice(piece.first, piece.last)

    def _time_at(self, position: int) -> TimeSpan | OpenTime | None:
        piece, text = self.pieces[position], self.text(position)
        if self.question.tokens[piece.first].is_day:
            return _written_day(position, text)
        for sense, months in _MONTHS_IN.items():
            if (number := piece.number(sense)) is not None:
                return self._months(position, (number - 1) * months + 1, months)
        if (first := piece.number(WordSense.SEASON)) is not None:
            return self._season(position, first)
        if (first := piece.number(WordSense.PART)) is not None:
            return self._part(position, first)
        if (distance := piece.number(WordSense.YEAR)) is not None:
            years = sorted({year + distance for year in self.years} | set(self.years))
            candidates = [{"year": str(year)} for year in years]
            return OpenTime(position, position + 1, candidates, _RELATIVE)
        return self._calendar_time(position, text)

    def _calendar_time(self, position: int, text: str) -> TimeSpan | OpenTime | None:
        if _YEAR.fullmatch(text):
            return TimeSpan(position, position + 1, *_months(int(text), 1, 12), is_of_years=True)
        month = self._month(position)
        if month is not None:
            return self._day_after(position, month) or self._months(position, month, 1)
        month_at = self._skip(position + 1)
        if _DAY.fullmatch(text) and (month := self._month(month_at)) is not None:
            after, year = self._year_after(month_at + 1)
            return self._day(position, after, year, month, text)
        return None

    def _day_after(self, position: int, month: int) -> TimeSpan | OpenTime | None:
        """Read `May 15, 2013`."""
        day = self.text(position + 1)
        if not _DAY.fullmatch(day):
            return None
        after, year = self._year_after(position + 2)
        return self._day(position, after, year, month, day)

    def _day(
        self, first: int, last: int, year: int | None, month: int, day: str
    ) -> TimeSpan | OpenTime | None:
        """Read a day: of which year stands behind it or its other end, else it is offered."""
        year = year if year is not None else self._year_of_other_end(last - 1)
        if year is not None:
            return _day_span(first, last, year, month, day)
        spans = [_day_span(first, last, each, month, day) for each in self.years]
        days = [span.start.isoformat() for span in spans if span is not None]
        candidates = [{"date_from": each, "date_to": each} for each in days]
        return OpenTime(first, last, candidates, _NEEDS_YEAR) if candidates else None

    def _months(self, position: int, first: int, count: int) -> TimeSpan | OpenTime:
        """Read a month, quarter or half: of which year stands behind it or its other end."""
        after, year = self._year_after(position + 1)
        year = year if year is not None else self._year_of_other_end(position)
        if year is not None:
            return TimeSpan(position, after, *_months(year, first, count))
        candidates = [_date_values(*_months(each, first, count)) for each in self.years]
        return OpenTime(position, position + 1, candidates, _NEEDS_YEAR)

    def _season(self, position: int, first: int) -> OpenTime:
        after, year = self._year_after(position + 1)
        years = self.years if year is None else [year]
        candidates = [_date_values(*_months(each, first, _MONTHS_IN_VAGUE)) for each in years]
        span = (
            None
            if year is None
            else TimeSpan(position, after, *_months(year, 1, 12), is_of_years=True)
        )
        return OpenTime(position, after, candidates, _NEEDS_YEAR if span is None else _VAGUE, span)

    def _part(self, position: int, first: int) -> OpenTime | None:
        """Read `early 2013`; without a year the word is none of time."""
        after, year = self._year_after(position + 1)
        if year is None:
            return None
        span = TimeSpan(position, after, *_months(year, 1, 12), is_of_years=True)
        candidates = [_date_values(*_months(year, first, _MONTHS_IN_VAGUE))]
        return OpenTime(position, after, candidates, _VAGUE, span)

    def _year_of_other_end(self, position: int) -> int | None:
        """Return the year of the other end: `from March to May 2013` has that of May."""
        for other in range(position + 1, min(position + 4, len(self.pieces))):
            if self._month(other) is not None:
                is_day = _DAY.fullmatch(self.text(other + 1)) is not None
                return self._year_after(other + 1 + is_day)[1]
        return None

    def _year_after(self, position: int) -> tuple[int, int | None]:
        """Return where a time ends, and its year if one follows after little words."""
        year_at = self._skip(position)
        text = self.text(year_at)
        return (year_at + 1, int(text)) if _YEAR.fullmatch(text) else (position, None)

    def _skip(self, position: int) -> int:
        """Pass over words that stand between parts of a date: `the 15th of May`."""
        senses = (WordSense.FROM, WordSense.LITTLE, WordSense.TO)
        while position < len(self.pieces) and self.pieces[position].has(*senses):
            position += 1
        return position

    def _month(self, position: int) -> int | None:
        """Return the month at a piece; `may` and `march` are verbs but beside a date."""
        if position >= len(self.pieces):
            return None
        number = self.pieces[position].number(WordSense.MONTH)
        text = self.text(position)
        if number is None or not (text.isascii() and text.islower() and len(text) <= 5):
            return number
        # `in May of 2013`, but not `what may happen in 2014`.
        is_of = position + 1 < len(self.pieces) and self.pieces[position + 1].has(WordSense.FROM)
        following = self.text(position + 1 + is_of)
        beside = _YEAR.fullmatch(following) or _DAY.fullmatch(following)
        before = self.pieces[position - 1] if position else None
        is_month = beside or (before is not None and before.has(*_BEFORE_MONTHS))
        return number if is_month else None


def _written_day(position: int, text: str) -> TimeSpan | None:
    """Read a date of digits; None where there is no such day."""
    if match := _DAY_FIRST.fullmatch(text):
        text = "-".join((match[3], match[2].zfill(2), match[1].zfill(2)))
    try:
        day = parse_edtf(text)
    except ValueError:
        return None
    return TimeSpan(position, position + 1, day.start, day.end)


def _months(year: int, first: int, count: int) -> tuple[date, date]:
    """Return the first and the last day of some months; winter ends in the next year."""
    years, last = divmod(first + count - 2, 12)
    end_year, end_month = year + years, last + 1
    return date(year, first, 1), date(end_year, end_month, monthrange(end_year, end_month)[1])


def _day_span(first: int, last: int, year: int, month: int, day: str) -> TimeSpan | None:
    match = _DAY.fullmatch(day)
    if match is None or int(match[1]) > monthrange(year, month)[1]:
        return None
    the_day = date(year, month, int(match[1]))
    return TimeSpan(first, last, the_day, the_day)


def _date_values(start: date, end: date) -> dict[str, str]:
    return {"date_from": start.isoformat()[:7], "date_to": end.isoformat()[:7]}
