"""Who appears together with whom, as nodes and edges."""

from pydantic import Field

from policyfacts.schemas.base import ResponseModel
from policyfacts.schemas.envelope import Count, Meta
from policyfacts.vocabulary import EntityKind


class GraphNode(ResponseModel):
    """An entity in the facts asked for."""

    id: str
    label: str
    kind: EntityKind
    facts: int = Field(description="Facts asked for that have it.")


class GraphEdge(ResponseModel):
    """Two entities in the same facts; it has no direction."""

    source: str = Field(description="Id of a node, never in fewer facts than `target`.")
    target: str
    facts: int = Field(description="Facts asked for that have both.")
    topics: list[Count] = Field(
        description="What these facts are about, most facts first; "
        "a fact with several topics counts under each."
    )


class Graph(ResponseModel):
    """Entities that appear in the facts asked for, and how often together."""

    nodes: list[GraphNode]
    edges: list[GraphEdge]
    facts: int = Field(description="Facts asked for.")
    left_out: int = Field(description="Entities with fewer facts than those shown.")
    meta: Meta
