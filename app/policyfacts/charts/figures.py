"""Charts of figures of one unit, none drawn as more exact than it is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from markupsafe import Markup

from policyfacts.charts.chart_data import Quantity
from policyfacts.charts.markup import element, join, percent
from policyfacts.vocabulary import Basis, Bound

_PLOT_WIDTH = 0.86  # of the width; the rest is for arrows
_HEIGHT = 10.0
_BAR_CLASSES = {
    Basis.ACTUAL: "bar",
    Basis.COMMITTED: "bar hollow",
    Basis.POSSIBLE: "bar hollow maybe",
}
_DOWNWARDS = (Bound.UNDER, Bound.AT_MOST)


@dataclass(frozen=True)
class _Scale:
    """A linear scale from values to parts of the width, which has zero and the `marks` on it."""

    low: float
    high: float
    marks: tuple[float, ...]

    def at(self, value: float) -> float:
        return _PLOT_WIDTH * (value - self.low) / (self.high - self.low)


def draw_quantities(rows: Sequence[Quantity], title: str) -> Markup:
    """Draw a list of figures in words, each with a bar on one linear scale from zero.

    All must have one unit, else ValueError. Percentages have a hundred on their scale. Exact
    values are plain bars; "about" has a soft end; "over" and "at least" go on beyond their value
    with an arrow; "under" and "at most" are dashed, with an arrow back from their value; the
    stretch between the ends of a range is lighter. What is not yet real is hollow. The words say
    all of it, so bars are hidden from screen readers.
    """
    if len({row.unit for row in rows}) > 1:
        raise ValueError("figures of several units have no scale in common")
    scale = _scale_of(rows)
    items = (_draw_row(row, scale) for row in rows)
    rows_list = element("ul", {"aria-label": title}, *items)
    return element("div", {"class": "drawing quantities"}, rows_list, *_draw_legend(rows))


def _scale_of(rows: Sequence[Quantity]) -> _Scale:
    # Shares are parts of a whole, and look it.
    marks = (0.0, 100.0) if rows and rows[0].unit == "percent" else (0.0,)
    ends = [*marks, *(end for row in rows for end in (row.value, row.upper) if end is not None)]
    return _Scale(min(ends), max(ends) if max(ends) > min(ends) else min(ends) + 1, marks)


def _draw_row(row: Quantity, scale: _Scale) -> Markup:
    name = f"{row.label}, {row.period}" if row.period else row.label
    words = (
        element("span", {"class": "name"}, name),
        Markup(" "),
        element("strong", {"class": "value"}, row.words),
    )
    text = element("a", {"href": row.href}, *words) if row.href else element("span", {}, *words)
    note = [element("span", {"class": "note"}, row.note)] if row.note else []
    size = {"aria-hidden": "true", "width": "100%", "height": _HEIGHT + 4, "overflow": "visible"}
    axes = (_draw_axis(percent(scale.at(mark))) for mark in scale.marks)
    shape = element("svg", size, *axes, *_draw_value(row, scale, 2))
    return element("li", {}, text, *note, shape)


def _draw_axis(x: str) -> Markup:
    ends = {"x1": x, "x2": x, "y1": 0, "y2": _HEIGHT + 4}
    return element("line", {"class": "axis", **ends})


def _draw_value(row: Quantity, scale: _Scale, top: float) -> Iterator[Markup]:
    bar_class = "unsure" if row.bound in _DOWNWARDS else _BAR_CLASSES[row.basis]
    yield _draw_stretch(0, row.value, scale, top, bar_class)
    if row.upper is not None:
        yield _draw_stretch(row.value, row.upper, scale, top, "bar range")
    end = _END[row.bound]
    if end:
        at = {"x": percent(scale.at(row.value)), "y": top, "overflow": "visible"}
        yield element("svg", at, end)


def _draw_stretch(start: float, end: float, scale: _Scale, top: float, css_class: str) -> Markup:
    left, right = sorted((scale.at(start), scale.at(end)))
    place = {"x": percent(left), "y": top, "width": percent(right - left), "height": _HEIGHT}
    return element("rect", {"class": css_class, **place})


def _draw_fading(step: int, opacities: Sequence[float], css_class: str) -> Markup:
    """Draw pieces that grow fainter, to the right or (`step` below zero) to the left."""
    size = {"y": 0, "width": abs(step), "height": _HEIGHT}
    return join(
        element("rect", {"class": css_class, "x": x, **size, "opacity": opacity})
        for x, opacity in zip(count(min(step, 0), step), opacities, strict=False)
    )


def _draw_arrow(step: int, css_class: str) -> Markup:
    """Draw an arrow away from the value, with an open or closed circle on the value."""
    tip = 34 * step
    shaft = element("line", {"class": "shaft", "x1": 0, "x2": tip, "y1": 5, "y2": 5})
    path = f"M{tip - 7 * step} 0L{tip} 5L{tip - 7 * step} 10"
    head = element("path", {"class": "head", "d": path})
    circle = element("circle", {"class": css_class, "cx": 0, "cy": 5, "r": 4})
    return element("g", {"class": "arrow"}, shaft, head, circle)


_END = {
    Bound.EXACT: Markup(""),
    Bound.ABOUT: join(
        [_draw_fading(-6, (0.7, 0.45, 0.2), "veil"), _draw_fading(6, (0.3, 0.18, 0.08), "bar")]
    ),
    Bound.OVER: _draw_arrow(1, "open"),
    Bound.AT_LEAST: _draw_arrow(1, "closed"),
    Bound.UNDER: _draw_arrow(-1, "open"),
    Bound.AT_MOST: _draw_arrow(-1, "closed"),
}
_MEANINGS = {
    Bound.ABOUT: "about the value",
    Bound.OVER: "more than the value",
    Bound.AT_LEAST: "the value or more",
    Bound.UNDER: "less than the value",
    Bound.AT_MOST: "the value or less",
}


def _draw_legend(rows: Sequence[Quantity]) -> Iterator[Markup]:
    """Draw what the marks that occur mean; readers of the words need no legend."""
    used = {row.bound for row in rows}
    marks = [(_sample(bound), words) for bound, words in _MEANINGS.items() if bound in used]
    for basis in (Basis.COMMITTED, Basis.POSSIBLE):
        if any(row.basis is basis for row in rows):
            shape = {"class": _BAR_CLASSES[basis], "x": 1, "y": 2, "width": 40, "height": _HEIGHT}
            marks.append((element("rect", shape), basis.value))
    if marks:
        samples = (_draw_sample(mark, words) for mark, words in marks)
        yield element("p", {"class": "samples", "aria-hidden": "true"}, *samples)


def _draw_sample(mark: Markup, words: str) -> Markup:
    size = {"width": 50, "height": _HEIGHT + 4, "overflow": "visible"}
    return element("span", {"class": "sample"}, element("svg", size, mark), " ", words)


def _sample(bound: Bound) -> Markup:
    place = {"x": 40 if bound in _DOWNWARDS else 13, "y": 2, "overflow": "visible"}
    end = element("svg", place, _END[bound])
    bar = element("rect", {"class": "bar", "x": 1, "y": 2, "width": 12, "height": _HEIGHT})
    return end if bound in _DOWNWARDS else join([bar, end])
