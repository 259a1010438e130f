"""Who appears with whom, drawn: `/v1/graph`."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from policyfacts.http.costly import costly
from policyfacts.http.gate import Work
from policyfacts.http.negotiation import NegotiatedFormat, content_type, documented_formats
from policyfacts.http.params import CurrentContext
from policyfacts.http.presenters.envelope import make_meta, present_counts
from policyfacts.renderers.graphml import write_graphml
from policyfacts.schemas.graph import Graph, GraphEdge, GraphNode
from policyfacts.schemas.params.formats import GraphFormatParams
from policyfacts.search.results import partners as selection
from policyfacts.search.results.counts import count_topics
from policyfacts.search.snapshot import ReadSession
from policyfacts.vocabulary import Format

router = APIRouter(tags=["Partners"])


@router.get(
    "/graph",
    summary="Who appears with whom, as nodes and edges",
    response_model=Graph,
    responses={200: documented_formats(Format.JSON, Format.GRAPHML)},
)
@costly(Work.LONG)
def draw_graph(
    params: Annotated[GraphFormatParams, Query()],
    format_: NegotiatedFormat,
    context: CurrentContext,
) -> Graph | Response:
    """Entities in the facts that match, and how often each two stand in one fact.

    Only the entities with most facts are drawn, as many as `nodes` says; `left_out` tells how many
    that are not.
    """
    with context.session() as session:
        response = _present_graph(session, selection.build_graph(session, params))
    if format_ is Format.GRAPHML:
        return Response(write_graphml(response), media_type=content_type(format_))
    return response


def _present_graph(session: ReadSession, graph: selection.Graph) -> Graph:
    return Graph(
        nodes=[
            GraphNode(
                id=node.entity.id,
                label=node.entity.name,
                kind=node.entity.kind,
                facts=len(node.facts),
            )
            for node in graph.nodes
        ],
        edges=[
            GraphEdge(
                source=edge.source.id,
                target=edge.target.id,
                facts=len(edge.facts),
                topics=present_counts(count_topics(edge.facts, session.snapshot)),
            )
            for edge in graph.edges
        ],
        facts=graph.total,
        left_out=graph.left_out,
        meta=make_meta(session, graph.query.canonical, graph.query.warnings),
    )
