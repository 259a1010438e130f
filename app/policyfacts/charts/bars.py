"""Bar charts, as lists that read as well without their bars."""

from collections.abc import Sequence

from markupsafe import Markup

from policyfacts.charts.chart_data import DataPoint
from policyfacts.charts.markup import element, percent


def draw_bars(points: Sequence[DataPoint], title: str, maximum: int | None = None) -> Markup:
    """Draw a list of names with their numbers of facts and bars.

    `maximum` is the number whose bar has the whole width, the highest one if left out.
    """
    maximum = maximum or max((point.count for point in points), default=0) or 1
    items = (_draw_item(point, point.count / maximum) for point in points)
    return element("ul", {"class": "drawing bars", "aria-label": title}, *items)


def _draw_item(point: DataPoint, share: float) -> Markup:
    name = (
        element("span", {"class": "name"}, point.label)
        if point.href is None
        else element(
            "a",
            {
                "class": "name",
                "href": point.href,
                "aria-current": "true" if point.selected else None,
            },
            point.label,
        )
    )
    number = element("span", {"class": "count"}, f"{point.count:,}")
    bar = element("rect", {"class": "bar", "width": percent(share), "height": "100%"})
    shape = element("svg", {"aria-hidden": "true", "width": "100%", "height": 6}, bar)
    return element(
        "li", {"class": "selected" if point.selected else None}, name, " ", number, shape
    )
