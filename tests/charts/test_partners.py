"""The graph of partners: every partner can be read, and thickness means number of facts."""

import random
from itertools import combinations
from xml.etree.ElementTree import Element

import pytest

from policyfacts.charts.chart_data import Edge, Node
from policyfacts.charts.partners import MAX_EDGES, MAX_NODES, WIDTH, draw_partners
from policyfacts.charts.text_width import width_of
from policyfacts.vocabulary import EntityKind
from tests.charts.svg_reader import of_class, read

CENTRE = Node("BY", "Belarus", 364, href="/countries/BY")
NAMES = (
    "Russia",
    "Содружество Независимых Государств",
    "Commonwealth of Independent States and all of its bodies",
    "联合国教育、科学及文化组织",
    "EU",
    "Saint Vincent and the Grenadines",
)
KINDS = (EntityKind.COUNTRY, EntityKind.ORGANIZATION, EntityKind.PERSON)
Box = tuple[float, float, float, float]


def some_nodes(size: int, groups: int) -> list[Node]:
    chance = random.Random(size * 10 + groups)
    nodes = [
        Node(
            f"n{index}",
            chance.choice(NAMES),
            chance.randint(1, 50),
            chance.choice(KINDS),
            f"Group {index % groups}" if groups else "",
            f"/entities/n{index}",
        )
        for index in range(size)
    ]
    return sorted(nodes, key=lambda node: -node.count)


def box_of(text: Element) -> Box:
    """Return left, top, right and bottom of a text, by the widths that the drawing assumes."""
    words = "".join(text.itertext())
    width = width_of(words) * 13 + 1
    x, y = float(text.get("x", "")), float(text.get("y", ""))
    left = {"end": x - width, "middle": x - width / 2}.get(text.get("text-anchor", ""), x)
    return left, y - 11, left + width, y + 3


def overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.mark.parametrize(("number", "groups"), [(1, 0), (7, 2), (25, 0), (40, 13), (60, 40)])
def test_no_label_covers_another_or_leaves_the_drawing(number: int, groups: int) -> None:
    nodes = some_nodes(number, groups)
    root = read(draw_partners(None, nodes, [], "Partners"))
    boxes = [box_of(text) for text in root.iter("text") if "quiet" not in text.get("class", "")]
    assert len([text for text in root.iter("text") if text.find("tspan") is not None]) == min(
        number, MAX_NODES
    )
    assert not [pair for pair in combinations(boxes, 2) if overlap(*pair)]
    height = float(root.get("viewBox", "").split()[3])
    for left, top, right, bottom in boxes:
        assert left >= 0
        assert top >= 0
        assert right <= WIDTH
        assert bottom <= height


def test_each_partner_has_its_number_link_line_and_mark() -> None:
    nodes = some_nodes(12, 3)
    root = read(draw_partners(CENTRE, nodes, [], "Partners"))
    links = list(root.iter("a"))
    labels = {link.get("href"): link.get("aria-label", "").split(", shown")[0] for link in links}
    expected = {n.href: f"{n.label}: {n.count} fact{'s' * (n.count > 1)}" for n in nodes}
    assert labels == expected | {"/countries/BY": "Belarus: 364 facts"}
    assert len(of_class(root, "spoke")) == 12
    marks = {link.get("href"): mark.tag for link in links for mark in of_class(link, "node")[:1]}
    shape = {"country": "circle", "organization": "rect", "person": "path"}
    assert marks == {node.href: shape[node.kind] for node in nodes}


def test_more_facts_make_thicker_lines_and_the_strongest_are_kept() -> None:
    nodes = some_nodes(20, 0)
    pairs = list(combinations([node.value for node in nodes], 2))
    edges = [Edge(*pair, count) for count, pair in enumerate(pairs, 1)]
    root = read(draw_partners(CENTRE, nodes, [*edges, Edge("n0", "unknown", 999)], "Partners"))
    drawn = of_class(root, "edge")
    assert len(drawn) == MAX_EDGES
    counts = [int("".join(edge.itertext()).split(": ")[1].split()[0]) for edge in drawn]
    assert counts == sorted(edge.count for edge in edges)[-MAX_EDGES:]
    widths = [float(edge.get("stroke-width", "")) for edge in drawn]
    assert widths == sorted(widths)


def test_order_of_the_data_does_not_change_the_drawing() -> None:
    nodes, edges = some_nodes(15, 4), [Edge("n1", "n2", 3), Edge("n3", "n4", 3)]
    drawn = draw_partners(CENTRE, nodes, edges, "Partners")
    assert draw_partners(CENTRE, nodes[::-1], edges[::-1], "Partners") == drawn


def test_each_column_begins_with_the_name_of_a_group() -> None:
    """Check that a group split over two columns is named in both."""
    for number, groups in ((5, 1), (4, 2), (9, 4), (12, 5)):
        root = read(draw_partners(CENTRE, some_nodes(number, groups), [], "Partners"))
        rows = [text for text in root.iter("text") if text.get("class") != "quiet"]
        for is_left in (True, False):
            column = [text for text in rows if (text.get("text-anchor") == "end") is is_left]
            classes = [text.get("class", "") for text in column if text.get("class") != "halo"]
            assert "group" in classes[0]
            assert "group" not in classes[-1]
