"""Facts along time as the data of charts, for pages and cards."""

from policyfacts.charts.chart_data import DataPoint, Span
from policyfacts.search.results.timeline import Timeline
from policyfacts.wording.dates_and_figures import say_span


def present_bars(timeline: Timeline, month: str) -> list[DataPoint]:
    """Return the months of one year, named by a format of dates, or else the years."""
    value, label = ("%Y", "%Y") if timeline.year is None else ("%Y-%m", month)
    return [
        DataPoint(format(period.first, value), format(period.first, label), period.facts)
        for period in timeline.bars
    ]


def present_spans(timeline: Timeline) -> list[Span]:
    """Return the times that are longer than a month, in words."""
    return [
        Span(period.first, period.last, say_span(period.first, period.last), period.facts)
        for period in timeline.wider
    ]
