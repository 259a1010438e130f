"""The graph of partners: parties in two columns around the one they share facts with."""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from policyfacts.charts.chart_data import Edge, Node
from policyfacts.charts.markup import drawing, element, label, link, say_facts
from policyfacts.charts.text_width import cut, width_of
from policyfacts.vocabulary import EntityKind

MAX_NODES = 40
MAX_EDGES = 90
WIDTH, ROW = 720.0, 20.0
_CENTRE_X, _RADIUS, _MARGIN = WIDTH / 2, 112.0, 16.0
_EM = 13.0
_LABEL_DISTANCE = 14.0  # from the centre of a mark to its label
_COUNT_GAP = 0.6
_LEGEND = {
    EntityKind.COUNTRY: "country",
    EntityKind.ORGANIZATION: "organization",
    None: "other",
}


@dataclass(frozen=True)
class _Position:
    """Where a row of a column is drawn: a node, or the name of the group of those below."""

    node: Node | None
    words: str
    x: float
    y: float
    is_left: bool


Positions = Mapping[str, _Position]


def draw_partners(
    centre: Node | None, nodes: Sequence[Node], edges: Sequence[Edge], title: str
) -> Markup:
    """Draw partners around the one they share facts with, with lines between those that share too.

    A node's `count` is its number of facts shared with the centre, or of all where there is no
    centre. The first `MAX_NODES` are drawn, so give the closest first, and the `MAX_EDGES`
    strongest edges between them. Its text becomes small where it has less room than `WIDTH`.
    """
    columns = _columns(list(_rows(nodes[:MAX_NODES])))
    height = ROW * max(map(len, columns)) + 2 * _MARGIN + ROW
    rows = list(_arrange(columns, height - ROW))
    positions = {row.node.value: row for row in rows if row.node is not None}
    centre_point = (_CENTRE_X, (height - ROW) / 2)
    return drawing(
        "partners",
        title,
        {"viewBox": f"0 0 {WIDTH:g} {height:g}", "width": "100%"},
        *_draw_edges(positions, edges),
        *(_draw_spokes(positions, centre_point) if centre else ()),
        *(_draw_row(row, _max_count(positions)) for row in rows),
        *([_draw_centre(centre, centre_point)] if centre else ()),
        *_draw_legend(positions, height),
    )


def _rows(nodes: Sequence[Node]) -> Iterator[Node | str]:
    """Yield nodes below the names of their groups, the groups with most facts first."""
    by_group: dict[str, list[Node]] = defaultdict(list)
    for node in sorted(nodes, key=lambda node: (-node.count, node.label, node.value)):
        by_group[node.group].append(node)
    totals = {name: sum(node.count for node in members) for name, members in by_group.items()}
    for name in sorted(by_group, key=lambda name: (-totals[name], name)):
        if name:
            yield name
        yield from by_group[name]


def _columns(rows: Sequence[Node | str]) -> tuple[list[Node | str], list[Node | str]]:
    """Split rows into two columns, and repeat the name of a group that is split."""
    half = math.ceil(len(rows) / 2)
    left, right = list(rows[:half]), list(rows[half:])
    if left and isinstance(left[-1], str):
        right.insert(0, left.pop())
    elif right and not isinstance(right[0], str):
        name = next((row for row in reversed(left) if isinstance(row, str)), "")
        right[:0] = [f"{name}, continued"] if name else []
    return left, right


def _arrange(columns: Sequence[Sequence[Node | str]], height: float) -> Iterator[_Position]:
    """Yield the positions of a column on the left and one on the right, each on an arc."""
    for column, is_left in zip(columns, (True, False), strict=True):
        for number, row in enumerate(column):
            y = _MARGIN + ROW * (number + 0.5)
            part = (y - height / 2) / (height / 2)
            distance = _RADIUS * math.sqrt(max(1 - part * part, 0)) + 12
            x = _CENTRE_X - distance if is_left else _CENTRE_X + distance
            if isinstance(row, str):
                yield _Position(None, row, x, y, is_left)
            else:
                yield _Position(row, row.label, x, y, is_left)


def _max_count(positions: Positions) -> int:
    counts = (row.node.count for row in positions.values() if row.node)
    return max(counts, default=0) or 1


def _draw_edges(positions: Positions, edges: Sequence[Edge]) -> Iterator[Markup]:
    """Draw the strongest last, above the others, each bent towards the centre."""
    edges = [edge for edge in edges if edge.source in positions and edge.target in positions]
    edges.sort(key=lambda edge: (-edge.count, edge.source, edge.target))
    maximum = edges[0].count if edges else 1
    for edge in reversed(edges[:MAX_EDGES]):
        one, other = positions[edge.source], positions[edge.target]
        x = (one.x + other.x + 2 * _CENTRE_X) / 4
        y = (one.y + other.y) / 2
        path = f"M{one.x:.0f} {one.y:.0f}Q{x:.0f} {y:.0f} {other.x:.0f} {other.y:.0f}"
        words = f"{one.words} and {other.words}: {say_facts(edge.count)}"
        width = 0.8 + 2.7 * edge.count / maximum
        line = {"class": "edge", "d": path, "stroke-width": width, "fill": "none"}
        yield element("path", line, element("title", {}, words))


def _draw_spokes(positions: Positions, centre: tuple[float, float]) -> Iterator[Markup]:
    maximum = _max_count(positions)
    for row in positions.values():
        if row.node is not None:
            ends = {"x1": centre[0], "y1": centre[1], "x2": row.x, "y2": row.y}
            width = 0.8 + 4.2 * row.node.count / maximum
            yield element("line", {"class": "spoke", "stroke-width": width, **ends})


def _draw_row(row: _Position, maximum: int) -> Markup:
    step = -1 if row.is_left else 1
    anchor = "end" if row.is_left else None
    if row.node is None:
        words = cut(row.words, _ems_beside(row, 0))
        return label(row.x + step * _LABEL_DISTANCE, row.y + 5, words, "group", anchor)
    node = row.node
    size = 3 + 5 * math.sqrt(node.count / maximum)
    name = cut(node.label, _ems_beside(row, node.count))
    count = element("tspan", {"class": "quiet"}, f"{node.count:,}")
    at = {"x": row.x + step * _LABEL_DISTANCE, "y": row.y + 4, "text-anchor": anchor}
    return link(
        node.href,
        f"{node.label}: {say_facts(node.count)}",
        _draw_mark(node.kind, row.x, row.y, size),
        element("text", at, element("tspan", {}, name), " ", count),
        visible="" if name == node.label else f"{name} {node.count:,}",
    )


def _ems_beside(row: _Position, count: int) -> float:
    """Return the ems for a name between its mark and the edge, without the number of facts."""
    edge = row.x if row.is_left else WIDTH - row.x
    return (edge - _LABEL_DISTANCE) / _EM - width_of(f"{count:,}") - _COUNT_GAP


def _draw_mark(kind: EntityKind | None, x: float, y: float, size: float) -> Markup:
    """Draw a circle for a country, a square for an organization, a diamond for all else."""
    if kind is EntityKind.COUNTRY:
        return element("circle", {"class": "node", "cx": x, "cy": y, "r": size})
    if kind is EntityKind.ORGANIZATION:
        side = {"width": 2 * size, "height": 2 * size}
        return element("rect", {"class": "node square", "x": x - size, "y": y - size, **side})
    corners = f"M{x:g} {y - size:g}l{size:g} {size:g} {-size:g} {size:g} {-size:g} {-size:g}z"
    return element("path", {"class": "node", "d": corners})


def _draw_centre(centre: Node, point: tuple[float, float]) -> Markup:
    x, y = point
    name = cut(centre.label, 2 * _RADIUS / _EM)
    return link(
        centre.href,
        f"{centre.label}: {say_facts(centre.count)}",
        element("circle", {"class": "centre", "cx": x, "cy": y, "r": 9}),
        label(x, y + 26, name, "halo", "middle"),
        visible="" if name == centre.label else name,
    )


def _draw_legend(positions: Positions, height: float) -> Iterator[Markup]:
    nodes = [row.node for row in positions.values() if row.node]
    kinds = {node.kind if node.kind in _LEGEND else None for node in nodes}
    x = 8.0
    for kind, words in _LEGEND.items():
        if kind in kinds:
            yield _draw_mark(kind, x, height - 14, 5)
            yield label(x + 10, height - 10, words, "quiet")
            x += 30 + 7 * len(words)
    if nodes:
        yield label(x, height - 10, "Thicker lines and larger marks: more facts.", "quiet")
