"""From the times of a question to filters: `2013`, `since May 2013`, `between 2012 and 2014`."""

from collections.abc import Sequence
from datetime import date, timedelta

from policyfacts.search.questions.pieces import Piece
from policyfacts.search.questions.readings import Readings
from policyfacts.search.questions.time_spans import OpenTime, TimeFinder, TimeSpan
from policyfacts.search.questions.tokens import Question
from policyfacts.vocabulary import WordSense

_ONE_DAY = timedelta(days=1)
_BOUNDS = (WordSense.SINCE, WordSense.UNTIL, WordSense.BEFORE, WordSense.AFTER)
_SEVERAL = "Only one span of days can be asked for; none is applied."


class TimeReader:
    """Reads the times among the pieces; `used` are the numbers of pieces that belong to them."""

    def __init__(
        self, question: Question, pieces: Sequence[Piece], years: Sequence[int], readings: Readings
    ) -> None:
        self._finder = TimeFinder(question, pieces, years)
        self._pieces = pieces
        self._readings = readings
        self.used: set[int] = set()

    def read(self) -> None:
        """Take times for values of filters; those that may be several are offered."""
        spans: list[TimeSpan] = []
        for time in self._finder.times():
            self.used.update(range(time.first, time.last))
            if isinstance(time, OpenTime):
                self._readings.offer(*self._tokens(time), time.candidates, time.note)
            span = time.span if isinstance(time, OpenTime) else time
            spans += [span] if span is not None else []
        self._read_spans(spans)

    def _read_spans(self, spans: list[TimeSpan]) -> None:
        ranges: list[TimeSpan] = []
        singles: list[TimeSpan] = []
        while spans:
            joined = self._join(spans)
            if joined is not None:
                spans = spans[2:]
                ranges.append(joined)
                continue
            bounded = self._bounded(spans[0])
            (singles if bounded is spans[0] else ranges).append(bounded)
            spans = spans[1:]
        self._apply(ranges, singles)

    def _apply(self, ranges: list[TimeSpan], singles: list[TimeSpan]) -> None:
        if singles and not ranges and all(_is_one_year(span) for span in singles):
            for span in singles:
                tokens = self._tokens(span)
                self._readings.understand(*tokens, "year", f"{span.start.year:04}")
        elif len(ranges) + len(singles) == 1:
            self._understand(*ranges, *singles)
        else:
            for span in (*ranges, *singles):
                self._readings.offer(*self._tokens(span), [_values(span)], _SEVERAL)

    def _understand(self, span: TimeSpan) -> None:
        for name, value in _values(span).items():
            self._readings.understand(*self._tokens(span), name, value)

    def _join(self, spans: list[TimeSpan]) -> TimeSpan | None:
        """Join the first two times where they are the ends of a span."""
        if len(spans) < 2 or spans[1].end < spans[0].start:
            return None
        left, right = spans[:2]
        between = range(left.last, right.first)
        dash = self._follows_dash(right) and not between
        to = any(self._pieces[place].has(WordSense.UNTIL) for place in between)
        both = any(self._pieces[place].has(WordSense.AND) for place in between)
        opener = self._piece_before(left)
        is_between = both and opener is not None and opener.has(WordSense.BETWEEN)
        if len(between) > 2 or not (dash or to or is_between):
            return None
        has_opener = opener is not None and opener.has(WordSense.BETWEEN, WordSense.SINCE)
        first = left.first - 1 if has_opener else left.first
        self.used.update(range(first, right.last))
        is_of_years = left.is_of_years and right.is_of_years
        return TimeSpan(first, right.last, left.start, right.end, is_of_years)

    def _bounded(self, span: TimeSpan) -> TimeSpan:
        """Return a time with the word that makes it the beginning or the end of a span."""
        opener = self._piece_before(span)
        if opener is None or not opener.has(*_BOUNDS):
            return span
        first = span.first - 1
        self.used.add(first)
        start, end = span.start, span.end
        if opener.has(WordSense.AFTER):
            start, end = _following(span.end), date.max
        elif opener.has(WordSense.BEFORE):
            start, end = date.min, _preceding(span.start)
        elif opener.has(WordSense.SINCE):
            end = date.max
        else:
            start = date.min
        return TimeSpan(first, span.last, start, end, span.is_of_years)

    def _piece_before(self, span: TimeSpan) -> Piece | None:
        return self._pieces[span.first - 1] if span.first else None

    def _follows_dash(self, span: TimeSpan) -> bool:
        return self._finder.question.tokens[self._pieces[span.first].first].follows_dash

    def _tokens(self, time: TimeSpan | OpenTime) -> tuple[int, int]:
        return self._pieces[time.first].first, self._pieces[time.last - 1].last


def _is_one_year(span: TimeSpan) -> bool:
    return span.is_of_years and span.start.year == span.end.year


def _values(span: TimeSpan) -> dict[str, str]:
    """Return the filters of a span: years where it is made of whole years."""
    if _is_one_year(span):
        return {"year": f"{span.start.year:04}"}
    is_of_months = span.start.day == 1 and _following(span.end).day in (1, date.max.day)
    what, length = ("year", 4) if span.is_of_years else ("date", 7 if is_of_months else 10)
    bounds = {
        f"{what}_from": None if span.start == date.min else span.start.isoformat()[:length],
        f"{what}_to": None if span.end == date.max else span.end.isoformat()[:length],
    }
    return {name: value for name, value in bounds.items() if value is not None}


def _following(day: date) -> date:
    return day if day == date.max else day + _ONE_DAY


def _preceding(day: date) -> date:
    return day if day == date.min else day - _ONE_DAY
