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


def some_nodes(number: int, groups: int) -> list[Node]:
    chance = random.Random(number * 10 + groups)
    nodes = [
        Node(
            f"n{it}",
            chance.choice(NAMES),
            chance.randint(1, 50),
            chance.choice(KINDS),
            f"Group {it % groups}" if groups else "",
            f"/entities/n{it}",
        )
        for it in range(number)
    ]
    return sorted(nodes, key=lambda it: -it.count)


def box_of(text: Element) -> Box:
    """The room that a text takes, by the widths that the drawing reckons with."""
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
    boxes = [box_of(it) for it in root.iter("text") if "quiet" not in it.get("class", "")]
    assert len([it for it in root.iter("text") if it.find("tspan") is not None]) == min(
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
    said = {it.get("href"): it.get("aria-label", "").split(", shown")[0] for it in root.iter("a")}
    facts = {it.href: f"{it.label}: {it.count} fact{'s' * (it.count > 1)}" for it in nodes}
    assert said == facts | {"/countries/BY": "Belarus: 364 facts"}
    assert len(of_class(root, "spoke")) == 12
    marks = {
        it.get("href"): of_class(it, "node")[0].tag for it in root.iter("a") if of_class(it, "node")
    }
    shape = {"country": "circle", "organization": "rect", "person": "path"}
    assert marks == {it.href: shape[it.kind] for it in nodes}


def test_more_facts_are_thicker_lines_and_the_strongest_are_kept() -> None:
    nodes = some_nodes(20, 0)
    pairs = list(combinations([it.value for it in nodes], 2))
    edges = [Edge(*pair, count) for count, pair in enumerate(pairs, 1)]
    root = read(draw_partners(CENTRE, nodes, [*edges, Edge("n0", "unknown", 999)], "Partners"))
    drawn = of_class(root, "edge")
    assert len(drawn) == MAX_EDGES
    counts = [int("".join(it.itertext()).split(": ")[1].split()[0]) for it in drawn]
    assert counts == sorted(it.count for it in edges)[-MAX_EDGES:]
    widths = [float(it.get("stroke-width", "")) for it in drawn]
    assert widths == sorted(widths)


def test_the_same_facts_are_drawn_alike_in_whatever_order_they_come() -> None:
    nodes, edges = some_nodes(15, 4), [Edge("n1", "n2", 3), Edge("n3", "n4", 3)]
    drawn = draw_partners(CENTRE, nodes, edges, "Partners")
    assert draw_partners(CENTRE, nodes[::-1], edges[::-1], "Partners") == drawn


def test_each_column_says_to_which_group_its_partners_belong() -> None:
    """A group that begins at the end of one column, or goes on in the next, is named there."""
    for number, groups in ((5, 1), (4, 2), (9, 4), (12, 5)):
        root = read(draw_partners(CENTRE, some_nodes(number, groups), [], "Partners"))
        rows = [it for it in root.iter("text") if it.get("class") != "quiet"]
        for is_left in (True, False):
            column = [it for it in rows if (it.get("text-anchor") == "end") is is_left]
            names = ["group" in it.get("class", "") for it in column if it.get("class") != "halo"]
            assert names[0]
            assert not names[-1]
