"""The map of the world, shaded by number of facts."""

from collections.abc import Iterable

from markupsafe import Markup

from policyfacts.charts.chart_data import DataPoint, Points
from policyfacts.charts.country_shapes import Atlas, read_atlas
from policyfacts.charts.markup import drawing, element, join, label, link, percent, say_facts
from policyfacts.charts.scale import MAX_STEPS, Steps
from policyfacts.charts.text_width import width_of

_DOT, _PLAIN_DOT = 10, 4
_REVIEWER, _MAX_REVIEWER_WIDTH = "whose account it is", 20  # in ems
Codes = frozenset[str]


def draw_world(countries: Points, title: str, reviewers: Codes = frozenset()) -> Markup:
    """Draw a map (Equal Earth) without Antarctica; countries have their alpha-2 code as value.

    `reviewers` are the countries whose reviews these are: they are in nearly all facts, so they
    have a colour of their own and do not influence the shades. `draw_world_legend` draws what the
    shades mean.
    """
    atlas = read_atlas()
    codes = {*atlas.paths, *atlas.dots}
    on_map = [country for country in countries if country.value in codes]
    steps = _steps(on_map, reviewers)
    others = [country for country in on_map if country.value not in reviewers]
    shades = {country.value: f"step-{steps.shade(country.count)}" for country in others}
    marks = (
        _draw_country(country, atlas, shades.get(country.value, "own"))
        for country in _in_drawing_order(on_map, atlas)
    )
    box = {"viewBox": f"0 0 {atlas.width} {atlas.height}", "width": "100%"}
    return drawing("world", title, box, _draw_others(on_map, atlas), *marks)


def draw_world_legend(countries: Points, reviewers: Codes = frozenset()) -> Markup:
    """Draw what the shades of `draw_world` mean for the same countries: numbers of facts."""
    steps = _steps(countries, reviewers)
    marks = [("step-0", "none"), *_named_steps(steps)]
    share = 1 / (MAX_STEPS + 1)
    shades = join(_draw_shade(mark, number * share) for number, mark in enumerate(marks))
    reviewer_names = _names_of(countries, reviewers)
    extra = [_draw_reviewers(reviewer_names)] if reviewer_names else []
    size = {"width": "100%", "height": 52 if extra else 30}
    title = f"Shades by number of facts: {', '.join(name for _, name in marks)}"
    return drawing("legend", title, size, shades, *extra)


def list_shades(countries: Points, reviewers: Codes = frozenset()) -> Markup:
    """Return the legend as an HTML list for pages: it takes as many lines as it needs."""
    marks = [("step-0", "no facts"), *_named_steps(_steps(countries, reviewers))]
    if len(marks) > 1:
        shade, counts = marks.pop()
        marks.append((shade, f"{counts} fact" if counts == "1" else f"{counts} facts"))
    if reviewer_names := _names_of(countries, reviewers):
        marks.append(("own", _reviewer_label(reviewer_names)))
    items = (element("li", {}, _draw_sample(css_class), " ", words) for css_class, words in marks)
    attributes = {"class": "drawing shades", "aria-label": "Shades by number of facts"}
    return element("ul", attributes, *items)


def _names_of(countries: Points, reviewers: Codes) -> str:
    return " and ".join(country.label for country in countries if country.value in reviewers)


def _reviewer_label(names: str) -> str:
    return f"{names}: {_REVIEWER}"


def _draw_sample(css_class: str) -> Markup:
    shape = element("rect", {"class": css_class, "width": "100%", "height": "100%"})
    return element("svg", {"aria-hidden": "true", "width": 28, "height": 10}, shape)


def _steps(countries: Points, reviewers: Codes) -> Steps:
    return Steps(country.count for country in countries if country.value not in reviewers)


def _named_steps(steps: Steps) -> Iterable[tuple[str, str]]:
    return (
        (f"step-{shade}", name) for shade, name in zip(steps.shades, steps.names(), strict=True)
    )


def _in_drawing_order(countries: Points, atlas: Atlas) -> list[DataPoint]:
    """Sort small states and selected outlines last, so that no neighbour covers them."""
    dots = {**atlas.dots, **atlas.small}
    return sorted(countries, key=lambda country: (country.value in dots, country.selected))


def _draw_country(country: DataPoint, atlas: Atlas, shade: str) -> Markup:
    words = f"{country.label}: {say_facts(country.count)}"
    css_class = f"{shade} selected" if country.selected else shade
    shapes = []
    if country.value in atlas.paths:
        shapes.append(element("path", {"class": css_class, "d": atlas.paths[country.value]}))
    middle = atlas.dots.get(country.value) or atlas.small.get(country.value)
    if middle is not None:
        x, y = middle
        shapes.append(element("circle", {"class": css_class, "cx": x, "cy": y, "r": _DOT}))
    return link(country.href, words, *shapes, selected=country.selected)


def _draw_others(countries: Points, atlas: Atlas) -> Markup:
    """Draw all other countries in one path."""
    codes = {country.value for country in countries}
    paths = [path for code, path in atlas.paths.items() if code not in codes]
    land = element("path", {"class": "step-0", "d": "".join(paths)})
    dots = (
        element("circle", {"cx": x, "cy": y, "r": _PLAIN_DOT})
        for code, (x, y) in atlas.dots.items()
        if code not in codes
    )
    return join([land, element("g", {"class": "step-0"}, *dots)])


def _draw_shade(mark: tuple[str, str], left: float) -> Markup:
    css_class, name = mark
    place = {"x": percent(left), "y": 0, "width": "15%", "height": 10}
    return join(
        [element("rect", {"class": css_class, **place}), label(percent(left), 25, name, "quiet")]
    )


def _draw_reviewers(names: str) -> Markup:
    place = {"x": 0, "y": 36, "width": 22, "height": 10}
    full_label = _reviewer_label(names)
    # Several names would reach beyond the map; what stands around it names them.
    words = full_label if width_of(full_label) <= _MAX_REVIEWER_WIDTH else _REVIEWER
    return join([element("rect", {"class": "own", **place}), label(30, 46, words, "quiet")])
