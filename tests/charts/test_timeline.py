"""The timeline draws a time no more exactly than it is stated."""

from datetime import date

from policyfacts.charts.chart_data import DataPoint, Span
from policyfacts.charts.timeline import draw_months, draw_years
from tests.charts.svg_reader import of_class, read, texts, titles


def test_a_fact_of_a_whole_year_is_in_no_month() -> None:
    root = read(
        draw_months(2013, [], [Span(date(2013, 1, 1), date(2013, 12, 31), "in 2013", 342)], "Time")
    )
    assert {bar.get("height") for bar in of_class(root, "bar")} == {"0"}
    (line,) = of_class(root, "span")
    assert (line.get("x"), line.get("width")) == ("0%", "100%")
    assert "in 2013: 342 facts" in texts(root)


def test_each_month_has_its_bar_and_its_number() -> None:
    counts = dict(zip(range(1, 13), (0, 4, 1, 0, 9, 2, 3, 0, 1, 7, 0, 5), strict=True))
    months = [
        DataPoint(f"2013-{key:02}", f"M{key}", count) for key, count in counts.items() if count
    ]
    root = read(draw_months(2013, months, [], "Time"))
    bars = of_class(root, "bar")
    heights = [float(bar.get("height", "")) for bar in bars]
    assert [round(height * 9 / max(heights)) for height in heights] == list(counts.values())
    labels = [title.split(": ")[1].split()[0] for title in titles(root)]
    assert labels == [str(count) for count in counts.values()]
    assert [text.text for text in of_class(root, "count")] == [str(n) for n in counts.values() if n]


def test_a_span_covers_its_part_of_the_year_and_arrows_lead_beyond() -> None:
    spans = [
        Span(date(2013, 7, 1), date(2013, 12, 31), "second half", 2),
        Span(date(2012, 1, 1), date(2013, 1, 31), "since 2012", 1),
        Span(date(2014, 1, 1), date(2016, 12, 31), "2014 to 2016", 3),
    ]
    root = read(draw_months(2013, [], spans, "Time"))
    bars = [span for span in of_class(root, "span") if span.tag == "rect"]
    places = {(bar.get("x"), bar.get("width")) for bar in bars}
    assert places == {("49.59%", "50.41%"), ("0%", "8.49%"), ("100%", "0%")}
    arrows = [svg for svg in root.iter("svg") if of_class(svg, "arrow") and svg != root]
    assert [arrow.get("x") for arrow in arrows] == ["0%", "100%"]


def test_spans_beyond_the_drawn_rows_are_counted() -> None:
    spans = [
        Span(date(2013, 1, day), date(2013, 3, day), f"time {day}", day) for day in range(1, 21)
    ]
    root = read(draw_months(2013, [], spans, "Time"))
    assert len(of_class(root, "span")) == 12
    assert "and 8 other times: 36 facts" in texts(root)


def test_years_are_bars() -> None:
    years = [DataPoint("2013", "2013", 345, "/years/2013"), DataPoint("2014", "2014", 22)]
    root = read(draw_years(years, "Years"))
    assert titles(root) == ["2013: 345 facts", "2014: 22 facts"]
    assert [link.get("href") for link in root.iter("a")] == ["/years/2013"]
