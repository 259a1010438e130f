"""Facts counted, and drawn as a graph."""

from collections.abc import Mapping

from policyfacts.client.columns import Columns, grouped_by
from policyfacts.client.models.answers import Count, ItemList, Meta
from policyfacts.client.models.base import Model


class GroupLinks(Model):
    """Addresses; null where no address can ask for the facts that were counted."""

    facts: str | None


class Group(Model):
    """A combination of values, one of each dimension, with the number of facts that have it."""

    values: Mapping[str, str]
    labels: Mapping[str, str]
    facts: int
    links: GroupLinks


class Counted(Model):
    """Facts that match, and those of them that have a value in every dimension."""

    total: int
    grouped: int


class Stats(ItemList[Group]):
    """Groups, the largest first; a fact with several values is counted under each."""

    counted: Counted

    def frame_columns(self) -> Columns:
        """Return value and label of each dimension, then the number of facts."""
        return grouped_by(list(self.meta.query["group_by"]))


class GraphNode(Model):
    """An entity in the facts asked for."""

    id: str
    label: str
    kind: str
    facts: int


class GraphEdge(Model):
    """Two entities in the same facts; it has no direction."""

    source: str
    target: str
    facts: int
    topics: tuple[Count, ...]


class Graph(Model):
    """Entities that appear in the facts asked for, and how often together."""

    nodes: tuple[GraphNode, ...]
    edges: tuple[GraphEdge, ...]
    facts: int
    left_out: int
    meta: Meta
