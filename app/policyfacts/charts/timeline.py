"""Facts along time. A fact is drawn in a month only where it is dated within that month."""

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from policyfacts.charts.chart_data import DataPoint, Points, Span, Spans
from policyfacts.charts.markup import drawing, element, join, label, link, percent, say_facts

_TOP, _FOOT, _LINE = 20.0, 24.0, 36.0
_GAP = 0.15


@dataclass(frozen=True, slots=True)
class ChartSize:
    """The height of bars, the most spans that are drawn, and the letters of a name (None: all)."""

    bars: float = 110.0
    max_spans: int = 12
    letters: int | None = None


LARGE = ChartSize()
SMALL = ChartSize(bars=56.0, max_spans=2, letters=1)


def draw_months(
    year: int, months: Points, wider: Spans, title: str, size: ChartSize = LARGE
) -> Markup:
    """Draw the months of a year as bars, and below them longer times as lines.

    `months` are facts dated within one month, by `2013-05`; months that are left out have none.
    The spans in `wider` may begin before the year or end after it.
    """
    by_value = {month.value: month for month in months}
    columns = [
        by_value.get(f"{year}-{number:02}", DataPoint("", name, 0))
        for number, name in enumerate(_NAMES, 1)
    ]
    spans = sorted(wider, key=lambda span: (-span.count, span.start, span.end))[: size.max_spans]
    spans.sort(key=lambda span: (span.start, span.end))
    top = years_height(columns, size)
    lines = [_draw_span(span, year, top + number * _LINE) for number, span in enumerate(spans)]
    rest = wider[len(spans) :] and _draw_rest(wider, spans, top + len(spans) * _LINE)
    return drawing(
        "months",
        title,
        {"width": "100%", "height": months_height(months, wider, size)},
        _draw_columns(columns, size, size.letters),
        *lines,
        *([rest] if rest else []),
    )


def months_height(months: Points, wider: Spans, size: ChartSize = LARGE) -> float:
    """Return the height in pixels of what `draw_months` draws of the same."""
    return years_height(months, size) + _LINE * min(len(wider), size.max_spans + 1)


def draw_years(years: Points, title: str, size: ChartSize = LARGE) -> Markup:
    """Draw years as bars, in their order."""
    attributes = {"width": "100%", "height": years_height(years, size)}
    return drawing("years", title, attributes, _draw_columns(years, size))


def years_height(years: Points, size: ChartSize = LARGE) -> float:
    """Return the height in pixels of what `draw_years` draws of the same."""
    return _TOP + _bars_height(years, size) + _FOOT


_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _bars_height(columns: Points, size: ChartSize) -> float:
    """Return the height of the highest bar; 0 without bars, for it would be an empty field."""
    return size.bars if any(column.count for column in columns) else 0.0


def _draw_columns(columns: Points, size: ChartSize, letters: int | None = None) -> Markup:
    maximum = max((column.count for column in columns), default=0) or 1
    share = 1 / max(len(columns), 1)
    highest = _bars_height(columns, size)
    floor = _TOP + highest
    bars = (
        _draw_column(
            column,
            column.label[:letters],
            (number * share, share),
            column.count / maximum * highest,
            floor,
        )
        for number, column in enumerate(columns)
    )
    axis = {"class": "axis", "x1": 0, "x2": "100%", "y1": floor, "y2": floor}
    return join([*bars, element("line", axis)])


def _draw_column(
    column: DataPoint, name: str, extent: tuple[float, float], height: float, floor: float
) -> Markup:
    left, share = extent
    middle = percent(left + share / 2)
    place = {"x": percent(left + share * _GAP / 2), "y": floor - height}
    size = {"width": percent(share * (1 - _GAP)), "height": height}
    css_class = "bar selected" if column.selected else "bar"
    bar = element("rect", {"class": css_class, **place, **size})
    count = [label(middle, floor - height - 5, f"{column.count:,}", "count", "middle")]
    name_label = label(middle, floor + 16, name, "quiet", "middle")
    words = f"{column.label}: {say_facts(column.count)}"
    counted = [Markup(" "), *count] if column.count else []
    return link(column.href, words, bar, name_label, *counted, selected=column.selected)


def _draw_span(span: Span, year: int, top: float) -> Markup:
    first, days = date(year, 1, 1), (date(year + 1, 1, 1) - date(year, 1, 1)).days
    start, end = (span.start - first).days / days, ((span.end - first).days + 1) / days
    left, right = _within(start), _within(end)
    words = f"{span.label}: {say_facts(span.count)}"
    place = {"x": percent(left), "y": top + 22, "width": percent(right - left), "height": 6}
    is_late = left + right > 1
    return link(
        span.href,
        words,
        label(percent(right if is_late else left), top + 15, words, "", "end" if is_late else None),
        element("rect", {"class": "span", **place}),
        *([_draw_arrow("0%", "M8 -6L0 0L8 6z", top + 25)] if start < 0 else []),
        *([_draw_arrow("100%", "M-8 -6L0 0L-8 6z", top + 25)] if end > 1 else []),
    )


def _within(part: float) -> float:
    """Return a part of the year, which may lie before or after it, within the year."""
    return min(max(part, 0.0), 1.0)


def _draw_arrow(x: str, path: str, y: float) -> Markup:
    """Draw an arrow: the span goes on beyond the year."""
    arrow = element("path", {"class": "span arrow", "d": path})
    return element("svg", {"x": x, "y": y, "overflow": "visible"}, arrow)


def _draw_rest(wider: Spans, drawn: Spans, top: float) -> Markup:
    rest = len(wider) - len(drawn)
    facts = sum(span.count for span in wider) - sum(span.count for span in drawn)
    return label(0, top + 15, f"and {rest} other times: {say_facts(facts)}", "quiet")
