"""The graph of parties that share facts, as GraphML 1.0."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element

from policyfacts.renderers.cells import join_values
from policyfacts.renderers.xml import add_element, serialize
from policyfacts.schemas.graph import Graph, GraphEdge, GraphNode

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_KEYS = (
    ("label", "node", "string"),
    ("kind", "node", "string"),
    ("facts", "node", "int"),
    ("facts", "edge", "int"),
    ("topics", "edge", "string"),
)


def write_graphml(graph: Graph, edges: Iterable[GraphEdge]) -> str:
    """Write an undirected graph with these edges; `topics` of one is like `trade:12|visas:3`."""
    root = Element("graphml", {"xmlns": _NAMESPACE})
    for name, where, type_ in _KEYS:
        attributes = {"for": where, "attr.name": name, "attr.type": type_}
        add_element(root, "key", id=f"{where}-{name}", **attributes)
    graph_element = add_element(root, "graph", id="facts", edgedefault="undirected")
    for node in graph.nodes:
        _add_node(graph_element, node)
    for edge in edges:
        _add_edge(graph_element, edge)
    return serialize(root)


def _add_node(graph: Element, node: GraphNode) -> None:
    element = add_element(graph, "node", id=node.id)
    add_element(element, "data", node.label, key="node-label")
    add_element(element, "data", node.kind.value, key="node-kind")
    add_element(element, "data", str(node.facts), key="node-facts")


def _add_edge(graph: Element, edge: GraphEdge) -> None:
    element = add_element(graph, "edge", source=edge.source, target=edge.target)
    add_element(element, "data", str(edge.facts), key="edge-facts")
    topics = join_values(f"{topic.value}:{topic.count}" for topic in edge.topics)
    add_element(element, "data", topics, key="edge-topics")
