"""Figures of one unit side by side, none drawn as more exact than it is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from policyfacts.drawings.letters import cut
from policyfacts.drawings.markup import drawing, element, join, label, link, percent
from policyfacts.drawings.shapes import Quantity
from policyfacts.vocabulary import Basis, Bound

ROW, _LEGEND_ROW = 58.0, 22.0
_USED = 0.86  # of the width; what lies beyond is for arrows
_EMS = 26.0  # room for a label on a small screen
_BAR, _HEIGHT = 40.0, 10.0
_UPWARDS = (Bound.OVER, Bound.AT_LEAST)
_DOWNWARDS = (Bound.UNDER, Bound.AT_MOST)
_NO_FIGURE = ValueError("figures of several units have no scale in common")


@dataclass(frozen=True)
class _Scale:
    """Where values lie, in parts of the width; zero is always on it."""

    low: float
    high: float

    def at(self, value: float) -> float:
        return _USED * (value - self.low) / (self.high - self.low)


def draw_quantities(rows: Sequence[Quantity], title: str) -> Markup:
    """One line for each figure, on a linear scale from zero; all must have one unit.
    Percentages have a hundred on their scale.

    Exact values are bars; "about" has a soft end; "over" and "at least" go on beyond their value
    with an arrow; "under" and "at most" are dashed, with an arrow back from their value; the
    stretch between the ends of a range is lighter. What is not yet real is hollow.
    """
    if len({it.unit for it in rows}) > 1:
        raise _NO_FIGURE
    # Shares are parts of a whole, and look it.
    fixed = (0.0, 100.0) if rows and rows[0].unit == "percent" else (0.0,)
    ends = [*fixed, *(end for it in rows for end in (it.value, it.upper) if end is not None)]
    scale = _Scale(min(ends), max(ends) if max(ends) > min(ends) else min(ends) + 1)
    lines = [_draw_row(it, scale, number * ROW) for number, it in enumerate(rows)]
    legend = list(_draw_legend(rows, len(rows) * ROW + 8))
    axes = [_draw_axis(percent(scale.at(it)), len(rows) * ROW) for it in fixed]
    height = len(rows) * ROW + 8 + len(legend) * _LEGEND_ROW
    size = {"width": "100%", "height": height}
    return drawing("quantities", title, size, *axes, *lines, *legend)


def _draw_axis(across: str, height: float) -> Markup:
    return element("line", {"class": "axis", "x1": across, "x2": across, "y1": 0, "y2": height})


def _draw_row(row: Quantity, scale: _Scale, top: float) -> Markup:
    named = f"{row.label}, {row.period}" if row.period else row.label
    name = cut(named, _EMS)
    return link(
        row.href,
        f"{named}: {row.words}",
        label(6, top + 14, name, "quiet"),
        Markup(" "),
        label(6, top + 31, row.words, "value"),
        *_draw_value(row, scale, top + _BAR),
        shown="" if name == named else f"{name} {row.words}",
    )


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


def _draw_legend(rows: Sequence[Quantity], top: float) -> Iterator[Markup]:
    """What the marks that are used mean."""
    marks: list[tuple[Markup, str]] = []
    for bound, words in _MEANS.items():
        if any(it.bound is bound for it in rows):
            marks.append((_sample(bound), words))
    for basis, kind in ((Basis.COMMITTED, "bar hollow"), (Basis.POSSIBLE, "bar hollow maybe")):
        if any(it.basis is basis for it in rows):
            shape = {"class": kind, "x": 6, "y": 0, "width": 40, "height": _HEIGHT}
            marks.append((element("rect", shape), basis.value))
    for number, (mark, words) in enumerate(marks):
        y = top + number * _LEGEND_ROW
        inside = (mark, label(62, 10, words, "quiet"))
        yield element("svg", {"class": "sample", "y": y, "overflow": "visible"}, *inside)


def _sample(bound: Bound) -> Markup:
    end = element(
        "svg", {"x": 46 if bound in _DOWNWARDS else 18, "overflow": "visible"}, _END[bound]
    )
    bar = element("rect", {"class": "bar", "x": 6, "y": 0, "width": 12, "height": _HEIGHT})
    return end if bound in _DOWNWARDS else join([bar, end])
