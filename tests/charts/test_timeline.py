"""The timeline says no more of when than is known."""

from datetime import date
from itertools import starmap

from policyfacts.charts.chart_data import DataPoint, Span
from policyfacts.charts.timeline import draw_months, draw_years
from tests.charts.svg_reader import of_class, read, texts, titles


def test_a_fact_in_2013_is_in_no_month() -> None:
    root = read(
        draw_months(2013, [], [Span(date(2013, 1, 1), date(2013, 12, 31), "in 2013", 342)], "Time")
    )
    assert {it.get("height") for it in of_class(root, "bar")} == {"0"}
    (line,) = of_class(root, "span")
    assert (line.get("x"), line.get("width")) == ("0%", "100%")
    assert "in 2013: 342 facts" in texts(root)


def test_each_month_has_its_bar_and_its_number() -> None:
    counts = dict(zip(range(1, 13), (0, 4, 1, 0, 9, 2, 3, 0, 1, 7, 0, 5), strict=True))
    months = [DataPoint(f"2013-{it:02}", f"M{it}", count) for it, count in counts.items() if count]
    root = read(draw_months(2013, months, [], "Time"))
    bars = of_class(root, "bar")
    heights = [float(it.get("height", "")) for it in bars]
    assert [round(it * 9 / max(heights)) for it in heights] == list(counts.values())
    said = [it.split(": ")[1].split()[0] for it in titles(root)]
    assert said == [str(it) for it in counts.values()]
    assert [it.text for it in of_class(root, "count")] == [str(it) for it in counts.values() if it]


def test_a_time_covers_its_part_of_the_year_and_goes_on_where_it_does() -> None:
    spans = [
        Span(date(2013, 7, 1), date(2013, 12, 31), "second half", 2),
        Span(date(2012, 1, 1), date(2013, 1, 31), "since 2012", 1),
        Span(date(2014, 1, 1), date(2016, 12, 31), "2014 to 2016", 3),
    ]
    root = read(draw_months(2013, [], spans, "Time"))
    places = {(it.get("x"), it.get("width")) for it in of_class(root, "span") if it.tag == "rect"}
    assert places == {("49.59%", "50.41%"), ("0%", "8.49%"), ("100%", "0%")}
    arrows = [
        (it.get("x"), it.get("y"))
        for it in root.iter("svg")
        if of_class(it, "arrow") and it != root
    ]
    assert [x for x, _ in arrows] == ["0%", "100%"]


def test_what_is_too_much_to_draw_is_still_counted() -> None:
    spans = list(
        starmap(
            Span,
            [(date(2013, 1, it), date(2013, 3, it), f"time {it}", it) for it in range(1, 21)],
        )
    )
    root = read(draw_months(2013, [], spans, "Time"))
    assert len(of_class(root, "span")) == 12
    assert "and 8 other times: 36 facts" in texts(root)


def test_years_are_bars() -> None:
    years = [DataPoint("2013", "2013", 345, "/years/2013"), DataPoint("2014", "2014", 22)]
    root = read(draw_years(years, "Years"))
    assert titles(root) == ["2013: 345 facts", "2014: 22 facts"]
    assert [it.get("href") for it in root.iter("a")] == ["/years/2013"]
