"""What a page shows of the facts that match: counts, times, partners, figures, a list.

The explorer and detail pages are made from the same: one query, answered in several ways.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from policyfacts.schemas.params.filters import FactFilters
from policyfacts.schemas.params.lists import FactParams, FactRowParams, GraphParams
from policyfacts.search.parse.query import ParsedQuery, parse_query
from policyfacts.search.results import facts, figures
from policyfacts.search.results.facets import FacetCount
from policyfacts.search.results.facts import FactPage
from policyfacts.search.results.partners import Graph, build_graph
from policyfacts.search.results.sources import Sources, find_sources
from policyfacts.search.results.timeline import Timeline, build_timeline
from policyfacts.search.snapshot import ReadSession
from policyfacts.vocabulary import Dimension

# Facets of each page, beside those that the client asks for.
_FACETS = (
    *(Dimension.COUNTRY, Dimension.TOPIC, Dimension.TYPE, Dimension.ORGANIZATION),
    *(Dimension.STATUS, Dimension.YEAR),
)
_MAX_NODES = 30
_MAX_FIGURES = 60
Q = TypeVar("Q", bound=FactFilters)


@dataclass(frozen=True)
class FactsSummary:
    """The facts that match a query, counted and listed in several ways.

    `parameters` are those of the canonical query, with its order, for URLs.
    """

    params: FactParams
    query: ParsedQuery
    parameters: Mapping[str, Any]
    page: FactPage
    items: list[dict[str, Any]]
    timeline: Timeline
    graph: Graph
    figures: list[dict[str, Any]]
    figures_total: int
    sources: Sources

    @property
    def total(self) -> int:
        """The number of facts that match."""
        return self.page.hits.total

    @property
    def facets(self) -> Mapping[str, list[FacetCount]]:
        """The numbers of facts by value, for each facet."""
        return {name: list(values) for name, values in self.page.facets.items()}


def summarize_facts(
    session: ReadSession, params: FactParams, cursor: str | None = None
) -> FactsSummary:
    """Summarize the facts that match; raise BadParameters where the query cannot be parsed."""
    facets = list(dict.fromkeys([*_FACETS, *params.facet]))
    params = params.model_copy(update={"facet": facets})
    query = parse_query(params, session.snapshot.registry)
    page = facts.list_facts(session, params, query, cursor)
    figure_hits = figures.find_figures(
        session, _with_filters(FactRowParams, params, limit=_MAX_FIGURES), unlimited=False
    )
    return FactsSummary(
        params=params,
        query=query,
        parameters=page.hits.canonical,
        page=page,
        items=[json.loads(body) for body in page.bodies],
        timeline=build_timeline(session, params, query),
        graph=build_graph(session, _with_filters(GraphParams, params, nodes=_MAX_NODES)),
        figures=figures.read_figures(session, figure_hits.figures),
        figures_total=figure_hits.total,
        sources=find_sources(session, params),
    )


def _with_filters(params_class: type[Q], params: FactFilters, **extra: object) -> Q:
    """Return the same filters as the parameters of another query."""
    filters = params.model_dump(include=set(FactFilters.model_fields), exclude_unset=True)
    return params_class.model_validate({**filters, **extra})
