"""Who appears with whom, drawn: `/v1/graph`."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from policyfacts.http.negotiation import WantedFormat, content_type, documented_formats
from policyfacts.http.params import CurrentContext
from policyfacts.http.presenters.envelope import make_meta, present_counts
from policyfacts.renderers.graphml import write_graphml
from policyfacts.schemas.graph import Graph, GraphEdge, GraphNode
from policyfacts.schemas.params import GraphFormatParams
from policyfacts.search.results import partners as selection
from policyfacts.search.results.counts import count_topics
from policyfacts.search.snapshot import ReadSession
from policyfacts.vocabulary import Format

router = APIRouter(tags=["Partners"])


@router.get(
    "/graph",
    operation_id="draw_graph",
    summary="Who appears with whom, as nodes and edges",
    response_model=Graph,
    responses={200: documented_formats(Format.JSON, Format.GRAPHML)},
)
def draw_graph(
    question: Annotated[GraphFormatParams, Query()], wanted: WantedFormat, context: CurrentContext
) -> Graph | Response:
    """Entities in the facts that match, and how often each two stand in one fact.

    Only the entities with most facts are drawn, as many as `nodes` says; `left_out` tells how many
    that are not.
    """
    with context.session() as session:
        graph = _shape_graph(session, selection.build_graph(session, question))
    if wanted is Format.GRAPHML:
        return Response(write_graphml(graph), media_type=content_type(wanted))
    return graph


def _shape_graph(session: ReadSession, found: selection.Graph) -> Graph:
    return Graph(
        nodes=[
            GraphNode(
                id=it.entity.id, label=it.entity.name, kind=it.entity.kind, facts=len(it.facts)
            )
            for it in found.nodes
        ],
        edges=[
            GraphEdge(
                source=it.source.id,
                target=it.target.id,
                facts=len(it.facts),
                topics=present_counts(count_topics(it.facts, session.snapshot)),
            )
            for it in found.edges
        ],
        facts=found.total,
        left_out=found.left_out,
        meta=make_meta(session, found.query.canonical, found.query.warnings),
    )
