"""Numbers side by side, as a list that reads as well without its bars."""

from collections.abc import Sequence

from markupsafe import Markup

from policyfacts.charts.chart_data import DataPoint
from policyfacts.charts.markup import element, percent


def draw_bars(counted: Sequence[DataPoint], title: str, most: int | None = None) -> Markup:
    """A list of names with their numbers of facts; the bars are only for the eye.

    `most` is the number whose bar has the whole width, the highest one if left out.
    """
    most = most or max((it.count for it in counted), default=0) or 1
    items = (_draw_item(it, it.count / most) for it in counted)
    return element("ul", {"class": "drawing bars", "aria-label": title}, *items)


def _draw_item(one: DataPoint, part: float) -> Markup:
    name = (
        element("span", {"class": "name"}, one.label)
        if one.href is None
        else element(
            "a",
            {
                "class": "name",
                "href": one.href,
                "aria-current": "true" if one.selected else None,
            },
            one.label,
        )
    )
    number = element("span", {"class": "count"}, f"{one.count:,}")
    bar = element("rect", {"class": "bar", "width": percent(part), "height": "100%"})
    shape = element("svg", {"aria-hidden": "true", "width": "100%", "height": 6}, bar)
    return element("li", {"class": "selected" if one.selected else None}, name, " ", number, shape)
