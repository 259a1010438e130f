"""The world, shaded by number of facts."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from policyfacts.charts.chart_data import DataPoint
from policyfacts.charts.country_shapes import Atlas, read_atlas
from policyfacts.charts.markup import drawing, element, in_facts, join, label, link, percent
from policyfacts.charts.scale import MAX_STEPS, Steps
from policyfacts.charts.text_width import width_of

_DOT, _PLAIN_DOT = 10, 4
_OWN, _OWN_NAMES = "whose account it is", 20
_NOBODY: frozenset[str] = frozenset()


def draw_world(
    countries: Sequence[DataPoint], title: str, reviewers: frozenset[str] = _NOBODY
) -> Markup:
    """A map (Equal Earth) without Antarctica; countries are known by alpha-2 code.

    `reviewers` are the countries whose reviews these are: they are in nearly all facts, so they are
    marked apart and no shade is chosen for their sake. What the shades mean is a drawing by
    itself, `draw_world_legend`, which belongs near.
    """
    atlas = read_atlas()
    known = [it for it in countries if it.value in atlas.paths or it.value in atlas.dots]
    steps = _steps(known, reviewers)
    marks = (
        _draw_country(
            it, atlas, "own" if it.value in reviewers else f"step-{steps.shade(it.count)}"
        )
        for it in _uncovered(known, atlas)
    )
    box = {"viewBox": f"0 0 {atlas.width} {atlas.height}", "width": "100%"}
    return drawing("world", title, box, _draw_others(known, atlas), *marks)


def draw_world_legend(
    countries: Sequence[DataPoint], reviewers: frozenset[str] = _NOBODY
) -> Markup:
    """What the shades of `draw_world` mean, given the same countries: numbers of facts."""
    steps = _steps(countries, reviewers)
    marks = [("step-0", "none"), *_named_steps(steps)]
    share = 1 / (MAX_STEPS + 1)
    shades = join(_draw_shade(it, number * share) for number, it in enumerate(marks))
    reviewer_names = _names_of(countries, reviewers)
    extra = [_draw_own(reviewer_names)] if reviewer_names else []
    size = {"width": "100%", "height": 52 if extra else 30}
    title = f"Shades by number of facts: {', '.join(name for _, name in marks)}"
    return drawing("legend", title, size, shades, *extra)


def list_shades(countries: Sequence[DataPoint], reviewers: frozenset[str] = _NOBODY) -> Markup:
    """What `draw_world_legend` says, as a list for pages: it takes as many lines as it needs."""
    marks = [("step-0", "no facts"), *_named_steps(_steps(countries, reviewers))]
    if len(marks) > 1:
        shade, most = marks.pop()
        marks.append((shade, f"{most} fact" if most == "1" else f"{most} facts"))
    if reviewer_names := _names_of(countries, reviewers):
        marks.append(("own", _whose(reviewer_names)))
    items = (element("li", {}, _draw_sample(kind), " ", words) for kind, words in marks)
    told = {"class": "drawing shades", "aria-label": "Shades by number of facts"}
    return element("ul", told, *items)


def _names_of(countries: Iterable[DataPoint], reviewers: frozenset[str]) -> str:
    return " and ".join(it.label for it in countries if it.value in reviewers)


def _whose(names: str) -> str:
    return f"{names}: {_OWN}"


def _draw_sample(kind: str) -> Markup:
    shape = element("rect", {"class": kind, "width": "100%", "height": "100%"})
    return element("svg", {"aria-hidden": "true", "width": 28, "height": 10}, shape)


def _steps(countries: Iterable[DataPoint], reviewers: frozenset[str]) -> Steps:
    return Steps(it.count for it in countries if it.value not in reviewers)


def _named_steps(steps: Steps) -> Iterable[tuple[str, str]]:
    return ((f"step-{shade}", it) for shade, it in zip(steps.shades, steps.names(), strict=True))


def _uncovered(countries: Sequence[DataPoint], atlas: Atlas) -> list[DataPoint]:
    """Or a large neighbour would cover a small state, and the outline of what is selected."""
    dots = {**atlas.dots, **atlas.small}
    return sorted(countries, key=lambda it: (it.value in dots, it.selected))


def _draw_country(country: DataPoint, atlas: Atlas, shade: str) -> Markup:
    words = f"{country.label}: {in_facts(country.count)}"
    kind = f"{shade} selected" if country.selected else shade
    shapes = []
    if country.value in atlas.paths:
        shapes.append(element("path", {"class": kind, "d": atlas.paths[country.value]}))
    middle = atlas.dots.get(country.value) or atlas.small.get(country.value)
    if middle is not None:
        x, y = middle
        shapes.append(element("circle", {"class": kind, "cx": x, "cy": y, "r": _DOT}))
    return link(country.href, words, *shapes, selected=country.selected)


def _draw_others(countries: Sequence[DataPoint], atlas: Atlas) -> Markup:
    """All that is not asked for, in one path."""
    given = {it.value for it in countries}
    paths = [path for code, path in atlas.paths.items() if code not in given]
    land = element("path", {"class": "step-0", "d": "".join(paths)})
    apart = (
        element("path", {"class": "step-0", "d": path}, element("title", {}, name))
        for name, path in atlas.without_code.items()
    )
    dots = (
        element("circle", {"cx": x, "cy": y, "r": _PLAIN_DOT})
        for code, (x, y) in atlas.dots.items()
        if code not in given
    )
    return join([land, *apart, element("g", {"class": "step-0"}, *dots)])


def _draw_shade(mark: tuple[str, str], left: float) -> Markup:
    kind, name = mark
    place = {"x": percent(left), "y": 0, "width": "15%", "height": 10}
    return join(
        [element("rect", {"class": kind, **place}), label(percent(left), 25, name, "quiet")]
    )


def _draw_own(names: str) -> Markup:
    place = {"x": 0, "y": 36, "width": 22, "height": 10}
    whose = _whose(names)
    # Several names would end beyond the map. Whoever draws it says whose reviews these are.
    words = whose if width_of(whose) <= _OWN_NAMES else _OWN
    return join([element("rect", {"class": "own", **place}), label(30, 46, words, "quiet")])
