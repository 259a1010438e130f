"""Bar charts, as lists that read as well without their bars."""

from markupsafe import Markup

from policyfacts.charts.chart_data import DataPoint, Points
from policyfacts.charts.markup import element, percent


def draw_bars(points: Points, title: str, maximum: int | None = None) -> Markup:
    """Draw a list of names with their numbers of facts and bars.

    `maximum` is the number whose bar has the whole width, the highest one if left out.
    """
    maximum = maximum or max((point.count for point in points), default=0) or 1
    items = (_draw_item(point, point.count / maximum) for point in points)
    return element("ul", {"class": "drawing bars", "aria-label": title}, *items)


def _draw_item(point: DataPoint, share: float) -> Markup:
    is_link = point.href is not None
    current = "true" if is_link and point.selected else None
    attributes = {"class": "name", "href": point.href, "aria-current": current}
    name = element("a" if is_link else "span", attributes, point.label)
    number = element("span", {"class": "count"}, f"{point.count:,}")
    bar = element("rect", {"class": "bar", "width": percent(share), "height": "100%"})
    shape = element("svg", {"aria-hidden": "true", "width": "100%", "height": 6}, bar)
    item_class = "selected" if point.selected else None
    return element("li", {"class": item_class}, name, " ", number, shape)
