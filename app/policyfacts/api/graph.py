"""Who appears with whom, drawn: `/v1/graph`."""

from collections.abc import Iterable, Iterator
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
) -> Response:
    """Entities in the facts that match, and how often each two stand in one fact.

    Only the entities with most facts are drawn, as many as `nodes` says; `left_out` tells how many
    that are not.
    """
    with context.session() as session:
        graph = selection.build_graph(session, params)
        response, edges = _present_graph(session, graph), _present_edges(session, graph)
        if format_ is Format.GRAPHML:
            return Response(write_graphml(response, edges), media_type=content_type(format_))
        return Response(_write_json(response, edges), media_type=content_type(format_))


def _write_json(graph: Graph, edges: Iterable[GraphEdge]) -> str:
    """Write the graph with these edges, one by one.

    All of them at once are a million objects, and others would wait while those are counted.
    """
    before, _, after = graph.model_dump_json().partition('"edges":[')
    return f'{before}"edges":[{",".join(edge.model_dump_json() for edge in edges)}{after}'


def _present_graph(session: ReadSession, graph: selection.Graph) -> Graph:
    """Return the graph without its edges."""
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
        edges=[],
        facts=graph.total,
        left_out=graph.left_out,
        meta=make_meta(session, graph.query.canonical, graph.query.warnings),
    )


def _present_edges(session: ReadSession, graph: selection.Graph) -> Iterator[GraphEdge]:
    for edge in graph.edges:
        yield GraphEdge(
            source=edge.source.id,
            target=edge.target.id,
            facts=len(edge.facts),
            topics=present_counts(count_topics(edge.facts, session.snapshot)),
        )
