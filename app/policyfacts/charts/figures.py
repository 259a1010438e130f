"""Figures of one unit side by side, none drawn as more exact than it is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from policyfacts.charts.chart_data import Quantity
from policyfacts.charts.markup import element, join, percent
from policyfacts.vocabulary import Basis, Bound

_USED = 0.86  # of the width; what lies beyond is for arrows
_HEIGHT = 10.0
_DOWNWARDS = (Bound.UNDER, Bound.AT_MOST)


@dataclass(frozen=True)
class _Scale:
    """Where values lie, in parts of the width; zero is always on it, and so are the `marks`."""

    low: float
    high: float
    marks: tuple[float, ...]

    def at(self, value: float) -> float:
        return _USED * (value - self.low) / (self.high - self.low)


def draw_quantities(rows: Sequence[Quantity], title: str) -> Markup:
    """A list of figures in words, each with a bar on one linear scale from zero.

    All must have one unit, else ValueError. Percentages have a hundred on their scale. Exact
    values are plain bars; "about" has a soft end; "over" and "at least" go on beyond their value
    with an arrow; "under" and "at most" are dashed, with an arrow back from their value; the
    stretch between the ends of a range is lighter. What is not yet real is hollow. The words say
    all of it, so bars are only for the eye.
    """
    if len({it.unit for it in rows}) > 1:
        raise ValueError("figures of several units have no scale in common")
    scale = _scale_of(rows)
    items = (_draw_row(it, scale) for it in rows)
    listed = element("ul", {"aria-label": title}, *items)
    return element("div", {"class": "drawing quantities"}, listed, *_draw_legend(rows))


def _scale_of(rows: Sequence[Quantity]) -> _Scale:
    # Shares are parts of a whole, and look it.
    marks = (0.0, 100.0) if rows and rows[0].unit == "percent" else (0.0,)
    ends = [*marks, *(end for it in rows for end in (it.value, it.upper) if end is not None)]
    return _Scale(min(ends), max(ends) if max(ends) > min(ends) else min(ends) + 1, marks)


def _draw_row(row: Quantity, scale: _Scale) -> Markup:
    named = f"{row.label}, {row.period}" if row.period else row.label
    words = (
        element("span", {"class": "name"}, named),
        Markup(" "),
        element("strong", {"class": "value"}, row.words),
    )
    told = element("a", {"href": row.href}, *words) if row.href else element("span", {}, *words)
    note = [element("span", {"class": "note"}, row.note)] if row.note else []
    size = {"aria-hidden": "true", "width": "100%", "height": _HEIGHT + 4, "overflow": "visible"}
    axes = (_draw_axis(percent(scale.at(it))) for it in scale.marks)
    shape = element("svg", size, *axes, *_draw_value(row, scale, 2))
    return element("li", {}, told, *note, shape)


def _draw_axis(across: str) -> Markup:
    ends = {"x1": across, "x2": across, "y1": 0, "y2": _HEIGHT + 4}
    return element("line", {"class": "axis", **ends})


def _draw_value(row: Quantity, scale: _Scale, top: float) -> Iterator[Markup]:
    kind = {Basis.ACTUAL: "bar", Basis.COMMITTED: "bar hollow", Basis.POSSIBLE: "bar hollow maybe"}
    is_least = row.bound not in _DOWNWARDS
    yield _draw_stretch(0, row.value, scale, top, kind[row.basis] if is_least else "unsure")
    if row.upper is not None:
        yield _draw_stretch(row.value, row.upper, scale, top, "bar range")
    end = _END[row.bound]
    if end:
        at = {"x": percent(scale.at(row.value)), "y": top, "overflow": "visible"}
        yield element("svg", at, end)


def _draw_stretch(start: float, end: float, scale: _Scale, top: float, kind: str) -> Markup:
    left, right = sorted((scale.at(start), scale.at(end)))
    place = {"x": percent(left), "y": top, "width": percent(right - left), "height": _HEIGHT}
    return element("rect", {"class": kind, **place})


def _draw_fading(step: int, parts: Sequence[float], kind: str) -> Markup:
    """Pieces that grow fainter, to the right or (`step` below zero) to the left."""
    width = abs(step)
    return join(
        element(
            "rect",
            {
                "class": kind,
                "x": number * step - (width if step < 0 else 0),
                "y": 0,
                "width": width,
                "height": _HEIGHT,
                "opacity": part,
            },
        )
        for number, part in enumerate(parts)
    )


def _draw_arrow(step: int, kind: str) -> Markup:
    """A line that goes on from the value, with a head; hollow where the value is left out."""
    tip = 34 * step
    shaft = element("line", {"class": "shaft", "x1": 0, "x2": tip, "y1": 5, "y2": 5})
    head = element(
        "path", {"class": "head", "d": f"M{tip - 7 * step} 0L{tip} 5L{tip - 7 * step} 10"}
    )
    return element(
        "g",
        {"class": "arrow"},
        shaft,
        head,
        element("circle", {"class": kind, "cx": 0, "cy": 5, "r": 4}),
    )


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
_MEANS = {
    Bound.ABOUT: "about the value",
    Bound.OVER: "more than the value",
    Bound.AT_LEAST: "the value or more",
    Bound.UNDER: "less than the value",
    Bound.AT_MOST: "the value or less",
}


def _draw_legend(rows: Sequence[Quantity]) -> Iterator[Markup]:
    """What the marks that are used mean; readers of the words need no legend."""
    marks = [(_sample(it), words) for it, words in _MEANS.items() if _has(rows, it)]
    for basis, kind in ((Basis.COMMITTED, "bar hollow"), (Basis.POSSIBLE, "bar hollow maybe")):
        if any(it.basis is basis for it in rows):
            shape = {"class": kind, "x": 1, "y": 2, "width": 40, "height": _HEIGHT}
            marks.append((element("rect", shape), basis.value))
    if marks:
        samples = (_draw_sample(mark, words) for mark, words in marks)
        yield element("p", {"class": "samples", "aria-hidden": "true"}, *samples)


def _has(rows: Sequence[Quantity], bound: Bound) -> bool:
    return any(it.bound is bound for it in rows)


def _draw_sample(mark: Markup, words: str) -> Markup:
    size = {"width": 50, "height": _HEIGHT + 4, "overflow": "visible"}
    return element("span", {"class": "sample"}, element("svg", size, mark), " ", words)


def _sample(bound: Bound) -> Markup:
    place = {"x": 40 if bound in _DOWNWARDS else 13, "y": 2, "overflow": "visible"}
    end = element("svg", place, _END[bound])
    bar = element("rect", {"class": "bar", "x": 1, "y": 2, "width": 12, "height": _HEIGHT})
    return end if bound in _DOWNWARDS else join([bar, end])
