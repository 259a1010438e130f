"""What a page tells of the facts that answer a question: counts, times, partners, figures, a list.

The explorer and the pages of things are made of the same: one question, answered several ways.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from policyfacts.schemas.params import FactFilters, FactParams, FigureParams, GraphParams
from policyfacts.search.parse.query import ParsedQuery, parse_query
from policyfacts.search.results import facts, figures
from policyfacts.search.results.conditions import matcher_for
from policyfacts.search.results.facets import FacetCount
from policyfacts.search.results.facts import FactPage
from policyfacts.search.results.partners import Graph, draw_graph
from policyfacts.search.results.sources import Sources, find_sources
from policyfacts.search.results.timeline import Timeline, draw_timeline
from policyfacts.search.snapshot import ReadSession
from policyfacts.vocabulary import Dimension

# Counted on each page, beside what the address asks for.
_COUNTED = (
    *(Dimension.COUNTRY, Dimension.TOPIC, Dimension.TYPE, Dimension.ORGANIZATION),
    *(Dimension.STATUS, Dimension.YEAR),
)
_NODES = 30
_FIGURES = 60
Q = TypeVar("Q", bound=FactFilters)


@dataclass(frozen=True)
class Digest:
    """The facts that answer a question, seen from several sides.

    `parameters` are those of the question as it was understood, with its order, for addresses.
    """

    asked: FactParams
    question: ParsedQuery
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
        """How many facts answer."""
        return self.page.hits.total

    @property
    def facets(self) -> Mapping[str, list[FacetCount]]:
        """How many facts have which value."""
        return {name: list(values) for name, values in self.page.facets.items()}


def digest(session: ReadSession, asked: FactParams, cursor: str | None = None) -> Digest:
    """Look at the facts that answer; BadParameters where the question cannot be read."""
    counted = list(dict.fromkeys([*_COUNTED, *asked.facet]))
    asked = asked.model_copy(update={"facet": counted})
    question = parse_query(asked, session.snapshot.registry)
    page = facts.list_facts(session, asked, question, cursor)
    of_figures = figures.find_figures(
        session, _ask(FigureParams, asked, limit=_FIGURES), whole=False
    )
    return Digest(
        asked=asked,
        question=question,
        parameters=page.hits.canonical,
        page=page,
        items=[json.loads(it) for it in page.bodies],
        timeline=draw_timeline(matcher_for(session), asked, question, session.snapshot),
        graph=draw_graph(session, _ask(GraphParams, asked, nodes=_NODES)),
        figures=figures.read_figures(session, of_figures.places),
        figures_total=of_figures.total,
        sources=find_sources(session, asked),
    )


def _ask(kind: type[Q], asked: FactFilters, **besides: object) -> Q:
    """The same filters as another kind of question."""
    filters = asked.model_dump(include=set(FactFilters.model_fields), exclude_unset=True)
    return kind.model_validate({**filters, **besides})
