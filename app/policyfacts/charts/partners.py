"""Who shares facts with whom: partners in two columns around the one they share them with."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from policyfacts.charts.chart_data import Edge, Node
from policyfacts.charts.markup import drawing, element, in_facts, label, link
from policyfacts.charts.text_width import cut, width_of
from policyfacts.vocabulary import EntityKind

MAX_NODES = 40
MAX_EDGES = 90
WIDTH, ROW = 720.0, 20.0
_MIDDLE, _RADIUS, _MARGIN = WIDTH / 2, 112.0, 16.0
_EM = 13.0
_AWAY = 14.0  # from the middle of a mark to its words
_EM_OF_GAP = 0.6
_LEGEND = {
    EntityKind.COUNTRY: "country",
    EntityKind.ORGANIZATION: "organization",
    None: "other",
}


@dataclass(frozen=True)
class _Place:
    """A row of a column: a node, or the name of the group of those below."""

    node: Node | None
    words: str
    x: float
    y: float
    is_left: bool


def draw_partners(
    centre: Node | None, nodes: Sequence[Node], edges: Sequence[Edge], title: str
) -> Markup:
    """Partners around the one they share facts with; lines between those that share some too.

    A node's `count` is its number of facts shared with the centre, or of all where there is no
    centre. The first `MAX_NODES` are drawn, so give the closest first, and the `MAX_EDGES`
    strongest edges between them. Its words become small where it has less room than `WIDTH`.
    """
    columns = _columns(list(_rows(nodes[:MAX_NODES])))
    height = ROW * max(map(len, columns)) + 2 * _MARGIN + ROW
    places = list(_place(columns, height - ROW))
    found = {it.node.value: it for it in places if it.node is not None}
    middle = (_MIDDLE, (height - ROW) / 2)
    return drawing(
        "partners",
        title,
        {"viewBox": f"0 0 {WIDTH:g} {height:g}", "width": "100%"},
        *_draw_edges(found, edges),
        *(_draw_spokes(found, middle) if centre else ()),
        *(_draw_place(it, _most(found)) for it in places),
        *([_draw_centre(centre, middle)] if centre else ()),
        *_draw_legend(found, height),
    )


def _rows(nodes: Sequence[Node]) -> Iterator[Node | str]:
    """Nodes below the names of their groups, the groups with most facts first."""
    by_group = {
        name: sorted(members, key=lambda it: (-it.count, it.label, it.value))
        for name, members in groupby(sorted(nodes, key=lambda it: it.group), lambda it: it.group)
    }
    order = sorted(by_group, key=lambda it: (-sum(one.count for one in by_group[it]), it))
    for name in order:
        if name:
            yield name
        yield from by_group[name]


def _columns(rows: Sequence[Node | str]) -> tuple[list[Node | str], list[Node | str]]:
    """The first half and the others, each group below its name: said again where it is parted."""
    half = math.ceil(len(rows) / 2)
    left, right = list(rows[:half]), list(rows[half:])
    if left and isinstance(left[-1], str):
        right.insert(0, left.pop())
    elif right and not isinstance(right[0], str):
        name = next((it for it in reversed(left) if isinstance(it, str)), "")
        right[:0] = [f"{name}, continued"] if name else []
    return left, right


def _place(columns: Sequence[Sequence[Node | str]], height: float) -> Iterator[_Place]:
    """A column on the left and one on the right, on an arc each."""
    for column, is_left in zip(columns, (True, False), strict=True):
        for number, row in enumerate(column):
            y = _MARGIN + ROW * (number + 0.5)
            across = (y - height / 2) / (height / 2)
            reach = _RADIUS * math.sqrt(max(1 - across * across, 0)) + 12
            x = _MIDDLE - reach if is_left else _MIDDLE + reach
            if isinstance(row, str):
                yield _Place(None, row, x, y, is_left)
            else:
                yield _Place(row, row.label, x, y, is_left)


def _most(found: Mapping[str, _Place]) -> int:
    return max((it.node.count for it in found.values() if it.node), default=0) or 1


def _draw_edges(found: Mapping[str, _Place], edges: Sequence[Edge]) -> Iterator[Markup]:
    """The strongest last, above the others, each bent towards the middle."""
    drawn = [it for it in edges if it.source in found and it.target in found]
    drawn.sort(key=lambda it: (-it.count, it.source, it.target))
    most = drawn[0].count if drawn else 1
    for edge in reversed(drawn[:MAX_EDGES]):
        one, other = found[edge.source], found[edge.target]
        x = (one.x + other.x + 2 * _MIDDLE) / 4
        y = (one.y + other.y) / 2
        path = f"M{one.x:.0f} {one.y:.0f}Q{x:.0f} {y:.0f} {other.x:.0f} {other.y:.0f}"
        words = f"{one.words} and {other.words}: {in_facts(edge.count)}"
        wide = 0.8 + 2.7 * edge.count / most
        line = {"class": "edge", "d": path, "stroke-width": wide, "fill": "none"}
        yield element("path", line, element("title", {}, words))


def _draw_spokes(found: Mapping[str, _Place], middle: tuple[float, float]) -> Iterator[Markup]:
    most = _most(found)
    for place in found.values():
        if place.node is not None:
            ends = {"x1": middle[0], "y1": middle[1], "x2": place.x, "y2": place.y}
            wide = 0.8 + 4.2 * place.node.count / most
            yield element("line", {"class": "spoke", "stroke-width": wide, **ends})


def _draw_place(place: _Place, most: int) -> Markup:
    step = -1 if place.is_left else 1
    anchor = "end" if place.is_left else None
    if place.node is None:
        words = cut(place.words, _ems_beside(place, 0))
        return label(place.x + step * _AWAY, place.y + 5, words, "group", anchor)
    node = place.node
    size = 3 + 5 * math.sqrt(node.count / most)
    name = cut(node.label, _ems_beside(place, node.count))
    count = element("tspan", {"class": "quiet"}, f"{node.count:,}")
    at = {"x": place.x + step * _AWAY, "y": place.y + 4, "text-anchor": anchor}
    return link(
        node.href,
        f"{node.label}: {in_facts(node.count)}",
        _draw_mark(node.kind, place.x, place.y, size),
        element("text", at, element("tspan", {}, name), " ", count),
        shown="" if name == node.label else f"{name} {node.count:,}",
    )


def _ems_beside(place: _Place, count: int) -> float:
    """Room for a name between its mark and the edge, the number of facts left out."""
    edge = place.x if place.is_left else WIDTH - place.x
    return (edge - _AWAY) / _EM - width_of(f"{count:,}") - _EM_OF_GAP


def _draw_mark(kind: EntityKind | None, x: float, y: float, size: float) -> Markup:
    """Countries are round, organizations square, all else stands on a corner."""
    if kind is EntityKind.COUNTRY:
        return element("circle", {"class": "node", "cx": x, "cy": y, "r": size})
    if kind is EntityKind.ORGANIZATION:
        side = {"width": 2 * size, "height": 2 * size}
        return element("rect", {"class": "node square", "x": x - size, "y": y - size, **side})
    corners = f"M{x:g} {y - size:g}l{size:g} {size:g} {-size:g} {size:g} {-size:g} {-size:g}z"
    return element("path", {"class": "node", "d": corners})


def _draw_centre(centre: Node, middle: tuple[float, float]) -> Markup:
    x, y = middle
    name = cut(centre.label, 2 * _RADIUS / _EM)
    return link(
        centre.href,
        f"{centre.label}: {in_facts(centre.count)}",
        element("circle", {"class": "centre", "cx": x, "cy": y, "r": 9}),
        label(x, y + 26, name, "halo", "middle"),
        shown="" if name == centre.label else name,
    )


def _draw_legend(found: Mapping[str, _Place], height: float) -> Iterator[Markup]:
    kinds = {it.node.kind if it.node.kind in _LEGEND else None for it in found.values() if it.node}
    x = 8.0
    for kind, words in _LEGEND.items():
        if kind in kinds:
            yield _draw_mark(kind, x, height - 14, 5)
            yield label(x + 10, height - 10, words, "quiet")
            x += 30 + 7 * len(words)
    if found:
        yield label(x, height - 10, "Thicker lines and larger marks: more facts.", "quiet")
